// Counts what each frame holds, and what leads from it to each of its siblings and back.
#include "layout/equals.hpp"

#include <algorithm>

#include "layout/layers.hpp"

namespace joist::layout {
namespace {

constexpr std::size_t many_boxes = 60;  // of so many, groups that are only mutual do not matter
constexpr int most_unlike = 2;          // so many times the boxes one may hold of another

std::pair<FrameId, FrameId> siblings(const Graph& graph, const Edge& edge) {
  return layout::siblings(graph, graph.nodes[edge.from.index()].frame,
                          graph.nodes[edge.to.index()].frame);
}

}  // namespace

Equals::Equals(const Graph& graph)
    : graph_(graph),
      insides_(graph.frames.size()),
      ends_(graph.frames.size()),
      boxes_(graph.frames.size(), 0) {
  for (const Edge& edge : graph.edges) {
    const auto pair = siblings(graph, edge);
    if (!pair.first) continue;
    ++flow_[pair];
    lines_[pair].push_back({edge.from, edge.to});
  }
  for (const Node& node : graph.nodes)
    for (FrameId f = node.frame; f; f = graph.frames[f.index()].parent) ++boxes_[f.index()];
  for (auto& [pair, lines] : lines_) {
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  }
  for (const auto& [pair, lines] : flow_) {
    const auto back = flow_.find({pair.second, pair.first});
    const bool even = back != flow_.end() && back->second == lines;
    if (even && insides_[pair.first.index()].empty()) look_into(pair.first);
  }
  for (const Edge& edge : graph.edges) {
    const auto [a, b] = siblings(graph, edge);
    if (!a || ends_[a.index()].empty() || ends_[b.index()].empty()) continue;
    joins_[{a, b}].push_back({ends_[a.index()].at(edge.from), ends_[b.index()].at(edge.to)});
  }
  for (auto& join : joins_) std::sort(join.second.begin(), join.second.end());
}

void Equals::look_into(FrameId frame) {
  std::vector<std::pair<int, int>> ends(graph_.nodes.size(), {-1, -1});
  for (std::size_t n = 0; n < ends.size(); ++n)
    if (common_frame(graph_, graph_.nodes[n].frame, frame) == frame) ends[n] = {0, 0};
  for (const Edge& edge : graph_.edges) {
    auto &from = ends[edge.from.index()], &to = ends[edge.to.index()];
    if (from.first < 0 || to.first < 0) continue;
    ++from.second;
    ++to.first;
  }
  for (std::size_t n = 0; n < ends.size(); ++n) {
    if (ends[n].first < 0) continue;
    insides_[frame.index()].push_back(ends[n]);
    ends_[frame.index()].insert({NodeId(n), ends[n]});
  }
  std::sort(insides_[frame.index()].begin(), insides_[frame.index()].end());
}

bool Equals::are_mutual(FrameId a, FrameId b) const {
  const auto there = lines_.find({a, b}), back = lines_.find({b, a});
  if (there == lines_.end() || back == lines_.end()) return false;
  const auto [least, most] = std::minmax(boxes_[a.index()], boxes_[b.index()]);
  if (most > most_unlike * least || graph_.nodes.size() > many_boxes) return false;
  const auto answered = std::count_if(
      there->second.begin(), there->second.end(), [&](const std::pair<NodeId, NodeId>& line) {
        return std::binary_search(back->second.begin(), back->second.end(),
                                  std::pair(line.second, line.first));
      });
  return 4 * static_cast<std::size_t>(answered) >= there->second.size() + back->second.size();
}

bool Equals::are(FrameId a, FrameId b) const {
  if (are_mutual(a, b)) return true;
  const auto there = joins_.find({a, b}), back = joins_.find({b, a});
  return there != joins_.end() && back != joins_.end() && there->second == back->second &&
         insides_[a.index()] == insides_[b.index()];
}

std::vector<std::pair<FrameId, FrameId>> Equals::pairs() const {
  std::vector<std::pair<FrameId, FrameId>> result;
  for (const auto& line : flow_)
    if (line.first.first < line.first.second && are(line.first.first, line.first.second))
      result.push_back(line.first);
  return result;
}

bool Equals::joined_by(const Edge& edge) const {
  const auto [a, b] = siblings(graph_, edge);
  return a && are(a, b);
}

}  // namespace joist::layout

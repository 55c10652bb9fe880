// Reads off the lines which groups are called alike.
#include "layout/twins.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace joist::layout {
namespace {

constexpr std::size_t most_twins = 4;   // side by side on one page
constexpr std::size_t most_unlike = 2;  // so many times the boxes one may hold of another

// By frame.
struct Seen {
  std::vector<NodeId> callers;  // boxes outside that lead into it
  std::size_t boxes = 0;
  bool leads = false;  // to a sibling, or is led to by one
};

std::vector<Seen> look_at(const Graph& graph) {
  std::vector<Seen> seen(graph.frames.size());
  for (const Node& node : graph.nodes)
    for (FrameId f = node.frame; f; f = graph.frames[f.index()].parent) ++seen[f.index()].boxes;
  for (const Edge& edge : graph.edges) {
    if (!edge.ranks) continue;
    const FrameId from = graph.nodes[edge.from.index()].frame;
    const FrameId to = graph.nodes[edge.to.index()].frame;
    const FrameId home = common_frame(graph, from, to);
    if (to == home) continue;
    Seen& called = seen[outermost_in(graph, home, to).index()];
    if (from == home) {
      called.callers.push_back(edge.from);
    } else {
      called.leads = seen[outermost_in(graph, home, from).index()].leads = true;
    }
  }
  for (Seen& each : seen) {
    std::sort(each.callers.begin(), each.callers.end());
    each.callers.erase(std::unique(each.callers.begin(), each.callers.end()), each.callers.end());
  }
  return seen;
}

}  // namespace

Twins twins(const Graph& graph) {
  Twins sets;
  const std::vector<Seen> seen = look_at(graph);
  std::map<std::pair<FrameId, std::vector<NodeId>>, std::vector<FrameId>> alike;
  for (std::size_t f = 0; f < seen.size(); ++f)
    if (!seen[f].leads && !seen[f].callers.empty())
      alike[{graph.frames[f].parent, seen[f].callers}].push_back(FrameId(f));
  for (auto& [key, frames] : alike) {
    if (frames.size() < 2 || frames.size() > most_twins) continue;
    const auto [least, most] = std::minmax_element(
        frames.begin(), frames.end(),
        [&](FrameId a, FrameId b) { return seen[a.index()].boxes < seen[b.index()].boxes; });
    if (seen[most->index()].boxes <= most_unlike * seen[least->index()].boxes)
      sets.push_back(std::move(frames));
  }
  return sets;
}

double apart_share(const Twins& twins, const Layers& layers) {
  if (twins.empty()) return 0;
  double apart = 0;
  for (const std::vector<FrameId>& set : twins) {
    const int first = layers.extents[set.front().index()].first;
    const bool together = std::all_of(set.begin(), set.end(), [&](FrameId frame) {
      return layers.extents[frame.index()].first == first;
    });
    apart += together ? 0 : 1;
  }
  return apart / static_cast<double>(twins.size());
}

}  // namespace joist::layout

// From a graph to the constraints between its rows: cycles broken, hints joined, frames kept low.
#include "layout/ranks.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "layout/equals.hpp"
#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

using Index = std::uint32_t;
constexpr std::size_t simplex_limit = 4000;  // of nodes; larger graphs take the linear way
constexpr int edge_weight = 8;

Index find(std::vector<Index>& root, Index node) {
  while (root[node] != node) node = root[node] = root[root[node]];
  return node;
}

// Joins two sets; the smaller index stays for both.
void join(std::vector<Index>& root, Index a, Index b) {
  a = find(root, a);
  b = find(root, b);
  root[std::max(a, b)] = std::min(a, b);
}

// Nodes that must share a row count as one.
std::vector<Index> joined_rows(const Graph& graph) {
  std::vector<Index> row(graph.nodes.size());
  std::iota(row.begin(), row.end(), 0u);
  for (const auto& group : graph.same_rank)
    for (const NodeId node : group) join(row, node.value, group.front().value);
  for (Index n = 0; n < row.size(); ++n) row[n] = find(row, n);
  return row;
}

std::vector<RankEdge> ranking_lines(const Graph& graph, const std::vector<Index>& row) {
  const Equals equals(graph);
  std::vector<RankEdge> lines;
  for (const Edge& edge : graph.edges) {
    if (!edge.ranks || equals.joined_by(edge)) continue;
    Index tail = row[edge.from.index()], head = row[edge.to.index()];
    if (tail == head) continue;
    if (edge.backward) std::swap(tail, head);
    const double weight = std::clamp(edge.weight, 0.1, 100.0) * edge_weight;
    lines.push_back({tail, head, 1, static_cast<int>(std::lround(weight))});
  }
  return lines;
}

// Boxes without lines, by their frame. They may stand in any row of it.
class Loners {
 public:
  Loners(const Graph& graph, bool rightward)
      : graph_(graph), nodes_(graph.frames.size() + 1), free_(graph.nodes.size(), 1) {
    for (const Edge& edge : graph.edges) free_[edge.from.index()] = free_[edge.to.index()] = 0;
    for (const auto& group : graph.same_rank)
      for (const NodeId node : group) free_[node.index()] = 0;
    double across = 0, along = 0;
    for (std::size_t n = 0; n < free_.size(); ++n) {
      if (free_[n] == 0) continue;
      const FrameId frame = graph.nodes[n].frame;
      nodes_[slot(frame)].push_back(n);
      across += graph.nodes[n].size.width + spacing::box_gap;
      along += graph.nodes[n].size.height + spacing::straight_gap;
    }
    slope_ = rightward ? along / std::max(across, 1.0) : across / std::max(along, 1.0);
    block_shape_ = rightward ? 1 / 1.6 : 1.6;
  }

  // In a block of their own.
  int rows(FrameId frame) const {
    const auto count = static_cast<double>(nodes_[slot(frame)].size());
    return std::max(1, static_cast<int>(std::lround(std::sqrt(count * slope_ / block_shape_))));
  }

  // Puts them where their frame's rows are least filled, from the first on.
  void place(FrameId frame, int first, int last, std::vector<int>& ranks) const {
    const auto& loners = nodes_[slot(frame)];
    if (loners.empty()) return;
    std::vector<double> filled(static_cast<std::size_t>(last - first + 1), 0);
    for (std::size_t n = 0; n < free_.size(); ++n) {
      const bool inside = frame ? graph_.nodes[n].frame == frame : true;
      if (free_[n] == 0 && inside && ranks[n] >= first && ranks[n] <= last)
        filled[static_cast<std::size_t>(ranks[n] - first)] += 1;
    }
    for (const std::size_t n : loners) {
      const auto least = std::min_element(filled.begin(), filled.end());
      ranks[n] = first + static_cast<int>(least - filled.begin());
      *least += 1;
    }
  }

  bool any(FrameId frame) const { return !nodes_[slot(frame)].empty(); }

 private:
  static std::size_t slot(FrameId frame) { return frame ? frame.index() + 1 : 0; }

  const Graph& graph_;
  std::vector<std::vector<std::size_t>> nodes_;  // by slot of the frame
  std::vector<char> free_;
  double slope_ = 1, block_shape_ = 1;
};

// The constraints that hold whatever the lines say. A frame is a pair of nodes around its members,
// pulled together; between two bands stands one node more.
class Frames {
 public:
  Frames(const Graph& graph, const Bands& bands, const std::vector<Index>& row,
         const Loners& loners, int frame_weight)
      : graph_(graph),
        bands_(bands),
        nodes_(static_cast<Index>(graph.nodes.size())),
        count_(nodes_ + 2 * static_cast<Index>(graph.frames.size())) {
    for (Index n = 0; n < nodes_; ++n) {
      const FrameId frame = graph.nodes[n].frame;
      if (!frame) continue;
      edges.push_back({top(frame), row[n], 0, 0});
      edges.push_back({row[n], top(frame) + 1, 0, 0});
    }
    for (std::size_t f = 0; f < graph.frames.size(); ++f) {
      const FrameId frame(f), parent = graph.frames[f].parent;
      edges.push_back({top(frame), top(frame) + 1, loners.rows(frame) - 1, frame_weight});
      if (!parent) continue;
      edges.push_back({top(parent), top(frame), 0, 0});
      edges.push_back({top(frame) + 1, top(parent) + 1, 0, 0});
    }
    separate_bands();
  }

  std::size_t count() const { return count_; }
  Index top(FrameId frame) const { return nodes_ + 2 * frame.value; }
  std::vector<RankEdge> edges;

 private:
  void separate_bands() {
    std::map<std::pair<std::uint32_t, int>, Index> ends;  // by parent and band, the node after it
    for (std::size_t f = 0; f < bands_.size(); ++f)
      if (bands_[f] >= 0) ends.insert({{graph_.frames[f].parent.value, bands_[f]}, 0});
    for (auto& [band, node] : ends) node = count_++;
    for (auto band = ends.begin(); band != ends.end(); ++band) {
      const auto next = std::next(band);
      if (next == ends.end() || next->first.first != band->first.first) continue;
      edges.push_back({band->second, next->second, 0, 0});
    }
    for (std::size_t f = 0; f < bands_.size(); ++f) {
      if (bands_[f] < 0) continue;
      const auto band = ends.find({graph_.frames[f].parent.value, bands_[f]});
      edges.push_back({top(FrameId(f)) + 1, band->second, 1, 0});
      if (band == ends.begin() || std::prev(band)->first.first != band->first.first) continue;
      edges.push_back({std::prev(band)->second, top(FrameId(f)), 0, 0});
    }
  }

  const Graph& graph_;
  const Bands& bands_;
  Index nodes_;
  Index count_;
};

// Turns lines round until they and the constraints form no cycle: writes all nodes into one
// sequence that respects the constraints, always the one with the least flow still to come in.
// False when the constraints alone form one.
bool break_cycles(std::size_t count, const std::vector<RankEdge>& constraints,
                  std::vector<RankEdge>& lines) {
  std::vector<std::vector<Index>> after(count), out(count);
  std::vector<int> waiting(count, 0);
  std::vector<std::int64_t> incoming(count, 0);
  for (const RankEdge& edge : constraints) {
    after[edge.tail].push_back(edge.head);
    ++waiting[edge.head];
  }
  for (Index l = 0; l < lines.size(); ++l) {
    out[lines[l].tail].push_back(l);
    incoming[lines[l].head] += lines[l].weight;
  }
  std::set<std::pair<std::int64_t, Index>> ready;
  for (Index n = 0; n < count; ++n)
    if (waiting[n] == 0) ready.insert({incoming[n], n});
  std::vector<Index> place(count, 0);
  Index next = 0;
  for (; !ready.empty(); ++next) {
    const Index node = ready.begin()->second;
    ready.erase(ready.begin());
    place[node] = next;
    waiting[node] = -1;
    for (const Index l : out[node]) {
      const Index head = lines[l].head;
      if (waiting[head] == 0) ready.erase({incoming[head], head});
      incoming[head] -= lines[l].weight;
      if (waiting[head] == 0) ready.insert({incoming[head], head});
    }
    for (const Index n : after[node])
      if (--waiting[n] == 0) ready.insert({incoming[n], n});
  }
  for (RankEdge& line : lines)
    if (place[line.tail] > place[line.head]) std::swap(line.tail, line.head);
  return next == count;
}

// The parts that hang together, by the smallest of their nodes.
std::vector<Index> components(std::size_t count, const std::vector<RankEdge>& edges) {
  std::vector<Index> root(count);
  std::iota(root.begin(), root.end(), 0u);
  for (const RankEdge& e : edges) join(root, e.tail, e.head);
  for (Index n = 0; n < count; ++n) root[n] = find(root, n);
  return root;
}

// Moves every node, where it may, to the side on which it has the heavier lines.
void settle(std::vector<int>& ranks, const std::vector<RankEdge>& edges) {
  std::vector<std::vector<Index>> incident(ranks.size());
  for (Index e = 0; e < edges.size(); ++e) {
    incident[edges[e].tail].push_back(e);
    incident[edges[e].head].push_back(e);
  }
  std::vector<Index> order(ranks.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](Index a, Index b) { return ranks[a] > ranks[b]; });
  for (int sweep = 0; sweep < 4; ++sweep) {
    for (const Index node : order) {
      int pull = 0, up = 1 << 30, down = 1 << 30;
      for (const Index e : incident[node]) {
        const bool out = edges[e].tail == node;
        const int slack = ranks[edges[e].head] - ranks[edges[e].tail] - edges[e].least;
        (out ? down : up) = std::min(out ? down : up, slack);
        pull += out ? edges[e].weight : -edges[e].weight;
      }
      if (pull > 0 && down < (1 << 30)) ranks[node] += down;
      if (pull < 0 && up < (1 << 30)) ranks[node] -= up;
    }
    std::reverse(order.begin(), order.end());
  }
}

}  // namespace

void close_gaps(std::vector<int>& ranks) {
  std::set<int> used(ranks.begin(), ranks.end());
  std::map<int, int> closed;
  for (const int rank : used) closed.insert({rank, static_cast<int>(closed.size())});
  for (int& rank : ranks) rank = closed.at(rank);
}

std::vector<int> rank(const Graph& graph, const Bands& bands, bool rightward, int frame_weight) {
  const std::vector<Index> row = joined_rows(graph);
  const Loners loners(graph, rightward);
  const Frames frames(graph, bands, row, loners, frame_weight);
  const std::size_t count = frames.count();
  std::vector<RankEdge> edges = ranking_lines(graph, row);
  // A hint that joins rows goes before bands, which only shape the page.
  if (!break_cycles(count, frames.edges, edges))
    return rank(graph, free_bands(graph), rightward, frame_weight);
  edges.insert(edges.end(), frames.edges.begin(), frames.edges.end());
  const std::vector<Index> part = components(count, edges);
  std::vector<int> ranks;
  if (count <= simplex_limit) {
    std::vector<RankEdge> held = edges;  // by one more node, so that all hangs together
    for (Index n = 0; n < count; ++n)
      if (part[n] == n) held.push_back({static_cast<Index>(count), n, 0, 0});
    ranks = simplex_ranks(count + 1, held, static_cast<int>(4 * count + 200));
  } else {
    ranks = earliest_ranks(count, edges);
    settle(ranks, edges);
  }
  std::vector<int> least(count, 1 << 30);
  for (Index n = 0; n < count; ++n) least[part[n]] = std::min(least[part[n]], ranks[n]);
  for (Index n = 0; n < count; ++n) ranks[n] -= least[part[n]];
  std::vector<int> result(graph.nodes.size());
  for (Index n = 0; n < graph.nodes.size(); ++n) result[n] = ranks[row[n]];
  int last = 0;
  for (std::size_t f = 0; f < graph.frames.size(); ++f) {
    const Index top = frames.top(FrameId(f));
    loners.place(FrameId(f), ranks[top], ranks[top + 1], result);
    last = std::max(last, ranks[top + 1]);
  }
  for (const int r : result) last = std::max(last, r);
  loners.place(FrameId(), 0, std::max(last, loners.rows(FrameId()) - 1), result);
  close_gaps(result);
  return result;
}

}  // namespace joist::layout

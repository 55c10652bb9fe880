// From a graph to the constraints between its rows: cycles broken, hints joined, frames kept low.
#include "layout/ranks.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace joist::layout {
namespace {

using Index = std::uint32_t;
constexpr std::size_t simplex_limit = 4000;  // of nodes; larger graphs take the linear way
constexpr int frame_weight = 2;
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

struct Arc {
  Index tail = 0, head = 0;
  int weight = 1;
};

std::vector<Arc> ranking_arcs(const Graph& graph, const std::vector<Index>& row) {
  std::vector<Arc> arcs;
  for (const Edge& edge : graph.edges) {
    if (!edge.ranks) continue;
    Index tail = row[edge.from.index()], head = row[edge.to.index()];
    if (tail == head) continue;
    if (edge.backward) std::swap(tail, head);
    const double weight = std::clamp(edge.weight, 0.1, 100.0) * edge_weight;
    arcs.push_back({tail, head, static_cast<int>(std::lround(weight))});
  }
  return arcs;
}

// Turns round every arc that a depth-first walk, sources first, finds leading back to its own path.
void break_cycles(std::size_t count, std::vector<Arc>& arcs) {
  std::vector<std::vector<Index>> out(count);
  std::vector<int> incoming(count, 0);
  for (Index a = 0; a < arcs.size(); ++a) {
    out[arcs[a].tail].push_back(a);
    ++incoming[arcs[a].head];
  }
  std::vector<Index> starts(count);
  std::iota(starts.begin(), starts.end(), 0u);
  std::stable_partition(starts.begin(), starts.end(), [&](Index n) { return incoming[n] == 0; });
  enum : char { untouched, on_path, done };
  std::vector<char> state(count, untouched);
  std::vector<std::size_t> next(count, 0);
  std::vector<Index> path;
  for (const Index start : starts) {
    if (state[start] != untouched) continue;
    state[start] = on_path;
    path.push_back(start);
    while (!path.empty()) {
      const Index node = path.back();
      if (next[node] == out[node].size()) {
        state[node] = done;
        path.pop_back();
        continue;
      }
      Arc& arc = arcs[out[node][next[node]++]];
      const Index head = arc.head;
      if (state[head] == on_path) {
        std::swap(arc.tail, arc.head);
      } else if (state[head] == untouched) {
        state[head] = on_path;
        path.push_back(head);
      }
    }
  }
}

// A frame is a pair of nodes around its members, pulled together.
void add_frames(const Graph& graph, const std::vector<Index>& row, std::vector<RankEdge>& edges) {
  const auto nodes = static_cast<Index>(graph.nodes.size());
  auto top = [&](FrameId frame) { return nodes + 2 * static_cast<Index>(frame.index()); };
  for (Index n = 0; n < nodes; ++n) {
    const FrameId frame = graph.nodes[n].frame;
    if (!frame) continue;
    edges.push_back({top(frame), row[n], 0, 0});
    edges.push_back({row[n], top(frame) + 1, 0, 0});
  }
  for (std::size_t f = 0; f < graph.frames.size(); ++f) {
    const FrameId frame(f), parent = graph.frames[f].parent;
    edges.push_back({top(frame), top(frame) + 1, 0, frame_weight});
    if (!parent) continue;
    edges.push_back({top(parent), top(frame), 0, 0});
    edges.push_back({top(frame) + 1, top(parent) + 1, 0, 0});
  }
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

std::vector<int> rank(const Graph& graph) {
  const std::vector<Index> row = joined_rows(graph);
  std::vector<Arc> arcs = ranking_arcs(graph, row);
  break_cycles(graph.nodes.size(), arcs);
  std::vector<RankEdge> edges;
  for (const Arc& arc : arcs) edges.push_back({arc.tail, arc.head, 1, arc.weight});
  add_frames(graph, row, edges);
  const std::size_t count = graph.nodes.size() + 2 * graph.frames.size();
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
  for (Index n = 0; n < graph.nodes.size(); ++n)
    if (row[n] == n) least[part[n]] = std::min(least[part[n]], ranks[n]);
  std::vector<int> result(graph.nodes.size());
  for (Index n = 0; n < graph.nodes.size(); ++n) result[n] = ranks[row[n]] - least[part[row[n]]];
  return result;
}

}  // namespace joist::layout

// Each way is one choice about groups, with and without the sources raised; none comes twice.
#include "layout/candidates.hpp"

#include <algorithm>

#include "layout/bands.hpp"
#include "layout/equals.hpp"
#include "layout/fold.hpp"
#include "layout/page_cost.hpp"
#include "layout/ranks.hpp"

namespace joist::layout {
namespace {

constexpr std::size_t most_compared = 60;  // beyond, the time is better spent on the order
constexpr double tall_shape = 0.8;
constexpr double narrow_shape = 0.5;  // for what is read in a column
constexpr int tight_frames = 16;      // rather a longer line than a frame that is a row longer

// Sources that nothing ranked leads into.
std::vector<char> free_sources(const Graph& graph) {
  std::vector<char> free(graph.nodes.size(), 0);
  for (std::size_t n = 0; n < free.size(); ++n) free[n] = graph.nodes[n].source ? 1 : 0;
  std::vector<char> leads(graph.nodes.size(), 0);
  for (const Edge& edge : graph.edges) {
    if (!edge.ranks) continue;
    free[(edge.backward ? edge.from : edge.to).index()] = 0;
    leads[(edge.backward ? edge.to : edge.from).index()] = 1;
  }
  for (std::size_t n = 0; n < free.size(); ++n) free[n] = free[n] != 0 && leads[n] != 0 ? 1 : 0;
  for (const auto& group : graph.same_rank)
    for (const NodeId node : group) free[node.index()] = 0;
  return free;
}

// With all sources in the first row of the whole, or of their frame.
std::vector<int> raised(const Graph& graph, std::vector<int> ranks) {
  const std::vector<char> free = free_sources(graph);
  std::vector<int> first(graph.frames.size() + 1, 1 << 30);
  for (std::size_t n = 0; n < ranks.size(); ++n) {
    const FrameId frame = graph.nodes[n].frame;
    for (const std::size_t slot : {std::size_t{0}, frame ? frame.index() + 1 : 0})
      first[slot] = std::min(first[slot], ranks[n]);
  }
  for (std::size_t n = 0; n < ranks.size(); ++n) {
    const FrameId frame = graph.nodes[n].frame;
    if (free[n] != 0) ranks[n] = first[frame ? frame.index() + 1 : 0];
  }
  close_gaps(ranks);
  return ranks;
}

// By frame, the ranks of all boxes inside, in order.
std::vector<std::vector<int>> ranks_inside(const Graph& graph, const std::vector<int>& ranks) {
  std::vector<std::vector<int>> inside(graph.frames.size());
  for (std::size_t n = 0; n < ranks.size(); ++n)
    for (FrameId f = graph.nodes[n].frame; f; f = graph.frames[f.index()].parent)
      inside[f.index()].push_back(ranks[n]);
  for (auto& list : inside) std::sort(list.begin(), list.end());
  return inside;
}

// Whether groups that lead to each other alike do not begin in one row, or, where they hold as many
// boxes, stand in different rows.
bool tears(const Graph& graph, const std::vector<std::pair<FrameId, FrameId>>& equals,
           const std::vector<int>& ranks) {
  if (equals.empty()) return false;
  const std::vector<std::vector<int>> inside = ranks_inside(graph, ranks);
  return std::any_of(equals.begin(), equals.end(), [&](const auto& pair) {
    const std::vector<int>&a = inside[pair.first.index()], &b = inside[pair.second.index()];
    return a.size() == b.size() ? a != b : a.front() != b.front();
  });
}

// Whether two siblings that have as many boxes in each of their rows no longer have so.
bool makes_unlike(const Graph& graph, const std::vector<int>& before,
                  const std::vector<int>& after) {
  const auto shapes = [&](const std::vector<int>& ranks) {
    std::vector<std::vector<int>> inside = ranks_inside(graph, ranks);
    for (auto& list : inside)
      for (std::size_t i = list.size(); i-- > 0;) list[i] -= list.front();
    return inside;
  };
  const std::vector<std::vector<int>> was = shapes(before), is = shapes(after);
  for (std::size_t b = 0; b < was.size(); ++b)
    for (std::size_t a = 0; a < b; ++a)
      if (graph.frames[a].parent == graph.frames[b].parent && was[a].size() > 1 &&
          was[a] == was[b] && is[a] != is[b])
        return true;
  return false;
}

}  // namespace

std::vector<std::vector<int>> candidates(const Graph& graph, bool rightward) {
  std::vector<std::vector<int>> result;
  const bool few = graph.nodes.size() <= most_compared;
  const std::vector<std::pair<FrameId, FrameId>> equals = Equals(graph).pairs();
  auto add = [&](std::vector<int> ranks) {
    if (std::find(result.begin(), result.end(), ranks) == result.end() &&
        !tears(graph, equals, ranks))
      result.push_back(std::move(ranks));
  };
  const auto turned = [&](double shape) { return rightward ? 1 / shape : shape; };
  const Bands none = free_bands(graph);
  const std::vector<int> ranks = rank(graph, none, rightward);
  std::vector<Bands> all{shaped_bands(graph, ranks, rightward, turned(page_shape))};
  if (few) {
    all.push_back(shaped_bands(graph, ranks, rightward, turned(tall_shape)));
    if (!rightward) all.push_back(shaped_bands(graph, ranks, rightward, narrow_shape));
    all.push_back(sink_bands(graph));
  }
  for (const Bands& bands : all)
    if (bands != none) add(rank(graph, bands, rightward));
  add(ranks);
  if (result.empty()) result.push_back(ranks);
  add(fold(graph, ranks, rightward, turned(page_shape)));
  if (!few) return result;
  for (const Bands& bands : {sink_bands(graph), none})
    if (!graph.frames.empty()) add(rank(graph, bands, rightward, tight_frames));
  const std::size_t count = result.size();
  for (std::size_t i = 0; i < count; ++i) add(raised(graph, result[i]));
  return result;
}

std::vector<int> wrapped(const Graph& graph, const std::vector<int>& ranks) {
  constexpr double wide = 0.65;  // of a column: lines and frames take the rest
  std::vector<int> result = wrap(graph, ranks, wide * text_width);
  return makes_unlike(graph, ranks, result) ? ranks : result;
}

}  // namespace joist::layout

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

constexpr std::size_t many_nodes = 120;  // beyond, every way costs too much time
constexpr double tall_shape = 0.8;
constexpr int tight_frames = 16;  // rather a longer line than a frame that is a row longer

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

// Whether groups that are alike and lead to each other are in different bands.
bool tears(const Graph& graph, const Bands& bands) {
  const Equals equals(graph);
  for (std::size_t a = 0; a < bands.size(); ++a)
    for (std::size_t b = a + 1; b < bands.size(); ++b)
      if (bands[a] != bands[b] && equals.are(FrameId(a), FrameId(b))) return true;
  return false;
}

}  // namespace

std::vector<std::vector<int>> candidates(const Graph& graph, bool rightward) {
  std::vector<std::vector<int>> result;
  const bool few = graph.nodes.size() <= many_nodes;
  auto add = [&](std::vector<int> ranks) {
    if (std::find(result.begin(), result.end(), ranks) == result.end())
      result.push_back(std::move(ranks));
  };
  const auto turned = [&](double shape) { return rightward ? 1 / shape : shape; };
  const Bands none = free_bands(graph);
  const std::vector<int> ranks = rank(graph, none, rightward);
  std::vector<Bands> all{shaped_bands(graph, ranks, rightward, turned(page_shape))};
  if (few) {
    all.push_back(shaped_bands(graph, ranks, rightward, turned(tall_shape)));
    all.push_back(sink_bands(graph));
  }
  for (const Bands& bands : all)
    if (bands != none && !tears(graph, bands)) add(rank(graph, bands, rightward));
  add(ranks);
  add(fold(graph, ranks, rightward, turned(page_shape)));
  if (!few) return result;
  for (const Bands& bands : {sink_bands(graph), none})
    if (!graph.frames.empty()) add(rank(graph, bands, rightward, tight_frames));
  const std::size_t count = result.size();
  for (std::size_t i = 0; i < count; ++i) add(raised(graph, result[i]));
  return result;
}

}  // namespace joist::layout

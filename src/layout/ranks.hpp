// Which row each box stands in: the fewest and shortest lines between rows that respect the flow.
#pragma once

#include <cstdint>
#include <vector>

#include "layout/bands.hpp"
#include "layout/graph.hpp"

namespace joist::layout {

// `head` stands at least `least` rows after `tail`; every row more costs `weight`.
struct RankEdge {
  std::uint32_t tail = 0, head = 0;
  int least = 1;
  int weight = 1;
};

// Ranks from 0 on that satisfy all edges, which must not form a cycle. Minimises the sum of weight
// times length by the network simplex method (Gansner, Koutsofios, North, Vo: "A Technique for
// Drawing Directed Graphs", IEEE TSE 19(3), 1993, section 2); stops early after `pivots` exchanges
// with ranks that are right, if longer than need be.
std::vector<int> simplex_ranks(std::size_t count, const std::vector<RankEdge>& edges, int pivots);

// The earliest rank that each can have: linear time.
std::vector<int> earliest_ranks(std::size_t count, const std::vector<RankEdge>& edges);

// The row of every node. Lines against the bands are turned round, and so are those that close a
// cycle which `backward` leaves open. Boxes without lines fill their frame's rows; where there are
// few, they make a block, whose shape depends on the direction of the flow. `frame_weight` is what
// a frame costs for every row that it passes, where a line costs 8.
std::vector<int> rank(const Graph& graph, const Bands& bands, bool rightward, int frame_weight = 2);

// Ranks without a node vanish.
void close_gaps(std::vector<int>& ranks);

}  // namespace joist::layout

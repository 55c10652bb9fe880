// How likely enough of some copies are up, each by itself as likely as the others.
#pragma once

#include <cstdint>
#include <span>

#include "analysis/bdd_odds.hpp"

namespace joist::analysis {

// That at least `least` of `count` independent copies are up. The smaller of the two
// probabilities is exact to about 14 digits, however small.
// Terms as in C. Loader, "Fast and accurate computation of binomial probabilities", 2000.
Odds k_of_n(std::uint32_t least, std::uint32_t count, const Odds& copy);

// That all of `count` independent things are up.
Odds all_of(double count, const Odds& each);
// Both of two independent things.
Odds both(const Odds& a, const Odds& b);

// Nodes that share the copies of many shards, in zones that are up or lost.
struct NodeZone {
  std::uint32_t nodes = 0;
  std::uint32_t copies = 0;  // of every shard; some have one more, see `spare`
  bool lost = false;
};
struct NodeNeeds {
  std::uint32_t copies = 1;  // of each shard
  std::uint32_t spare = 0;   // copies of each shard that stand in any of the zones
  std::uint32_t least_copies = 1;
  std::uint32_t least_nodes = 1;
};
// That enough nodes are up and no shard, however its copies are spread over the nodes, has lost too
// many: with many shards there is one for every choice of nodes.
Odds enough_nodes(std::span<const NodeZone> zones, const NodeNeeds& needs, const Odds& node);

}  // namespace joist::analysis

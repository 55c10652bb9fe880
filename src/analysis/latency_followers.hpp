// Calls that a request makes because of how another of its calls has ended.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/traffic_network.hpp"

namespace joist::analysis {

// Both arrows; a call is made after each source that ends so.
struct Following {
  std::uint32_t arrow = nowhere, source = nowhere;
};

struct Followers {
  std::vector<Following> all;
  // They stand in a list with others that do not wait for how their source ends, and so beside
  // those: only how often such a call is made is known.
  std::vector<std::uint32_t> beside;

  bool follows(std::uint32_t arrow) const;  // any of its calls
  bool stands_beside(std::uint32_t arrow) const;
};

// `made`: arrows out of one row, in the order of the text.
Followers find_following(const model::Model& model, const Network::Parts& network,
                         const std::vector<std::uint32_t>& made);

}  // namespace joist::analysis

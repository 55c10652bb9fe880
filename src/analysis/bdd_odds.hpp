// Probabilities of decision diagrams whose variables are independent, exact to the last digits even
// where failures are as rare as 1e-15: what is summed is never negative.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/bdd.hpp"

namespace joist::analysis {

// Both probabilities, each with its own digits: 1 - up would lose those of a small `down`.
struct Odds {
  double up = 1, down = 0;
};

// Of the function being true (`up`); `variables` by level.
Odds probability(const Bdd& bdd, Bdd::Ref function, std::span<const Odds> variables);

// Variables that are asked about together: levels from `first` to before `last`.
struct Block {
  std::uint32_t first = 0, last = 0;
};

// The probability that the function is false, given that all variables of a block are.
struct Given {
  double down = 0, up = 0;  // given that they are false, true
  double spared = 0;        // how much less than in fact where they are true, without cancellation
  double survived = 0;      // that it is true although they are false; 0 only if it can't be
};

// By block; the blocks lie one behind the other and hold every level of the function. Takes
// n log b for n nodes and b blocks.
std::vector<Given> given_blocks(const Bdd& bdd, Bdd::Ref function, std::span<const Odds> variables,
                                std::span<const Block> blocks);

// The part of a coherent function's failures in which some minimal cut set that holds the variable
// has failed: the numerator of Fussell and Vesely's measure (Rausand and Hoyland, "System
// Reliability Theory", 2nd edition, definition 5.6). Not known where the limit of the diagram does
// not last.
struct CutSetOdds {
  double down = 0;
  bool known = false;
};
CutSetOdds cut_sets_with(Bdd& bdd, Bdd::Ref function, std::uint32_t level,
                         std::span<const Odds> variables);

}  // namespace joist::analysis

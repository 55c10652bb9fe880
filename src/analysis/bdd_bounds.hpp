// Smaller functions that lie below or above one that is too large.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/bdd.hpp"
#include "analysis/bdd_odds.hpp"

namespace joist::analysis {

// The function with the nodes that cost least replaced by a constant, so that about `most` are
// left: never true where it is false if that is zero, never false where it is true if that is one.
Bdd::Ref pruned(Bdd& bdd, Bdd::Ref function, std::span<const Odds> variables, Bdd::Ref constant,
                std::size_t most);

// The functions alone, in a diagram of their own; each list in place.
Bdd compacted(const Bdd& bdd, std::size_t limit, std::span<std::vector<Bdd::Ref>* const> lists);

}  // namespace joist::analysis

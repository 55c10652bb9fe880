// What an editor selects when a selection is widened step by step.
#pragma once

#include <vector>

#include "ide/design.hpp"

namespace joist::ide {

// The spans around a place, each inside the next: a word, a value, an attribute, a statement, what is
// in a block, the block, the design.
std::vector<Span> selections(const Spot& spot);

}  // namespace joist::ide

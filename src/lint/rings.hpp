// The rings of calls that a loop is made of, and what each makes of a request.
#pragma once

#include <optional>
#include <vector>

#include "lint/calls.hpp"

namespace joist::lint {

using Ring = std::vector<ArrowId>;  // each call from where the one before leads

// Enough rings to hold every call that is part of the loop, or the first 16, each the shortest way
// back of one of them. Begins with the loop's first component where the ring comes by it.
std::vector<Ring> rings_of(const Facts& facts, const analysis::Loop& loop);

// Of each request that goes round, as many come back. Nothing where calls are shared out, depend on
// how others end, or come in other numbers than are stated.
std::optional<double> own_gain(const Facts& facts, const Ring& ring);

}  // namespace joist::lint

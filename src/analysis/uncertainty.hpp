// What the ranges of a design make of its figures: where the middle 90% of each lies, how likely an
// overload is, and which estimate explains most of that.
#pragma once

#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// Fills spreads, sensitivity and chances; nothing where the design states no range. Figures that
// are products and quotients of estimates are exact, as are those that rest on one estimate alone;
// others are computed at the sample points, and become the median there. Ranges that come with a
// kind count as their median.
void find_spreads(const model::Model& model, Results& results);

}  // namespace joist::analysis

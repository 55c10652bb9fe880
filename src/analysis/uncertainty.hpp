// What the ranges of a design make of its figures: where the middle 90% of each lies, how likely an
// overload is, and which estimate explains most of that.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/extent.hpp"
#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// Fills spreads, sensitivity and chances; nothing where the design states no range. Figures that
// are products and quotients of estimates are exact, as are those that rest on one estimate alone;
// others are computed at the sample points, and become the median there. Of percentiles and
// availabilities, and of large designs, a first part of the points has to do: `Results::sampled`
// says how many. `extent` says of how many figures.
// `efforts`, by flow: what its latency took, see flow_latencies.
void find_spreads(const model::Model& model, Extent extent, const std::vector<double>& efforts,
                  Results& results);

// The spread of what a condition names; null where it is certain.
const Spread* find_spread(const Results& results, const model::FigureName& name);
// The same of an amount of a component: "utilization", "storage.bytes".
const Spread* find_spread(const Results& results, ComponentId component, std::string_view figure);

}  // namespace joist::analysis

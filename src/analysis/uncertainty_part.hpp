// The figures of one part: which have a closed form, which are sums, which follow one input or the
// load of a component, and which are left for the sample points.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/results.hpp"
#include "analysis/uncertainty_figures.hpp"
#include "analysis/uncertainty_inputs.hpp"
#include "analysis/uncertainty_reruns.hpp"

namespace joist::analysis {

// If `whole`, all their values are kept; if `close`, only what may be on either side of what a rule
// holds against it is looked at. `budget`: microseconds that it may take, as Reruns::cost counts
// them.
struct PartScope {
  Part part;
  double budget;
  bool whole, close;
};

// Adds spreads, chances and sensitivity of `places`, which are of the part and in order.
void spread_part(UncertainInputs& inputs, const Figures& figures, const PartScope& scope,
                 Results& results, Reruns& reruns, std::vector<std::size_t> places);

}  // namespace joist::analysis

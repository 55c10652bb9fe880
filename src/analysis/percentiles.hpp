// Percentiles of a distribution that can be computed on grids of any length.
#pragma once

#include <functional>

#include "analysis/distribution.hpp"
#include "analysis/results.hpp"

namespace joist::analysis {

// Looks each one up on a grid that is neither too long nor too short for it. `guess`: about the
// mean.
Percentiles percentiles(double mean, double guess,
                        const std::function<Masses(const Grid&)>& distribution);

Percentiles without_bound();  // all of them infinite

}  // namespace joist::analysis

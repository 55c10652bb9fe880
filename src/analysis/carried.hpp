// What gets through where some components cannot keep up.
#pragma once

#include "analysis/results.hpp"
#include "analysis/traffic.hpp"

namespace joist::analysis {

// Fills `carried` of the loads, from the capacities: what saturated components lose never reaches
// those behind them.
void set_carried(const Network& network, Results& results);

}  // namespace joist::analysis

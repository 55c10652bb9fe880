// Which component or domain matters how much for the availability of a flow.
#pragma once

#include "analysis/availability_flow.hpp"
#include "analysis/results.hpp"

namespace joist::analysis {

// Fills `importance` and `by_cut_sets`; `down` must be there. Nothing where the flow never fails.
void find_importance(FlowFunction& function, FlowAvailability& result);

}  // namespace joist::analysis

// What a design costs a month: instances, requests, bytes and tokens at their prices.
#pragma once

#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// Fills costs, flow_costs and cost. The rest of the results is needed. What is priced by use falls
// on the flows that use it; what is priced by time, by their part of the component's load.
enum class CostParts : bool { left_out, told };
void find_costs(const model::Model& model, const Capacities& capacities, Results& results,
                CostParts parts = CostParts::left_out);

// Of the mean that arrives at a component, the part that its limit lets through: what is refused is
// not paid for.
double paid_share(const Results& results, ComponentId component);

// Instances that are paid for: all, or as many as follow the mean load where they `scale`.
double paid_instances(const model::Model& model, ComponentId component, const Results& results);

}  // namespace joist::analysis

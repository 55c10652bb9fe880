// Consumers that cannot keep up with a queue, and what an outage of those that can leaves behind.
#pragma once

#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// From loads and capacities, in messages per second and seconds for each second of outage.
void find_backlogs(const model::Model& model, Results& results);

}  // namespace joist::analysis

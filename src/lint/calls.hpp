// The calls of a flow that somebody waits for, as a graph: longest chains and rings.
#pragma once

#include <functional>
#include <vector>

#include "lint/rule.hpp"

namespace joist::lint {

using model::ArrowId;
using model::ComponentId;
using model::FlowId;

// Attempts of a call at most: one more than its `retries`.
double attempts(const model::Arrow& arrow);
// The caller waits for the answer: no message, relation or change capture, and not out of a queue.
bool is_waited_for(const Facts& facts, const model::Arrow& arrow);

// The path of such calls with the greatest sum of weights (at least zero each). Calls that lead
// back are left out.
std::vector<ArrowId> heaviest_path(const Facts& facts, FlowId flow,
                                   const std::function<double(const model::Arrow&)>& weight);

// Components that wait for each other, over all flows: each group once, in order of the model. A
// loop with `most` is meant and not among them.
std::vector<std::vector<ComponentId>> waiting_rings(const Facts& facts);

// The loop goes through these components and no others; `ring` is in order of the model.
bool is_ring_of(const analysis::Loop& loop, const std::vector<ComponentId>& ring);

}  // namespace joist::lint

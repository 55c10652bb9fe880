// Latency written out: of components as queues, and of flows end to end.
#pragma once

#include "analysis/results.hpp"
#include "base/json.hpp"
#include "model/model.hpp"

namespace joist::emit {

// The members of a component's object, in seconds; none where its service time is not known.
void write_latency(JsonWriter& json, const analysis::Results& results,
                   model::ComponentId component);
// The members of a flow's object; `untimed` are on the way and counted as taking no time.
void write_latency(JsonWriter& json, const model::Model& model, const analysis::Results& results,
                   model::FlowId flow);

}  // namespace joist::emit

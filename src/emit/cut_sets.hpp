// Minimal cut sets of a flow, by name.
#pragma once

#include "analysis/results.hpp"
#include "base/json.hpp"
#include "model/model.hpp"

namespace joist::emit {

// The members `single_points`, `pairs`, `higher` (where they were looked for), `cut_sets` and
// `cut_sets_complete` of a flow's object. Copies of one component are one name, and a set with the
// same names is listed once: which of the copies it is makes no difference to a reader.
void write_cut_sets(JsonWriter& json, const model::Model& model,
                    const analysis::Redundancy& redundancy, model::FlowId flow);

}  // namespace joist::emit

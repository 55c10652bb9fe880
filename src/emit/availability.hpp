// Availability written out: how long each flow is down, and because of what.
#pragma once

#include <string>

#include "analysis/results.hpp"
#include "base/json.hpp"
#include "base/source.hpp"
#include "emit/results.hpp"
#include "model/model.hpp"

namespace joist::emit {

// The members of a flow's object; none where nothing is known.
void write_availability(JsonWriter& json, const model::Model& model,
                        const analysis::Results& results, model::FlowId flow);
// A probability near 1 with the digits that tell it from 1.
void write_share(JsonWriter& json, std::string_view key, double up, double down);

// What each flow is down for, the worst first, and what is taken as never failing.
std::string availability_text(const Analysed& design, const ResultsQuery& query);

// How a figure came to be, for `explain`.
std::string explain_availability(const Sources& sources, const model::Model& model,
                                 const analysis::Results& results, model::FlowId flow);
std::string explain_availability(const Sources& sources, const model::Model& model,
                                 const analysis::Results& results, model::ComponentId component);

}  // namespace joist::emit

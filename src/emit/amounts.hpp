// What a design keeps, moves and costs, and how often its calls are tried, written out.
#pragma once

#include <string>

#include "analysis/results.hpp"
#include "base/json.hpp"
#include "emit/results.hpp"
#include "model/model.hpp"

namespace joist::emit {

// The members of a component's object; none for what is not known.
void write_amounts(JsonWriter& json, const model::Model& model, const analysis::Results& results,
                   model::ComponentId component);
// "cost" of a flow, and of the design.
void write_cost(JsonWriter& json, const model::Model& model, const analysis::Results& results,
                model::FlowId flow);
void write_cost(JsonWriter& json, const model::Model& model, const analysis::Results& results);

// Storage, traffic, tokens and cost by component, then cost by flow; empty where nothing is known.
std::string amounts_table(const Analysed& design, const ResultsQuery& query);

}  // namespace joist::emit

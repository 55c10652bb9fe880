// What was computed of a design, written out: as JSON for programs, as tables for people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::emit {

// A design as it stands at one stage, with its results.
struct Analysed {
  std::string_view label;  // of the stage; empty for the base
  const model::Model& model;
  const analysis::Results& results;
};

struct ResultsQuery {
  std::string flow;             // only this one, by its path; empty: all
  model::ComponentId component = {};  // only this one and the arrows at it; none: all
  std::vector<double> factors;  // `scale --at`
  std::string_view findings;    // JSON of the findings, written by report; empty: none
};

// One object in the shape of docs/results.schema.json.
std::string results_json(const Analysed& base, const std::vector<Analysed>& stages,
                         const ResultsQuery& query);

// Flows, components and arrows with their figures, one line each.
std::string results_table(const Analysed& base, const ResultsQuery& query);

// By draw: the quantity whose range it is, or the component and attribute.
std::vector<std::string> draw_names(const model::Model& model);

std::string_view text(model::When when);  // "miss"; empty for always
// The flow of that path, or none; an empty path gives none too.
model::FlowId find_flow(const model::Model& model, std::string_view path);
// Whether the arrow counts under the query.
bool selected(const ResultsQuery& query, const model::Model& model, model::FlowId flow);

// Whether the component is on the flow that is asked for.
bool on_flow(const Analysed& base, const ResultsQuery& query, model::ComponentId id);

// "us.a.api" of a component, "us.a" of a domain or group: what an event is about.
std::string subject(const analysis::Event& event, const model::Model& model,
                    const analysis::Redundancy& redundancy);
// Components that the load overwhelms, the worst first.
std::vector<model::ComponentId> overloaded(const Analysed& design);

}  // namespace joist::emit

// Questions that several writers of results share.
#include "emit/results.hpp"

#include <algorithm>

namespace joist::emit {

model::FlowId find_flow(const model::Model& model, std::string_view path) {
  if (path.empty()) return {};
  for (std::size_t i = 0; i < model.flows.size(); ++i) {
    if (model.flows[i].path == path) return model::FlowId(i);
  }
  return {};
}

bool selected(const ResultsQuery& query, const model::Model& model, model::FlowId flow) {
  return query.flow.empty() || (flow && model.at(flow).path == query.flow);
}

bool on_flow(const Analysed& base, const ResultsQuery& query, model::ComponentId id) {
  if (query.flow.empty()) return true;
  for (const model::Arrow& arrow : base.model.arrows) {
    const bool touches = arrow.from == id || arrow.to == id;
    if (touches && selected(query, base.model, arrow.flow)) return true;
  }
  return false;
}

std::string subject(const analysis::Event& event, const model::Model& model,
                    const analysis::Redundancy& redundancy) {
  switch (event.kind) {
    case analysis::Event::Kind::copy:
    case analysis::Event::Kind::component:
      return model.at(event.component).path;
    case analysis::Event::Kind::domain:
      return redundancy.domains[event.domain.index()].name;
    case analysis::Event::Kind::group:
      return model.at(event.group).path;
  }
  return event.name;
}

std::vector<model::ComponentId> overloaded(const Analysed& design) {
  const auto& capacity = design.results.capacity;
  std::vector<model::ComponentId> result;
  for (std::size_t i = 0; i < capacity.size(); ++i) {
    if (capacity[i].known && capacity[i].utilization > 1) result.emplace_back(i);
  }
  std::stable_sort(result.begin(), result.end(), [&](model::ComponentId a, model::ComponentId b) {
    return capacity[a.index()].utilization > capacity[b.index()].utilization;
  });
  return result;
}

}  // namespace joist::emit

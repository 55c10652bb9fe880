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

namespace {

void name_draws(const model::Model& model, model::FormulaId id, const std::string& name,
                std::vector<std::string>& names) {
  if (!id || id.index() >= model.formulas.size()) return;
  for (const model::Instruction& step : model.formulas[id.index()].code) {
    if (step.op != model::Op::range && step.op != model::Op::about) continue;
    if (step.index >= names.size()) names.resize(step.index + 1);
    if (names[step.index].empty()) names[step.index] = name;
  }
}

}  // namespace

std::vector<std::string> draw_names(const model::Model& model) {
  std::vector<std::string> names;
  for (const auto& binding : model.quantities)
    name_draws(model, binding.formula, binding.path, names);
  for (const auto& component : model.components) {
    for (const model::Stated& stated : component.attributes.numbers) {
      name_draws(model, stated.formula,
                 component.path + "." + std::string(model::info(stated.attribute).name), names);
    }
  }
  for (const auto& kind : model.kinds) {
    for (const model::Stated& stated : kind.attributes.numbers) {
      name_draws(model, stated.formula,
                 kind.name + "." + std::string(model::info(stated.attribute).name), names);
    }
  }
  for (const auto& group : model.groups) {
    for (const model::Stated& stated : group.attributes.numbers) {
      name_draws(model, stated.formula,
                 group.path + "." + std::string(model::info(stated.attribute).name), names);
    }
  }
  for (const auto& flow : model.flows) {
    if (flow.rate) name_draws(model, flow.rate->formula, flow.path + ".rate", names);
    for (const model::Stated& stated : flow.attributes.numbers) {
      name_draws(model, stated.formula,
                 flow.path + "." + std::string(model::info(stated.attribute).name), names);
    }
  }
  for (const auto& arrow : model.arrows) {
    const std::string ends = model.at(arrow.from).path + " -> " + model.at(arrow.to).path;
    if (arrow.ratio) name_draws(model, arrow.ratio->formula, ends, names);
    if (arrow.rate) name_draws(model, arrow.rate->formula, ends, names);
    for (const model::Stated& stated : arrow.attributes.numbers)
      name_draws(model, stated.formula, ends, names);
  }
  return names;
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

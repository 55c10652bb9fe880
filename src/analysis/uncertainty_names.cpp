// Translates the figures of conditions into paths of the results.
#include "analysis/uncertainty_names.hpp"

#include <optional>

#include "analysis/uncertainty.hpp"

namespace joist::analysis {

std::string_view path_of(const model::FigureName& name) {
  using Subject = model::FigureName::Subject;
  const std::string_view figure = name.figure;
  const bool of_flow = name.subject == Subject::flow;
  struct Known {
    std::string_view named, component, flow;
  };
  static constexpr Known known[] = {
      {"load", "offered", "rate"},
      {"mean_rate", "", "mean"},
      {"mean", "mean", "latency.mean"},
      {"p50", "response.p50", "latency.p50"},
      {"p90", "response.p90", "latency.p90"},
      {"p95", "response.p95", "latency.p95"},
      {"p99", "response.p99", "latency.p99"},
      {"p999", "response.p999", "latency.p999"},
      {"storage", "storage.bytes", ""},
      {"growth", "storage.growth", ""},
      {"full_in", "storage.full_in", ""},
      {"cost", "cost.month", "cost.month"},
      {"downtime", "", "downtime_year"},
  };
  for (const Known& each : known)
    if (each.named == figure) return of_flow ? each.flow : each.component;
  return figure;
}

bool is_named(const Spread& at, const model::FigureName& name, std::string_view path) {
  return at.figure == path && at.component == name.component && at.flow == name.flow;
}

std::vector<model::FigureName> named_figures(const model::Model& model) {
  std::vector<model::FigureName> names;
  const auto look = [&](const std::optional<model::Condition>& condition) {
    if (!condition) return;
    for (const model::Formula* side : {&condition->left, &condition->right})
      names.insert(names.end(), side->figures.begin(), side->figures.end());
  };
  for (const model::Need& need : model.needs) look(need.condition);
  for (const model::Decision& decision : model.decisions) look(decision.until);
  return names;
}

const Spread* find_spread(const Results& results, const model::FigureName& name) {
  const std::string_view path = path_of(name);
  for (const Spread& spread : results.spreads)
    if (is_named(spread, name, path)) return &spread;
  return nullptr;
}

}  // namespace joist::analysis

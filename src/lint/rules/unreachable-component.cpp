// Finds components that nothing leads to.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  // A list of parts without any arrow is a beginning, not a fault.
  if (facts.model.arrows.empty()) return;
  std::vector<bool> touched(facts.model.components.size(), false);
  for (const model::Arrow& arrow : facts.model.arrows)
    touched[arrow.from.index()] = touched[arrow.to.index()] = true;
  for (std::size_t i = 0; i < touched.size(); ++i) {
    if (touched[i]) continue;
    Finding& finding = report(findings, facts, ComponentId(i), Severity::warning,
                              fmt::format("no arrow leads to {}", named(facts, ComponentId(i))));
    finding.help = "draw what calls it, or take it out";
  }
}

}  // namespace

extern const Rule unreachable_component;
constexpr Rule unreachable_component = {
    .name = "unreachable-component",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a component is declared, and no arrow touches it",
    .why =
        R"joist(What nothing calls is forgotten, or an arrow is missing. Either the picture or the system has something
that the other has not.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          shop { replicas: 3, zones: 3, capacity: 2k rps }
service          old  { replicas: 2, zones: 2, capacity: 1k rps }

flow browse @ 2k/s {
  app -> lb -> shop
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          shop { replicas: 3, zones: 3, capacity: 2k rps }

flow browse @ 2k/s {
  app -> lb -> shop
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

// Finds estimates that alone decide whether a component stands.
#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

constexpr double most = 0.5;

// What its range is called where it stands.
std::string name_of(const Facts& facts, std::uint32_t draw) {
  for (const auto& binding : facts.model.quantities) {
    if (!binding.formula) continue;
    for (const auto& step : facts.model.formulas[binding.formula.index()].code) {
      const bool range = step.op == model::Op::range || step.op == model::Op::about;
      if (range && step.index == draw) return binding.path;
    }
  }
  return {};
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& influence : facts.results.sensitivity) {
    if (!influence.component || influence.share <= most) continue;
    const auto refusal = refusal_chance(facts, influence.component);
    const auto chance = refusal ? refusal : overload_chance(facts, influence.component);
    if (!chance || *chance < unlikely || *chance > 1 - unlikely) continue;
    const std::string name = name_of(facts, influence.draw);
    if (name.empty()) continue;
    Finding& finding =
        report(findings, facts, influence.component, Severity::note,
               fmt::format("whether {} {} depends on `{}`, which explains {} of the spread",
                           named(facts, influence.component),
                           refusal ? "refuses part of its load" : "carries its load", name,
                           percent(influence.share)));
    finding.notes.push_back(fmt::format("it {} in {} of the estimates",
                                        refusal ? "does" : "is overloaded", percent(*chance)));
    finding.help = fmt::format("measure `{}`, or build for its upper end", name);
  }
}

}  // namespace

extern const Rule guess_decides;
constexpr Rule guess_decides = {
    .name = "guess-decides",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "one estimate decides whether a component carries its load",
    .why =
        R"joist(An estimate that is a range leaves open what follows from it. When a component stands at one end of the
range and falls at the other, and one estimate is most of the reason, that is the number to measure
first.
)joist",
    .bad = R"joist(dau = 2M..20M users
client           app
managed_balancer lb
service          api { replicas: 6, zones: 3, capacity: 500 rps }

flow read @ dau * 20/day {
  app -> lb -> api
}
)joist",
    .good = R"joist(dau = 2M..4M users
client           app
managed_balancer lb
service          api { replicas: 6, zones: 3, capacity: 500 rps }

flow read @ dau * 20/day {
  app -> lb -> api
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

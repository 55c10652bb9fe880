// Finds calls whose rate is beyond the numbers that can be computed with.
#include <cmath>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

// What comes after the first such arrow follows from it.
bool is_first(const Facts& facts, ArrowId id) {
  const analysis::ArrowLoad& load = facts.results.arrows[id.index()];
  const analysis::ComponentLoad& caller = facts.results.components[facts.model.at(id).from.index()];
  return load.known && std::isinf(load.peak) && !std::isinf(caller.offered);
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const ArrowId id(i);
    if (!is_first(facts, id)) continue;
    const model::Arrow& arrow = facts.model.at(id);
    Finding& finding =
        report(findings, facts, arrow.to, Severity::error,
               fmt::format("{} makes more calls than can be computed with", named(facts, id)));
    finding.span = arrow.span;
    const double caller = facts.results.components[arrow.from.index()].offered;
    if (caller > 0)
      finding.notes.push_back(
          fmt::format("{} gets {}", named(facts, arrow.from), quantity::rate_text(caller)));
    finding.help = "numbers reach to about 1e308; check the magnitudes";
  }
}

}  // namespace

extern const Rule overflow;
constexpr Rule overflow = {
    .name = "overflow",
    .severity = Severity::error,
    .heuristic = false,
    .summary = "a rate is too large to compute with",
    .why =
        R"joist(Numbers end at about 1e308. A rate beyond that is a slip: a unit that was meant otherwise, or a ratio
that stands in the place of a rate. All figures that rest on it would be wrong, so it is said here and
once.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api    { replicas: 3, zones: 3, capacity: 1k rps }
service          prices { replicas: 3, zones: 3, capacity: 10k rps }

flow quote @ 100/s {
  app -> lb -> api -> prices x 1e308
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api    { replicas: 3, zones: 3, capacity: 1k rps }
service          prices { replicas: 3, zones: 3, capacity: 10k rps }

flow quote @ 100/s {
  app -> lb -> api -> prices x 2
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

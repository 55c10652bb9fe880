// Finds many calls to one component for a single request.
#include <fmt/format.h>

#include "lint/calls.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

constexpr double many = 10;

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const model::Arrow& arrow = facts.model.arrows[i];
    if (!is_waited_for(facts, arrow) || !arrow.ratio || arrow.ratio->value() < many) continue;
    // A worker makes nobody wait.
    const model::Role caller = facts.model.at(arrow.from).role;
    if (caller == model::Role::source || caller == model::Role::compute) continue;
    const auto* parallel = arrow.attributes.number(model::Attribute::parallel);
    if (parallel != nullptr && arrow.ratio->value() / parallel->value() < many) continue;
    Finding& finding =
        report(findings, facts, ArrowId(i), Severity::note,
               fmt::format("{} calls {} {} times for each request, one after the other",
                           named(facts, arrow.from), named(facts, arrow.to),
                           quantity::number_text(arrow.ratio->value())));
    finding.help = "take a list in one call, or make them side by side: `parallel`";
  }
}

}  // namespace

extern const Rule chatty_call;
constexpr Rule chatty_call = {
    .name = "chatty-call",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "10 or more calls to one component per request, one after the other",
    .why =
        R"joist(Ten calls one after the other cost ten round trips, and ten chances to fail. One call that takes a list
does the same work in one.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api   { replicas: 3, zones: 3, capacity: 2k rps }
service          user  { replicas: 6, zones: 3, capacity: 9k rps }

flow read @ 1k/s {
  app -> lb -> api -> user x 20
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api   { replicas: 3, zones: 3, capacity: 2k rps }
service          user  { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 1k/s {
  app -> lb -> api -> user "all of them in one call"
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

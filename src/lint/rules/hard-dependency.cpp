// Finds services of others that are too weak for what relies on them.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/figures.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::Comparison;

// The availability that a flow must have, by the strictest need, or nothing.
std::optional<double> wanted(const Facts& facts, FlowId flow) {
  std::optional<double> most;
  for (const model::Need& need : facts.model.needs) {
    if (!need.condition || need.condition->left.figures.size() != 1) continue;
    const auto& figure = need.condition->left.figures.front();
    if (figure.flow != flow || figure.figure != "availability") continue;
    const auto comparison = need.condition->comparison;
    if (comparison != Comparison::greater && comparison != Comparison::greater_or_equal) continue;
    const Verdict verdict = judge(facts, *need.condition);
    if (verdict.right) most = std::max(most.value_or(0), verdict.right->value);
  }
  return most;
}

struct Weak {
  FlowId flow;
  double wanted = 0;
};

void check(const Facts& facts, std::vector<Finding>& findings) {
  std::map<ComponentId, Weak> weak;
  for (const Point& point : points_by_event(facts)) {
    const auto& event = facts.results.redundancy.events[point.event];
    if (event.kind != analysis::Event::Kind::component || !event.component) continue;
    const auto* stated = facts.model.number(event.component, model::Attribute::availability);
    if (stated == nullptr) continue;
    for (const FlowId flow : point.flows) {
      const auto need = wanted(facts, flow);
      if (!need || 1 - stated->value() <= (1 - *need) / 10 + 1e-12) continue;
      Weak& known = weak[event.component];
      if (known.wanted < *need) known = {flow, *need};
    }
  }
  for (const auto& [id, at] : weak) {
    const double availability = facts.model.number(id, model::Attribute::availability)->value();
    Finding& finding = report(findings, facts, id, Severity::note,
                              fmt::format("{} needs {} and cannot do without {}, which promises {}",
                                          named(facts, at.flow), quantity::share_text(at.wanted),
                                          named(facts, id), quantity::share_text(availability)));
    add_note(finding, note_on_default(facts, id, model::Attribute::availability));
    // What hands requests on has no answers of its own.
    const bool hands_on = facts.model.at(id).role == model::Role::split;
    finding.help = hands_on ? "have a second one beside it, or one that promises more"
                            : "cache its answers, queue the calls, have a second one, or mark it "
                              "`optional: yes`";
  }
}

}  // namespace

extern const Rule hard_dependency;
constexpr Rule hard_dependency = {
    .name = "hard-dependency",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "a dependency less than 10 times better than what relies on it",
    .why =
        R"joist(What a flow cannot do without bounds its availability: three dependencies of 99.9% each leave 99.7%
at most. As a rule a dependency should fail ten times less than what relies on it may; else cache its
answers, queue the calls, or have a second one.
)joist",
    .bad = R"joist(need pay.availability >= 99.9%
client           shopper
managed_balancer lb   { availability: 100% }
service          shop { replicas: 3, zones: 3, capacity: 1k rps }
external         card { availability: 99.9% }

flow pay @ 100/s {
  shopper -> lb -> shop -> card
}
)joist",
    .good = R"joist(client           shopper
managed_balancer lb   { availability: 100% }
service          shop { replicas: 3, zones: 3, capacity: 1k rps }
external         card { availability: 99.9% }

flow pay @ 100/s {
  shopper -> lb -> shop -> card
}
)joist",
    .check = check,
    .redundancy = true,
};

}  // namespace joist::lint::rules

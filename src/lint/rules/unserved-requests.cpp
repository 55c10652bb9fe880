// Finds flows that must be available and leave requests without an answer while everything is up.
#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "lint/calls.hpp"
#include "lint/faults.hpp"
#include "lint/figures.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::Arrow;
using model::Attribute;

// Of the calls along an arrow, those that fail for good: after all attempts, or by a limit.
struct Failing {
  ArrowId arrow;
  double calls = 0;    // a second at the peak, attempts not counted
  double by_call = 0;  // the share that its `fails` leaves after all attempts
  double refused = 0;  // the share that the target's limit refuses
  double share() const { return 1 - (1 - by_call) * (1 - refused); }
};

Failing failing(const Facts& facts, ArrowId id) {
  const Arrow& arrow = facts.model.at(id);
  const auto& load = facts.results.arrows[id.index()];
  const auto& target = facts.results.components[arrow.to.index()];
  Failing found{id};
  const double fails = arrow.attributes.number_or(Attribute::fails, 0);
  found.by_call = std::pow(fails, attempts(arrow));
  if (target.known && target.offered > 0) found.refused = target.shed / target.offered;
  if (!load.known) return found;
  const double tried = fails < 1 ? (1 - found.by_call) / (1 - fails) : attempts(arrow);
  found.calls = load.peak / tried;
  return found;
}

// What fails behind it fails the one who called: nothing tries again, nothing takes its place.
bool passes_failure_on(const Facts& facts, const Arrow& arrow) {
  return is_waited_for(facts, arrow) && !arrow.attributes.yes(Attribute::optional) &&
         arrow.when != model::When::fail && !has_stand_in(facts, arrow);
}

// The calls of a flow whose failures reach the one who began it, as far as that is certain.
std::vector<Failing> decisive(const Facts& facts, FlowId flow) {
  std::vector<char> reached(facts.model.components.size(), 0);
  std::vector<ComponentId> open = facts.results.flows[flow.index()].sources;
  for (const ComponentId source : open) reached[source.index()] = 1;
  std::vector<Failing> result;
  while (!open.empty()) {
    const ComponentId from = open.back();
    open.pop_back();
    for (const ArrowId id : facts.model.at(flow).arrows) {
      const Arrow& arrow = facts.model.at(id);
      if (arrow.from != from || !passes_failure_on(facts, arrow)) continue;
      result.push_back(failing(facts, id));
      const bool tried_again = arrow.attributes.number_or(Attribute::retries, 0) > 0;
      if (tried_again || reached[arrow.to.index()] != 0) continue;
      reached[arrow.to.index()] = 1;
      open.push_back(arrow.to);
    }
  }
  return result;
}

void add(const Facts& facts, const model::Need& need, FlowId flow, const Failing& worst,
         double unserved, std::vector<Finding>& findings) {
  const Arrow& arrow = facts.model.at(worst.arrow);
  Finding& finding =
      report(findings, need.span, Severity::error,
             fmt::format("the need `{}` does not hold: {} of the requests of {} get no answer",
                         need.text, percent(unserved), named(facts, flow)));
  finding.labels.push_back({arrow.span, "these calls fail"});
  if (worst.refused > 0)
    finding.notes.push_back(fmt::format("the limit of {} refuses {} of what it gets",
                                        named(facts, arrow.to), percent(worst.refused)));
  if (worst.by_call > 0)
    finding.notes.push_back(fmt::format(
        "{} of the calls from {} to {} fail{}", percent(worst.by_call), named(facts, arrow.from),
        named(facts, arrow.to), attempts(arrow) > 1 ? " in all their attempts" : ""));
  finding.notes.push_back("that is while everything is up: availability does not count it");
  finding.help =
      fmt::format("say what takes their place: `{} -> another on fail {}`, or ask less of it",
                  facts.model.at(arrow.from).name, facts.model.at(arrow.to).name);
  finding.subject = facts.model.at(flow).path;
}

// By the one call that leaves most without an answer: at least so many there are.
void check_flow(const Facts& facts, const model::Need& need, FlowId flow, double wanted,
                std::vector<Finding>& findings) {
  const auto& load = facts.results.flows[flow.index()];
  if (!load.known || load.peak <= 0) return;
  const Failing* worst = nullptr;
  double most = 0;
  const std::vector<Failing> calls = decisive(facts, flow);
  for (const Failing& each : calls) {
    const double unserved = each.share() * std::min(1.0, each.calls / load.peak);
    if (unserved <= most) continue;
    most = unserved;
    worst = &each;
  }
  if (worst != nullptr && 1 - most < wanted - 1e-12) add(facts, need, flow, *worst, most, findings);
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Need& need : facts.model.needs) {
    if (!need.condition || need.condition->left.figures.size() != 1) continue;
    const model::FigureName& figure = need.condition->left.figures.front();
    if (!figure.flow || figure.figure != "availability") continue;
    if (need.condition->comparison != model::Comparison::greater &&
        need.condition->comparison != model::Comparison::greater_or_equal)
      continue;
    const Verdict verdict = judge(facts, *need.condition);
    // One need, one verdict: what does not hold by itself is said by `missed-need`.
    if (!verdict.right || is_told(verdict.chance, !verdict.holds.value_or(true))) continue;
    check_flow(facts, need, figure.flow, verdict.right->value, findings);
  }
}

}  // namespace

extern const Rule unserved_requests;
constexpr Rule unserved_requests = {
    .name = "unserved-requests",
    .severity = Severity::error,
    .heuristic = false,
    .summary = "a flow with an availability need leaves requests without an answer",
    .why =
        R"joist(Availability says how often the parts of a flow are up. A call that fails one time in five (`fails`),
or a limit that refuses half of what comes, leaves requests without an answer all the time. Where
that is more than the need allows, and neither a retry nor an `on fail` takes their place, the need
does not hold, whatever is up. Counted is the one call that leaves most of them; what other calls
lose comes on top.
)joist",
    .bad = R"joist(need pay.availability >= 99%
client           shopper
managed_balancer lb
service          shop { replicas: 3, zones: 3, capacity: 200 rps }
external         bank { availability: 99.99%, limit: 500/s }

flow pay @ 100 rps {
  shopper -> lb -> shop
  shop -> bank { timeout: 1 s, fails: 5% }
}
)joist",
    .good = R"joist(need pay.availability >= 99%
client           shopper
managed_balancer lb
service          shop { replicas: 3, zones: 3, capacity: 200 rps }
external         bank { availability: 99.99%, limit: 500/s }

flow pay @ 100 rps {
  shopper -> lb -> shop
  shop -> bank { timeout: 1 s, fails: 5%, retries: 2, idempotent: yes }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

// Finds queues that may fill without an end.
#include <set>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using model::Attribute;

bool is_bounded(const Facts& facts, ComponentId id) {
  for (const Attribute bound : {Attribute::limit, Attribute::retention, Attribute::disk})
    if (facts.model.number(id, bound) != nullptr) return true;
  return is_managed(facts, id);
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  std::set<ComponentId> said;
  for (const model::Arrow& arrow : facts.model.arrows) {
    if (facts.model.at(arrow.from).role != model::Role::queue || is_bounded(facts, arrow.from))
      continue;
    const auto& capacity = facts.results.capacity[arrow.to.index()];
    // Where consumers are too slow already, that is the finding.
    if (!capacity.known || is_overloaded(facts, arrow.to)) continue;
    if (capacity.utilization <= 1 - analysis::headroom(facts.model, arrow.to)) continue;
    if (!said.insert(arrow.from).second) continue;
    Finding& finding = report(findings, facts, arrow.from, Severity::note,
                              fmt::format("{} has no bound, and {} has little to spare",
                                          named(facts, arrow.from), named(facts, arrow.to)));
    finding.notes.push_back(
        fmt::format("{} is at {}", named(facts, arrow.to), percent(capacity.utilization)));
    finding.help = "bound it with `limit` or `retention`, or add consumers";
  }
}

}  // namespace

extern const Rule unbounded_queue;
constexpr Rule unbounded_queue = {
    .name = "unbounded-queue",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "a queue without an end in front of busy consumers",
    .why =
        R"joist(A queue without a bound turns overload into delay, and delay into work for nobody: what is handled
after an hour is no longer wanted. Bound it (`limit`), let messages expire (`retention`), or leave its
consumers enough to spare. This is a rule of thumb, raised where the consumers have no headroom.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api    { replicas: 3, zones: 3, capacity: 2k rps }
rabbitmq         jobs   { replicas: 3, zones: 3 }
worker           sender { replicas: 12, zones: 12, capacity: 100 rps }

flow notify @ 1k/s {
  app -> lb -> api ~> jobs ~> sender
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api    { replicas: 3, zones: 3, capacity: 2k rps }
rabbitmq         jobs   { replicas: 3, zones: 3 }
worker           sender { replicas: 24, zones: 12, capacity: 100 rps }

flow notify @ 1k/s {
  app -> lb -> api ~> jobs ~> sender
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

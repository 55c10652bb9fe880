// Finds consumers that never get a message.
#include <set>
#include <utility>

#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  std::set<std::pair<ComponentId, ComponentId>> said;
  for (const model::Arrow& arrow : facts.model.arrows) {
    if (facts.model.at(arrow.from).role != model::Role::queue) continue;
    const auto* shards = facts.model.number(arrow.from, model::Attribute::shards);
    if (shards == nullptr || shards->value() < 2) continue;
    const double consumers = instances(facts, arrow.to);
    if (is_managed(facts, arrow.to) || consumers <= shards->value()) continue;
    if (!said.insert({arrow.from, arrow.to}).second) continue;
    Finding& finding = report(
        findings, facts, arrow.to, Severity::note,
        fmt::format("{} has {} instances and reads {} partitions of {}", named(facts, arrow.to),
                    whole(consumers), whole(shards->value()), named(facts, arrow.from)));
    finding.notes.push_back(
        fmt::format("{} of them never get a message", whole(consumers - shards->value())));
    finding.labels.push_back({shards->span, "partitions"});
    finding.help = fmt::format("take {} partitions, or fewer consumers", whole(consumers));
    offer(finding, state(facts, arrow.from, model::Attribute::shards, whole(consumers)));
  }
}

}  // namespace

extern const Rule idle_consumers;
constexpr Rule idle_consumers = {
    .name = "idle-consumers",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "more consumers than partitions",
    .why =
        R"joist(Within a group a partition is read by one consumer. Of sixteen consumers on twelve partitions four wait
forever.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api    { replicas: 3, zones: 3, capacity: 2k rps }
kafka            jobs   { shards: 12, zones: 3, reads: 100/s, writes: 200/s }
worker           sender { replicas: 16, zones: 4, capacity: 200 rps }

flow notify @ 1k/s {
  app -> lb -> api ~> jobs ~> sender
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api    { replicas: 3, zones: 3, capacity: 2k rps }
kafka            jobs   { shards: 24, zones: 3, reads: 100/s, writes: 200/s }
worker           sender { replicas: 16, zones: 4, capacity: 200 rps }

flow notify @ 1k/s {
  app -> lb -> api ~> jobs ~> sender
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

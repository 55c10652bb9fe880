// Finds consumers that never get a message.
#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

struct Read {
  std::vector<ComponentId> queues;
  double partitions = 0;  // of all of them; infinite where one of them has none, or others call it
};

std::map<ComponentId, Read> consumers(const Facts& facts) {
  std::map<ComponentId, Read> found;
  for (const model::Arrow& arrow : facts.model.arrows) {
    if (arrow.call != model::Call::relation &&
        facts.model.at(arrow.from).role == model::Role::queue)
      found[arrow.to];
  }
  for (const model::Arrow& arrow : facts.model.arrows) {
    const auto consumer = found.find(arrow.to);
    if (arrow.call == model::Call::relation || consumer == found.end()) continue;
    Read& read = consumer->second;
    const auto& queues = read.queues;
    if (facts.model.at(arrow.from).role != model::Role::queue) {
      read.partitions = analysis::infinity;
    } else if (std::find(queues.begin(), queues.end(), arrow.from) == queues.end()) {
      const auto* shards = facts.model.number(arrow.from, model::Attribute::shards);
      const bool split = shards != nullptr && shards->value() >= 2;
      read.queues.push_back(arrow.from);
      read.partitions += split ? shards->value() : analysis::infinity;
    }
  }
  return found;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& [id, read] : consumers(facts)) {
    const double all = instances(facts, id);
    if (is_managed(facts, id) || read.queues.empty() || all <= read.partitions) continue;
    Finding& finding =
        report(findings, facts, id, Severity::note,
               fmt::format("{} has {} instances and reads {} partitions of {}", named(facts, id),
                           whole(all), whole(read.partitions), named(facts, read.queues)));
    finding.notes.push_back(
        fmt::format("{} of them never get a message", whole(all - read.partitions)));
    for (const ComponentId queue : read.queues)
      finding.labels.push_back(
          {facts.model.number(queue, model::Attribute::shards)->span, "partitions"});
    finding.help = fmt::format("take {} partitions, or fewer consumers", whole(all));
    if (read.queues.size() == 1)
      offer(finding, state(facts, read.queues.front(), model::Attribute::shards, whole(all)));
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

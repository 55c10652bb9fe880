// Finds shards that one key overloads.
#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& [id, shards] : sharded(facts)) {
    if (!is_hot(facts, id)) continue;
    const auto& load = facts.results.components[id.index()];
    const auto& capacity = facts.results.capacity[id.index()];
    const double skew = facts.model.number(id, model::Attribute::skew)->value();
    Finding& finding =
        report(findings, facts, id, Severity::warning,
               fmt::format("the hottest shard of {} gets {} and can serve {}", named(facts, id),
                           quantity::rate_text(load.offered * skew),
                           quantity::rate_text(load.offered * skew / capacity.utilization)));
    add_chance(finding, overload_chance(facts, id));
    finding.notes.push_back(fmt::format("{} of {} fall on one of {} shards; even shares are {}",
                                        percent(skew), quantity::rate_text(load.offered),
                                        whole(shards), percent(1 / shards)));
    for (const std::string& note : capacity.notes) finding.notes.push_back(note);
    finding.help = "more shards do not help: cache the hot key, read it from copies, or split it";
  }
}

}  // namespace

extern const Rule hot_key;
constexpr Rule hot_key = {
    .name = "hot-key",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "skew puts more on one shard than it can hold",
    .why =
        R"joist(Shards share the load only as evenly as their keys do. The shard that holds the hottest key gets at
least that key's part, however many shards there are: more of them do not help, a cache in front of
it, a copy to read from or a finer key do.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api      { replicas: 12, zones: 3, capacity: 3k rps }
postgres         profiles {
  shards: 16
  replicas: 2
  zones: 2
  failover: automatic
  reads: 2k/s
  writes: 500/s
  skew: 30%
}

flow profile @ 20k/s {
  app -> lb -> api -> profiles
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api      { replicas: 12, zones: 3, capacity: 3k rps }
postgres         profiles {
  shards: 16
  replicas: 2
  zones: 2
  failover: automatic
  reads: 2k/s
  writes: 500/s
  skew: 7%
}

flow profile @ 20k/s {
  app -> lb -> api -> profiles
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

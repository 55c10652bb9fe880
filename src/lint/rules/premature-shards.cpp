// Finds shards that one machine would do without.
#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "lint/data.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  if (!facts.model.stage.empty()) return;
  for (const auto& [id, shards] : sharded(facts)) {
    const auto& capacity = facts.results.capacity[id.index()];
    const double headroom = analysis::headroom(facts.model, id);
    // All shards' load on one is at most so many times that of the fullest.
    if (capacity.utilization * shards > 1 - headroom) continue;
    const auto* disk = facts.model.number(id, model::Attribute::disk);
    const auto data = data_of(facts, id);
    if (disk == nullptr || !data || data->for_good || data->bytes > disk->value() * (1 - headroom))
      continue;
    Finding& finding =
        report(findings, facts, id, Severity::note,
               fmt::format("one shard of {} would be at {}, and hold {} on {} of disk",
                           named(facts, id), percent(capacity.utilization * shards),
                           quantity::data_text(data->bytes), quantity::data_text(disk->value())));
    finding.notes.push_back(fmt::format("it has {} shards", whole(shards)));
    finding.help = "leave `shards` out until load or data ask for them";
  }
}

}  // namespace

extern const Rule premature_shards;
constexpr Rule premature_shards = {
    .name = "premature-shards",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "sharded, though one node would carry load and data",
    .why =
        R"joist(Shards cost: queries over several of them, moving data, keys that turn hot. As long as one machine
carries the load with headroom and holds the data, they buy nothing. Raised where both are known: the
data from the rows of the tables and from the `size` of what is written and its `retention`, what a
machine holds from `disk`.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db  {
  shards: 4
  replicas: 3
  zones: 3
  failover: automatic
  reads: 5k/s
  writes: 1k/s
  disk: 1 TB
}

table users in db {
  id   bigint partition key
  name text(100)
  rows: 2M
}

flow read @ 1k/s {
  app -> lb -> api -> db
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db  {
  replicas: 3
  zones: 3
  failover: automatic
  reads: 5k/s
  writes: 1k/s
  disk: 1 TB
}

table users in db {
  id   bigint key
  name text(100)
  rows: 2M
}

flow read @ 1k/s {
  app -> lb -> api -> db
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

// Finds tables that do not say how they are sharded.
#include <algorithm>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Table& table : facts.model.tables) {
    if (!table.store) continue;
    const double shards = analysis::fleet(facts.model, table.store).shards;
    if (shards < 2) continue;
    const bool partitioned =
        std::any_of(table.columns.begin(), table.columns.end(),
                    [](const model::Column& column) { return column.partition; });
    if (partitioned || table.columns.empty()) continue;
    Finding& finding =
        report(findings, table.span, Severity::warning,
               fmt::format("`{}` stands on {} shards of {}, and nothing says which row is on which",
                           table.name, whole(shards), named(facts, table.store)));
    finding.subject = table.name;
    finding.help = "mark a column `partition`";
  }
}

}  // namespace

extern const Rule unpartitioned_table;
constexpr Rule unpartitioned_table = {
    .name = "unpartitioned-table",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a table on a sharded store without a partition key",
    .why =
        R"joist(On a sharded store each row lives on the shard that its partition key says. A table without one is on a
single shard, or on every one of them; both make the shards useless for it.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db  { shards: 4, replicas: 3, zones: 3, failover: automatic, reads: 200/s, writes: 500/s }

flow read @ 1k/s {
  app -> lb -> api -> db
}

table posts in db {
  id        bigint key
  author_id bigint
  body      text(280)
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db  { shards: 4, replicas: 3, zones: 3, failover: automatic, reads: 200/s, writes: 500/s }

flow read @ 1k/s {
  app -> lb -> api -> db
}

table posts in db {
  id        bigint key
  author_id bigint partition
  body      text(280)
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

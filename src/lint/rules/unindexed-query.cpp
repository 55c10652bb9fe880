// Finds queries that no index serves.
#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/queries.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Table& table : facts.model.tables) {
    for (const model::TableQuery& query : table.queries) {
      if (query.columns.empty() || !server_of(table, query).empty()) continue;
      Finding& finding = report(
          findings, query.span, Severity::warning,
          fmt::format("no key or index of `{}` begins with the first column of `{}`, {}",
                      table.name, query.text, listed({table.columns[query.columns.front()].name})));
      finding.subject = table.name;
      const std::string index = "index " + column_names(table, query.columns);
      finding.help = fmt::format("add `{}`", index);
      // Behind the query on its line, which holds in every layout; `joist fmt` gives it its own.
      const Span behind{query.span.file, query.span.end, query.span.end};
      finding.fixes.push_back({finding.help, false, {{behind, "; " + index}}});
    }
  }
}

}  // namespace

extern const Rule unindexed_query;
constexpr Rule unindexed_query = {
    .name = "unindexed-query",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a query whose first column no key or index of its table begins with",
    .why =
        R"joist(A query that no index serves reads the whole table. On a small one nobody notices; on a large one every
such query costs as much as a million others. A query names first what it looks rows up by, then what
they are sorted by: an index serves it that begins with that first column, and (author, time) is of no
use to one by (time, author).
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db  { replicas: 3, zones: 3, failover: automatic, reads: 2k/s, writes: 500/s }

flow read @ 1k/s {
  app -> lb -> api -> db
}

table posts in db {
  id        bigint key
  author_id bigint
  body      text(280)
  query "by author" (author_id)
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db  { replicas: 3, zones: 3, failover: automatic, reads: 2k/s, writes: 500/s }

flow read @ 1k/s {
  app -> lb -> api -> db
}

table posts in db {
  id        bigint key
  author_id bigint
  body      text(280)
  index author_id
  query "by author" (author_id)
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

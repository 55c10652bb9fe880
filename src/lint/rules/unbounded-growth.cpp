// Finds stores that are written to forever, where nothing says for how long it is kept.
#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::Attribute;

// A table says by its rows for how long it keeps them; a disk has an end that `disk-full` looks
// for.
bool is_bounded(const Facts& facts, model::ComponentId id) {
  for (const Attribute bound : {Attribute::retention, Attribute::disk})
    if (facts.model.number(id, bound) != nullptr) return true;
  const auto& tables = facts.model.tables;
  return std::any_of(tables.begin(), tables.end(),
                     [&](const model::Table& table) { return table.store == id; });
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.results.storage.size(); ++i) {
    const model::ComponentId id(i);
    const auto& growth = facts.results.storage[i].growth;
    if (facts.model.at(id).role != model::Role::store || !growth || !(*growth > 0)) continue;
    if (is_bounded(facts, id)) continue;
    Finding& finding = report(
        findings, facts, id, Severity::note,
        fmt::format("{} grows by {} a year, and nothing says for how long it is kept",
                    named(facts, id), quantity::data_text(*growth * analysis::seconds_a_year)));
    finding.help = "state `retention`, or a table whose `rows` are those of the time it is kept";
  }
}

}  // namespace

extern const Rule unbounded_growth;
constexpr Rule unbounded_growth = {
    .name = "unbounded-growth",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "a store that is written to forever",
    .why =
        R"joist(What is written and never taken away fills every disk in the end, and makes backups, indexes and the
bill grow with it. Say for how long it is kept: that is a size one can plan for. This is a rule of
thumb: some stores are small enough to grow for ever.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db  { replicas: 3, zones: 3, failover: automatic, reads: 5k/s, writes: 2k/s }

flow post @ 100 rps {
  app -> lb -> api -> db write { size: 2 KB }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres db {
  replicas: 3
  zones: 3
  failover: automatic
  reads: 5k/s
  writes: 2k/s
  retention: 90 days
}

flow post @ 100 rps {
  app -> lb -> api -> db write { size: 2 KB }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

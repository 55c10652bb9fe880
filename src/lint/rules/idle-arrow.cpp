// Finds arrows out of a store that nothing ever takes.
#include <map>
#include <utility>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using Key = std::pair<std::uint32_t, std::uint32_t>;  // component and flow

std::map<Key, double> reads_of_stores(const Facts& facts) {
  std::map<Key, double> reads;
  for (const auto& row : facts.results.rows)
    if (row.reads > 0 && facts.model.at(row.component).role == model::Role::store)
      reads[{row.component.value, row.flow.value}] += row.reads;
  return reads;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  const std::map<Key, double> reads = reads_of_stores(facts);
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const model::Arrow& arrow = facts.model.arrows[i];
    const auto& load = facts.results.arrows[i];
    const bool idle = arrow.call != model::Call::relation && arrow.when == model::When::always &&
                      !(load.known && load.peak > 0);
    if (!idle || facts.model.at(arrow.from).role != model::Role::store) continue;
    const auto found = reads.find({arrow.from.value, arrow.flow.value});
    if (found == reads.end()) continue;
    Finding& finding = report(findings, facts, ArrowId(i), Severity::warning,
                              fmt::format("{} carries nothing: only what is written leaves a store",
                                          named(facts, ArrowId(i))));
    finding.notes.push_back(fmt::format("{} gets {} and no writes in {}", named(facts, arrow.from),
                                        rate_of(found->second, "reads"), named(facts, arrow.flow)));
    finding.help =
        fmt::format("let the one who reads call {}, or write replication outside of any flow",
                    named(facts, arrow.to));
  }
}

}  // namespace

extern const Rule idle_arrow;
constexpr Rule idle_arrow = {
    .name = "idle-arrow",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "an arrow out of a store in a flow that only reads it",
    .why =
        R"joist(Out of a store go the writes that reach it: changes that are captured, copies that are kept. A
flow that only reads a store sends nothing through it, so what stands behind such an arrow gets no
load and looks as if it had all the room in the world.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api     { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db      { replicas: 3, zones: 3, failover: automatic, reads: 4k/s, writes: 1k/s }
postgres         archive { replicas: 3, zones: 3, failover: automatic, reads: 4k/s, writes: 1k/s }

flow read @ 500/s {
  app -> lb -> api -> db -> archive
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api     { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db      { replicas: 3, zones: 3, failover: automatic, reads: 4k/s, writes: 1k/s }
postgres         archive { replicas: 3, zones: 3, failover: automatic, reads: 4k/s, writes: 1k/s }

flow read @ 500/s {
  app -> lb -> api -> db
  api -> archive x 5%
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

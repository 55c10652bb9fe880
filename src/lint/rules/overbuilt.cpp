// Finds caches that the load does not ask for.
#include <algorithm>

#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

constexpr double easily = 0.25;

// What it keeps away is more than reads of stores: calls of a model, of another service.
bool saves_calls(const Facts& facts, ComponentId cache) {
  return std::any_of(facts.model.arrows.begin(), facts.model.arrows.end(), [&](const auto& arrow) {
    return arrow.when == model::When::miss && arrow.condition == cache &&
           facts.model.at(arrow.to).role != model::Role::store;
  });
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  if (!facts.model.stage.empty()) return;
  for (const auto& cold : facts.results.redundancy.cold) {
    if (cold.busier.empty()) continue;
    const bool easy = std::all_of(cold.busier.begin(), cold.busier.end(), [&](ComponentId id) {
      return facts.model.at(id).role == model::Role::store &&
             utilization_without(cold, id) < easily;
    });
    if (!easy || is_managed(facts, cold.cache)) continue;
    if (saves_calls(facts, cold.cache)) continue;
    const double most = *std::max_element(cold.utilization.begin(), cold.utilization.end());
    Finding& finding =
        report(findings, facts, cold.cache, Severity::note,
               fmt::format("without {} {} would be at {} of its capacity", named(facts, cold.cache),
                           named(facts, cold.busier), percent(most)));
    finding.help = "leave the cache out until load or latency ask for it";
  }
}

}  // namespace

extern const Rule overbuilt;
constexpr Rule overbuilt = {
    .name = "overbuilt",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "a cache in front of a store that would carry the load without it",
    .why =
        R"joist(A cache is a second place for the truth: it has to be filled, emptied and kept up. When the store
behind it would be at less than a quarter of its capacity without it, the load does not ask for one;
latency may. This is a rule of thumb.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
redis            hot { replicas: 2, zones: 2, hit: 80%, capacity: 6k/s }
postgres         db  { replicas: 3, zones: 3, failover: automatic, reads: 4k/s, writes: 1k/s }

flow read @ 1k/s {
  app -> lb -> api -> hot
  api -> db on miss hot
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }
postgres         db  { replicas: 3, zones: 3, failover: automatic, reads: 4k/s, writes: 1k/s }

flow read @ 1k/s {
  app -> lb -> api -> db
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

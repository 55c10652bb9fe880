// Finds stores that only a warm cache protects.
#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using model::Attribute;

// A provider's service grows with its load; only what the design states of it is a limit.
bool grows(const Facts& facts, ComponentId id) {
  if (!is_managed(facts, id)) return false;
  const auto& attributes = facts.model.at(id).attributes;
  for (const Attribute attribute : {Attribute::capacity, Attribute::reads, Attribute::writes})
    if (attributes.number(attribute) != nullptr) return false;
  return true;
}

constexpr double about = 0.03;  // of the median of a product, from the product of the medians

// Where all that comes to it are misses of that cache: then it gets what the cache does, however
// uncertain it is how much of that hits.
std::optional<double> chance_of(const Facts& facts, const analysis::ColdCache& cold,
                                ComponentId id) {
  const auto* hit = facts.model.number(cold.cache, Attribute::hit);
  const double now = facts.results.capacity[id.index()].utilization;
  if (hit == nullptr || !(now > 0)) return std::nullopt;
  const bool certain = hit->quantity.is_exact();
  const double then = utilization_without(cold, id), factor = then / now;
  if (!(std::abs(factor * (1 - hit->value()) - 1) < (certain ? 1e-6 : about))) return std::nullopt;
  if (certain) return chance_when_multiplied(facts, id, factor);
  const double asked = facts.results.capacity[cold.cache.index()].utilization;
  if (!(asked > 0)) return std::nullopt;
  return chance_when_multiplied(facts, cold.cache, then / asked);
}

void add(const Facts& facts, const analysis::ColdCache& cold, ComponentId id,
         std::vector<Finding>& findings) {
  const bool overloads =
      std::find(cold.overloaded.begin(), cold.overloaded.end(), id) != cold.overloaded.end();
  const auto chance = chance_of(facts, cold, id);
  if (!is_told(chance, overloads) || is_overloaded(facts, id) || grows(facts, id)) return;
  const double utilization = utilization_without(cold, id);
  const auto& capacity = facts.results.capacity[id.index()];
  Finding& finding = report(
      findings, facts, id, Severity::warning,
      fmt::format("when {} is empty or lost, {} {}would be at {} of its capacity",
                  named(facts, cold.cache), named(facts, id),
                  overloads ? "" : "may get more than it can serve: it ", percent(utilization)));
  add_chance(finding, chance);
  if (facts.results.components[id.index()].known)
    finding.notes.push_back(fmt::format("now it is at {}, because {} answers",
                                        percent(capacity.utilization), named(facts, cold.cache)));
  else
    finding.notes.push_back(
        fmt::format("nothing says how much of that {} keeps from it", named(facts, cold.cache)));
  if (const auto* hit = facts.model.number(cold.cache, Attribute::hit))
    finding.notes.push_back(fmt::format("{} of the reads of {} are hits", percent(hit->value()),
                                        named(facts, cold.cache)));
  finding.labels.push_back({facts.model.at(cold.cache).span, "this cache"});
  finding.help =
      "warm the cache before it takes traffic, let misses of one key wait for each "
      "other, or limit what passes to the store";
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& cold : facts.results.redundancy.cold)
    for (const ComponentId id : cold.busier) add(facts, cold, id, findings);
}

}  // namespace

extern const Rule cold_cache;
constexpr Rule cold_cache = {
    .name = "cold-cache",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "the store behind a cache overloads when the cache is empty or lost",
    .why =
        R"joist(A cache that takes 96% of the reads leaves the store 4% of them. When it restarts, or loses a copy,
the store gets up to 25 times as much, falls over, and cannot be brought back because the cache fills
only from it. This is how short restarts become long outages.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 30, zones: 3, capacity: 3k rps }
redis            hot { replicas: 3, zones: 3, hit: 96%, capacity: 60k/s }
postgres         db  { replicas: 2, zones: 2, failover: automatic, reads: 4k/s, writes: 1k/s }

flow read @ 50k/s {
  app -> lb -> api -> hot
  api -> db on miss hot
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 30, zones: 3, capacity: 3k rps }
redis            hot { replicas: 3, zones: 3, hit: 60%, capacity: 60k/s }
postgres         db  { replicas: 12, zones: 3, failover: automatic, reads: 7k/s, writes: 1k/s }

flow read @ 50k/s {
  app -> lb -> api -> hot
  api -> db on miss hot
}
)joist",
    .check = check,
    .at_stages = true,
};

}  // namespace joist::lint::rules

// Finds caches of which nobody says how much they answer, with something behind them.
#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::Arrow;
using model::When;

// Brings it reads that may miss.
bool asks(const Facts& facts, const Arrow& arrow, ComponentId cache) {
  return arrow.to == cache && arrow.access == model::Access::read &&
         arrow.call != model::Call::relation &&
         arrow.attributes.number(model::Attribute::hit) == nullptr &&
         facts.results.flows[arrow.flow.index()].known;
}

// Carries what it misses, or what it has: in the flow of what asks it, and with no rate of its own.
bool hangs_on(const Arrow& arrow, ComponentId cache, FlowId flow) {
  if (arrow.flow != flow || arrow.rate || arrow.call == model::Call::relation) return false;
  if (arrow.when == When::miss || arrow.when == When::hit) return arrow.condition == cache;
  return arrow.from == cache && arrow.when == When::always && arrow.access != model::Access::write;
}

void check_cache(const Facts& facts, ComponentId cache, std::vector<Finding>& findings) {
  const auto& arrows = facts.model.arrows;
  for (const Arrow& asking : arrows) {
    if (!asks(facts, asking, cache)) continue;
    const auto behind = std::find_if(arrows.begin(), arrows.end(), [&](const Arrow& other) {
      return hangs_on(other, cache, asking.flow);
    });
    if (behind == arrows.end()) continue;
    Finding& finding =
        report(findings, facts, cache, Severity::note,
               fmt::format("nothing says how many of its reads {} answers, so what {} gets is not "
                           "known",
                           named(facts, cache), named(facts, behind->to)));
    finding.labels.push_back({behind->span, "as much as there are misses"});
    if (behind->when == When::hit) finding.labels.back().text = "as much as there are hits";
    finding.help = "state the share that hits, as measured: `hit: 90%`";
    return;
  }
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    if (facts.model.at(id).role != model::Role::cache) continue;
    const auto& load = facts.results.components[i];
    if (!load.known || load.reads <= 0) continue;
    if (facts.model.number(id, model::Attribute::hit) == nullptr) check_cache(facts, id, findings);
  }
}

}  // namespace

extern const Rule unknown_hit_rate;
constexpr Rule unknown_hit_rate = {
    .name = "unknown-hit-rate",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "nothing says how much a cache answers, and something stands behind it",
    .why =
        R"joist(What a store behind a cache has to carry is what the cache misses. Where no `hit` is stated, on the
cache or on the arrow into it, that is not known: the store, and all behind it, may be idle or on
fire, and no figure says so.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 6, zones: 3, capacity: 1k rps }
redis            hot { replicas: 3, zones: 3, capacity: 60k/s }
postgres         db  { replicas: 2, zones: 2, failover: automatic, reads: 1.5k/s, writes: 1k/s }

flow read @ 2k/s {
  app -> lb -> api -> hot
  api -> db on miss hot
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 6, zones: 3, capacity: 1k rps }
redis            hot { replicas: 3, zones: 3, hit: 90%, capacity: 60k/s }
postgres         db  { replicas: 2, zones: 2, failover: automatic, reads: 1.5k/s, writes: 1k/s }

flow read @ 2k/s {
  app -> lb -> api -> hot
  api -> db on miss hot
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

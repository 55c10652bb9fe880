// Finds components that are far too large for their load.
#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "lint/data.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using model::Attribute;

constexpr double idle = 0.05;

// What a kind promises is no measure to call somebody else's machines idle by.
bool rests_on_default(const Facts& facts, ComponentId id) {
  for (const Attribute attribute : {Attribute::capacity, Attribute::reads, Attribute::writes})
    if (facts.model.is_default(id, attribute)) return true;
  return false;
}

// The utilisation when the fullest zone is gone, or else one copy.
double after_loss(const Facts& facts, ComponentId id, double all) {
  double lost = 1;
  for (const auto& [zone, count] : facts.results.redundancy.placement[id.index()])
    lost = std::max(lost, static_cast<double>(count));
  if (lost >= all) lost = 1;
  return facts.results.capacity[id.index()].utilization * all / (all - lost);
}

// By component: its utilisation when a cache before it is empty, or something else is lost; 0 where
// that brings it nothing.
std::vector<double> at_worst(const Facts& facts) {
  const auto& redundancy = facts.results.redundancy;
  std::vector<double> most(facts.model.components.size(), 0.0);
  const auto take = [&](ComponentId id, double utilization) {
    most[id.index()] = std::max(most[id.index()], utilization);
  };
  for (const auto& cold : redundancy.cold)
    for (std::size_t i = 0; i < cold.busier.size(); ++i) take(cold.busier[i], cold.utilization[i]);
  for (const auto& loss : redundancy.losses)
    for (const auto& [id, utilization] : loss.busier) take(id, utilization);
  return most;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  if (!facts.model.stage.empty()) return;
  const std::vector<double> worst = at_worst(facts);
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const auto& capacity = facts.results.capacity[i];
    if (!capacity.known || facts.results.components[i].offered <= 0 || is_managed(facts, id))
      continue;
    if (rests_on_default(facts, id)) continue;
    if (capacity.limited_by == analysis::Limit::limit) continue;
    const double all = instances(facts, id);
    const auto zones = facts.results.redundancy.placement[i].size();
    // What spreads it over its zones, makes a majority, or holds its data, is not there for the
    // load.
    const double least = std::max(
        {2.0, static_cast<double>(zones), machines_for_data(facts, id),
         analysis::fleet(facts.model, id).replicas > 1 && facts.model.needs_of(id) != nullptr
             ? 3.0
             : 2.0});
    if (all <= least || facts.model.at(id).attributes.scales_most) continue;
    const double busiest = worst[i];
    const double utilization = std::max(after_loss(facts, id, all), busiest);
    if (utilization >= idle) continue;
    Finding& finding =
        report(findings, facts, id, Severity::note,
               fmt::format("{} is at {} of its capacity at the peak, and at {} "
                           "after a loss",
                           named(facts, id), percent(capacity.utilization), percent(utilization)));
    finding.notes.push_back(fmt::format("{} {}", whole(all), copies_word(facts, id, all)));
    if (!capacity.needed) continue;
    const double enough = std::max({least, *capacity.needed, capacity.needed_after_loss.value_or(0),
                                    std::ceil(busiest * all)});
    if (enough >= all) continue;
    finding.help = fmt::format("{} {} are enough", whole(enough), copies_word(facts, id, enough));
    const analysis::Fleet fleet = analysis::fleet(facts.model, id);
    // Copies that are no multiple of their zones would be the next thing to say.
    const bool even = zones == 0 || std::fmod(enough, static_cast<double>(zones)) == 0;
    if (fleet.nodes == 0 && fleet.shards == 1 && fleet.standby == 0 && even)
      offer(finding, state(facts, id, Attribute::replicas, whole(enough)));
  }
}

}  // namespace

extern const Rule oversized;
constexpr Rule oversized = {
    .name = "oversized",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "under 5% of its capacity at the peak, even after a loss",
    .why =
        R"joist(Headroom is for surprises and losses; what is idle after both is paid for nothing. Two copies in two
zones are left alone: they are there for each other. So is what the disks are needed for.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 60, zones: 3, capacity: 1k rps }

flow read @ 500/s {
  app -> lb -> api
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 3, zones: 3, capacity: 1k rps }

flow read @ 500/s {
  app -> lb -> api
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

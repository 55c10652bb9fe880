// Finds components that carry their load with too little to spare.
#include <algorithm>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/sizes.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

// However many shards there are, this one gets as much.
bool is_of_hot_shard(const Facts& facts, ComponentId id) {
  return facts.results.capacity[id.index()].limited_by == analysis::Limit::hottest_shard;
}

std::string message(const Facts& facts, ComponentId id, bool holds) {
  const auto& capacity = facts.results.capacity[id.index()];
  const std::string name = (is_of_hot_shard(facts, id) ? "the hottest shard of " : "") +
                           named(facts, id),
                    used = percent(capacity.utilization),
                    wanted = percent(analysis::headroom(facts.model, id));
  if (holds)
    return fmt::format("{} is at {} of its capacity at the peak, which leaves {} of the {} wanted",
                       name, used, percent(std::max(0.0, 1 - capacity.utilization)), wanted);
  return fmt::format(
      "{} may have less than the {} of headroom wanted: it is at {} of its capacity{}", name,
      wanted, used, highest_utilization(facts, id));
}

void add_help(const Facts& facts, ComponentId id, Finding& finding) {
  const auto& capacity = facts.results.capacity[id.index()];
  if (!capacity.needed) {
    if (is_of_hot_shard(facts, id))
      finding.help = "split the key that is so hot: more shards leave it on one of them";
    return;
  }
  const auto size = size_for(facts, id, *capacity.needed);
  if (!size || size->count <= instances(facts, id)) {
    finding.help = "measure what it rests on, or build for its upper end";
    return;
  }
  finding.help = fmt::format("{} {} it{}", enough(facts, id, size->count),
                             size->count == 1 ? "leaves" : "leave", why_so_many(facts, id, *size));
  offer(finding, raise_to(facts, id, size->count));
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const auto& capacity = facts.results.capacity[i];
    const double most = 1 - analysis::headroom(facts.model, id);
    if (!capacity.known || is_overloaded(facts, id)) continue;
    if (overload_chance(facts, id).value_or(0) >= unlikely) continue;  // said by `overload`
    // A limit is there to be reached: what it refuses is said by `sheds-load`.
    if (capacity.limited_by == analysis::Limit::limit) continue;
    const bool holds = capacity.utilization > most + 1e-9;
    const auto chance = chance_above(facts, id, "utilization", most);
    if (!is_told(chance, holds)) continue;
    Finding& finding = report(findings, facts, id, Severity::warning, message(facts, id, holds));
    add_chance(finding, chance);
    const auto& load = facts.results.components[i];
    finding.notes.push_back(fmt::format("{} arrive, {} can be served",
                                        quantity::rate_text(load.offered),
                                        quantity::rate_text(capacity.capacity)));
    for (const std::string& note : capacity.notes) finding.notes.push_back(note);
    add_help(facts, id, finding);
  }
}

}  // namespace

extern const Rule no_headroom;
constexpr Rule no_headroom = {
    .name = "no-headroom",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "utilisation at the peak is above what leaves headroom",
    .why =
        R"joist(Waiting grows long before a component is full: at 80% of its capacity a request waits as long as it
is served four times over. Headroom is also what a deployment, a slow disk or a forecast that was off
by a third are paid from. How much is wanted is stated as `headroom` on the component, its kind or
the design; 30% if nothing is said. Said of stages, too, as a note.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api { replicas: 9, zones: 9, capacity: 1k rps }

flow read @ 7.2k/s {
  app -> lb -> api
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 11, zones: 11, capacity: 1k rps }

flow read @ 7.2k/s {
  app -> lb -> api
}
)joist",
    .check = check,
    .at_stages = true,
};

}  // namespace joist::lint::rules

// Asks every question of this folder, in order.
#include "analysis/analyse.hpp"

#include <algorithm>

#include "analysis/availability.hpp"
#include "analysis/backlogs.hpp"
#include "analysis/capacity.hpp"
#include "analysis/carried.hpp"
#include "analysis/cost.hpp"
#include "analysis/latency.hpp"
#include "analysis/redundancy.hpp"
#include "analysis/scale.hpp"
#include "analysis/storage.hpp"
#include "analysis/traffic.hpp"
#include "analysis/uncertainty.hpp"
#include "base/side_by_side.hpp"

namespace joist::analysis {
namespace {

// What each component carries at the most, its limit included; infinite where nothing is known.
std::vector<double> most_carried(const Results& results) {
  std::vector<double> most(results.components.size(), infinity);
  for (std::size_t i = 0; i < most.size(); ++i) {
    const CapacityResult& result = results.capacity[i];
    const ComponentLoad& load = results.components[i];
    if (result.known && result.capacity > 0) most[i] = result.capacity;
    if (load.limit_used > 0) most[i] = std::min(most[i], load.offered / load.limit_used);
  }
  return most;
}

void find_attempts(const Network& network, Results& results) {
  const std::vector<Attempts> attempts = network.attempts(most_carried(results));
  for (std::size_t i = 0; i < attempts.size(); ++i) results.components[i].attempts = attempts[i];
}

// Flows of which a need or a decision asks how long they take.
std::vector<char> timed_flows(const model::Model& model, std::size_t flows, bool all) {
  std::vector<char> wanted(flows, all ? 1 : 0);
  const auto look = [&](const std::optional<model::Condition>& condition) {
    if (!condition) return;
    for (const model::Formula* side : {&condition->left, &condition->right}) {
      for (const model::FigureName& name : side->figures) {
        if (name.flow && name.flow.index() < flows) wanted[name.flow.index()] = 1;
      }
    }
  };
  for (const model::Need& need : model.needs) look(need.condition);
  for (const model::Decision& decision : model.decisions) look(decision.until);
  return wanted;
}

void find_amounts(const model::Model& model, const Traffic& traffic, const Capacities& capacities,
                  Results& results) {
  results.storage = storage(model, traffic, capacities);
  results.bandwidth = bandwidths(capacities);
  results.tokens = token_rates(model, traffic);
  find_costs(model, capacities, results, CostParts::told);
}

void find_mean_times(const model::Model& model, const Traffic& traffic,
                     const Capacities& capacities, Results& results) {
  const std::vector<Service> queues = services(model, capacities);
  for (std::size_t i = 0; i < queues.size(); ++i) {
    const ComponentLoad& load = traffic.components[i];
    results.latency.push_back(load.known ? mean_times(queues[i], load.offered - load.shed)
                                         : ComponentLatency{});
  }
}

void find_latencies(const model::Model& model, const Network& network, const Traffic& traffic,
                    const Capacities& capacities, const Options& options,
                    std::vector<double>& efforts, Results& results) {
  const bool all = options.extent == Extent::everything;
  const std::vector<Service> queues = services(model, capacities);
  results.latency.reserve(queues.size());
  for (std::size_t i = 0; i < queues.size(); ++i) {
    const ComponentLoad& load = traffic.components[i];
    const bool known = load.known;
    results.latency.push_back(known ? component_latency(queues[i], load.offered - load.shed)
                                    : ComponentLatency{});
  }
  results.flow_latency =
      flow_latencies(model, network, traffic, capacities, queues,
                     timed_flows(model, traffic.flows.size(), all), efforts, options.times);
}

// Load that comes to a component when others are lost asks for instances, too.
void add_needed(Results& results) {
  for (const auto& [component, needed] : results.redundancy.needed_after_loss) {
    CapacityResult& capacity = results.capacity[component.index()];
    if (!capacity.needed) continue;
    capacity.needed = std::max(*capacity.needed, needed);
    capacity.needed_after_loss = std::max(capacity.needed_after_loss.value_or(0), needed);
  }
}

}  // namespace

Results analyse(const model::Model& model, const Options& options, Kept* kept) {
  const Network network(model);
  const Traffic traffic = network.solve();
  const Capacities capacities(model, network, traffic);
  Results results;
  results.flows = traffic.flows;
  results.components = traffic.components;
  results.arrows = traffic.arrows;
  results.rows = traffic.rows;
  results.loops = traffic.loops;
  results.mismatches = traffic.mismatches;
  results.lost = traffic.lost;
  results.unclear = traffic.unclear;
  results.capacity = capacities.results(!options.only_amounts);
  set_carried(network, results);
  find_backlogs(model, results);
  if (options.only_amounts) {
    find_amounts(model, traffic, capacities, results);
    find_mean_times(model, traffic, capacities, results);
    return results;
  }
  find_attempts(network, results);
  const bool everything = options.extent == Extent::everything;
  std::vector<double> efforts;
  std::optional<Failures> failures;
  const bool is_large = model.components.size() >= 500;
  // Both read loads and capacities, and nothing of what the other finds.
  side_by_side(
      is_large && options.redundancy,
      [&] {
        results.scale =
            find_breaks(model, network, results.components, capacities, results.capacity);
        find_amounts(model, traffic, capacities, results);
        find_latencies(model, network, traffic, capacities, options, efforts, results);
      },
      [&] {
        if (!options.redundancy) return;
        const KnownLoad load{network, results, capacities,
                             flows_asked_for_availability(model, everything)};
        failures.emplace(prepare_failures(model, &load, kept));
        results.redundancy = find_redundancy(*failures, load, options.order, kept);
      });
  if (failures) {
    add_needed(results);
    find_availability(*failures, everything, results);
  }
  find_spreads(model, options.extent, efforts, results);
  return results;
}

}  // namespace joist::analysis

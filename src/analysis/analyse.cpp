// Asks every question of this folder, in order.
#include "analysis/analyse.hpp"

#include <algorithm>

#include "analysis/availability.hpp"
#include "analysis/capacity.hpp"
#include "analysis/latency.hpp"
#include "analysis/redundancy.hpp"
#include "analysis/scale.hpp"
#include "analysis/traffic.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;

// What saturated components lose never reaches those behind them.
void set_carried(const Network& network, Results& results) {
  const auto saturated = [](const CapacityResult& result) {
    return result.known && result.utilization > 1;
  };
  if (std::none_of(results.capacity.begin(), results.capacity.end(), saturated)) return;
  std::vector<double> most(results.components.size(), infinity);
  for (std::size_t i = 0; i < most.size(); ++i) {
    if (saturated(results.capacity[i])) most[i] = results.capacity[i].capacity;
  }
  const std::vector<double> carried = network.carried(most);
  for (std::size_t i = 0; i < most.size(); ++i) {
    if (results.components[i].known) results.components[i].carried = carried[i];
  }
}

// Consumers that cannot keep up with a queue, in messages per second.
void find_backlogs(const model::Model& model, Results& results) {
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    const model::Arrow& arrow = model.arrows[i];
    if (!results.arrows[i].known || model.at(arrow.from).role != model::Role::queue) continue;
    const CapacityResult& consumer = results.capacity[arrow.to.index()];
    if (!consumer.known || !(consumer.utilization > 1)) continue;
    const model::Stated* batch = model.number(arrow.to, Attribute::batch);
    const double messages =
        results.arrows[i].peak * (batch && batch->value() > 0 ? batch->value() : 1);
    results.backlogs.push_back({arrow.from, arrow.to, messages, messages / consumer.utilization});
  }
}

void find_latencies(const model::Model& model, const Network& network, const Traffic& traffic,
                    const Capacities& capacities, Results& results) {
  const std::vector<Service> queues = services(model, capacities);
  results.latency.reserve(queues.size());
  for (std::size_t i = 0; i < queues.size(); ++i) {
    const ComponentLoad& load = traffic.components[i];
    const bool known = load.known;
    results.latency.push_back(known ? component_latency(queues[i], load.offered - load.shed)
                                    : ComponentLatency{});
  }
  results.flow_latency = flow_latencies(model, network, traffic, capacities, queues);
}

}  // namespace

Results analyse(const model::Model& model, const Options& options) {
  const Network network(model);
  const Traffic traffic = network.solve();
  const Capacities capacities(model, traffic);
  Results results;
  results.flows = traffic.flows;
  results.components = traffic.components;
  results.arrows = traffic.arrows;
  results.rows = traffic.rows;
  results.loops = traffic.loops;
  results.mismatches = traffic.mismatches;
  results.lost = traffic.lost;
  results.unclear = traffic.unclear;
  results.capacity = capacities.results();
  set_carried(network, results);
  find_backlogs(model, results);
  results.scale = find_breaks(model, network, results.capacity);
  find_latencies(model, network, traffic, capacities, results);
  if (options.redundancy) {
    const Failures failures = prepare_failures(model, results, &capacities);
    results.redundancy = find_redundancy(failures, network, results, options.order);
    find_availability(failures, options.every_figure, results);
  }
  return results;
}

}  // namespace joist::analysis

// Prepares the questions about failures and asks them in order.
#include "analysis/redundancy.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "quantity/display.hpp"

namespace joist::analysis {
namespace {

std::vector<bool> with_leaders(const std::vector<Standing>& standings) {
  std::vector<bool> result(standings.size(), false);
  for (std::size_t i = 0; i < standings.size(); ++i) result[i] = standings[i].has_leader;
  return result;
}

std::vector<FlowGraph> build_graphs(const Failures& failures, const Results& results) {
  const FlowSurroundings surroundings{failures.separate_writes, failures.look_aside, results.arrows,
                                      results.components, results.capacity};
  std::vector<FlowGraph> graphs;
  graphs.reserve(failures.model.flows.size());
  for (std::size_t f = 0; f < failures.model.flows.size(); ++f)
    graphs.push_back(build_flow_graph(failures.model, FlowId(f), surroundings));
  return graphs;
}

}  // namespace

Failures prepare_failures(const model::Model& model, const Results& results,
                          const Capacities* capacities) {
  Failures failures{model, place(model), {}, {}, look_aside_caches(model), {}, {}};
  failures.events = list_events(model, failures.placements);
  failures.standings = needed_copies(model, failures.placements, capacities);
  failures.separate_writes = with_leaders(failures.standings);
  failures.graphs = build_graphs(failures, results);
  return failures;
}

std::string text(const Failures& failures, ComponentId component, Fault fault) {
  const Placement& placement = failures.placements.at(component);
  const Standing& standing = failures.standings[component.index()];
  const bool sharded = placement.instances > placement.copies;
  switch (fault) {
    case Fault::none:
      return "it is up";
    case Fault::lost:
      if (placement.managed) return "it is down";
      if (placement.instances == 1) return "it has one copy";
      return sharded ? "a shard of it has no copy left" : "no copy of it is left";
    case Fault::quorum:
      return fmt::format("it needs {} of its {} copies", standing.by_needs, placement.copies);
    case Fault::leader:
      return "no other copy takes over its writes by itself";
    case Fault::load:
      return fmt::format("it takes {} {} to carry its load", standing.by_load,
                         placement.has_nodes ? "nodes"
                         : sharded           ? "copies of each shard"
                                             : "copies");
  }
  return {};
}

Redundancy find_redundancy(const model::Model& model, const Network& network,
                           const Results& results, const Capacities& capacities, int order) {
  return find_redundancy(prepare_failures(model, results, &capacities), network, results, order);
}

Redundancy find_redundancy(const Failures& failures, const Network& network,
                           const Results& results, int order) {
  Redundancy redundancy;
  redundancy.events = failures.events.all;
  redundancy.domains = failures.placements.domains;
  redundancy.placement.reserve(failures.placements.components.size());
  for (const Placement& placement : failures.placements.components)
    redundancy.placement.push_back(placement.zones);
  find_cut_sets(failures, order, redundancy);
  find_losses(failures, network, results, redundancy);
  return redundancy;
}

}  // namespace joist::analysis

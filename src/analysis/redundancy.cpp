// Prepares the questions about failures and asks them in order.
#include "analysis/redundancy.hpp"

#include <optional>

#include <fmt/format.h>

#include "analysis/redundancy_calls.hpp"
#include "analysis/redundancy_kept.hpp"
#include "base/text.hpp"
#include "quantity/display.hpp"

namespace joist::analysis {
namespace {

std::vector<bool> with_leaders(const std::vector<Standing>& standings) {
  std::vector<bool> result(standings.size(), false);
  for (std::size_t i = 0; i < standings.size(); ++i) result[i] = standings[i].has_leader;
  return result;
}

// The numbers go on from those of the time before, and flows that are still the same are found.
Continued go_on(const Failures& failures, const KnownLoad& load, const Kept& kept) {
  const KeptFlows* before = kept.flows.get();
  if (before != nullptr && is_worn_out(*before->numbers)) before = nullptr;
  Continued now;
  now.numbers = std::make_shared<const Lasting>(
      lasting(failures.model, failures.placements.domains, before ? *before->numbers : Lasting()));
  now.basis = basis_of_flows(failures, load, *now.numbers);
  now.flows.resize(now.basis.size());
  if (before == nullptr) return now;
  const std::vector<std::uint32_t> earlier = before->numbers->flows.indices();
  for (std::size_t f = 0; f < now.flows.size(); ++f) {
    const std::uint32_t number = now.numbers->flows.of[f];
    if (number >= earlier.size()) continue;
    const auto& known = before->flows[earlier[number]];
    if (known && now.basis[f] == known->basis) now.flows[f] = known;
  }
  return now;
}

void build_graphs(const KnownLoad* load, Failures& failures) {
  const NormalState normal{failures.model, failures.placements, failures.standings,
                           load ? &load->network : nullptr, load ? &load->capacities : nullptr};
  LoadStates followed(normal, LoadStates::most_work), estimated(normal, 0);
  FlowSurroundings surroundings{failures.separate_writes, failures.look_aside, {}, {}, nullptr};
  if (load != nullptr) {
    surroundings.arrows = load->results.arrows;
    surroundings.loads = load->results.components;
  }
  std::optional<LoadShifts> shifts;
  const Continued* continued = failures.continued ? &*failures.continued : nullptr;
  std::optional<FlowTelling> telling;
  if (continued != nullptr) telling.emplace(failures, *continued->numbers);
  failures.graphs.reserve(failures.model.flows.size());
  for (std::size_t f = 0; f < failures.model.flows.size(); ++f) {
    if (continued != nullptr && continued->flows[f]) {
      failures.graphs.push_back(telling->by_index(continued->flows[f]->graph));
      continue;
    }
    if (load != nullptr) {
      const bool exact = load->is_exact(f);
      if (exact && !shifts) shifts.emplace(failures.model, followed);
      if (!exact) estimated.begin_anew();
      surroundings.states = exact ? &followed : &estimated;
      surroundings.shifts = exact ? &*shifts : nullptr;
    }
    failures.graphs.push_back(build_flow_graph(failures.model, FlowId(f), surroundings));
  }
  failures.work = followed.work();
}

}  // namespace

Failures prepare_failures(const model::Model& model, const KnownLoad* load, const Kept* kept) {
  Failures failures{model, place(model), {}, {}, look_aside_caches(model), {}, {}, 0, {}};
  failures.events = list_events(model, failures.placements);
  failures.standings =
      needed_copies(model, failures.placements, load ? &load->capacities : nullptr);
  failures.separate_writes = with_leaders(failures.standings);
  if (load != nullptr && kept != nullptr) failures.continued = go_on(failures, *load, *kept);
  build_graphs(load, failures);
  return failures;
}

FlowGraph without_load(const Failures& failures, FlowId flow) {
  return build_flow_graph(failures.model, flow,
                          {failures.separate_writes, failures.look_aside, {}, {}, nullptr});
}

std::string text(const Failures& failures, const Literal& literal, Fault fault) {
  const Placement& placement = failures.placements.at(literal.component);
  const Standing& standing = failures.standings[literal.component.index()];
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
      return fmt::format("it takes {} {} to carry its load", literal.by_load,
                         placement.has_nodes ? "nodes"
                         : sharded           ? "copies of each shard"
                                             : "copies");
  }
  return {};
}

Redundancy find_redundancy(const Failures& failures, const KnownLoad& load, int order, Kept* kept) {
  Redundancy redundancy;
  redundancy.events = failures.events.all;
  redundancy.domains = failures.placements.domains;
  redundancy.placement.reserve(failures.placements.components.size());
  for (const Placement& placement : failures.placements.components)
    redundancy.placement.push_back(placement.zones);
  find_cut_sets(failures, order, redundancy, kept);
  find_losses(failures, load, kept, redundancy);
  return redundancy;
}

}  // namespace joist::analysis

// What can fail by itself in a design, and what is left of a component when some of it has failed.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/placement.hpp"
#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// The failures of a design, and by component and domain which of them they are.
struct Events {
  std::vector<Event> all;
  std::vector<std::uint32_t> of_component;  // a copy of it (the service, if managed), or no_event
  std::vector<std::uint32_t> of_leader;     // the copy that takes writes, or no_event
  std::vector<std::uint32_t> of_domain;     // by Placements::domains, or no_event
};
Events list_events(const model::Model& model, const Placements& placements);

// How many copies a component needs.
struct Standing {
  std::uint32_t by_needs = 1;  // of each shard, to answer at all
  std::uint32_t by_load = 1;   // of each shard (of the nodes, where stated) to carry its load
  bool has_leader = false;     // without `failover: automatic`: writes need one certain copy
};
// `capacities` may be null: then no load is known.
std::vector<Standing> needed_copies(const model::Model& model, const Placements& placements,
                                    const Capacities* capacities);

// What is gone in one scenario, as far as it concerns one component.
struct Lost {
  std::uint32_t copies = 0;  // single ones, wherever that hurts most
  bool leader = false;
  std::vector<DomainId> domains;
};

// Why a component cannot do its work after a loss, or `none` if it can. Writes may need a leader.
Fault fault_after(const Placements& placements, const Placement& placement,
                  const Standing& standing, const Lost& lost, bool writes);

// Copies left, as Capacities counts them: of the shard that lost most, or of the nodes.
std::uint32_t copies_left(const Placements& placements, const Placement& placement,
                          const Lost& lost);

}  // namespace joist::analysis

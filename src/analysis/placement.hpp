// Where the copies of each component stand: which zones `zones: 3` means, and how copies and shards
// are spread over them.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "model/model.hpp"

namespace joist::analysis {

// Copies of one component. `zones` and every pattern are parallel.
struct Placement {
  std::uint32_t copies = 1;     // of each shard; machines, where they hold no data
  std::uint32_t instances = 1;  // all machines
  bool has_nodes = false;       // `nodes` are stated: instances are those
  bool managed = false;         // run by a provider: fails as a service, not copy by copy
  bool never_fails = false;     // sources, and what is stated as 100% available
  bool assumed = false;         // nothing says in which zone it stands: taken as the first
  model::DomainId home;         // the innermost domain that holds every copy, or none
  std::vector<std::pair<model::DomainId, std::uint32_t>> zones;  // instances in each
  // The different ways in which the copies of one shard stand over `zones`.
  std::vector<std::vector<std::uint32_t>> patterns;
  std::uint32_t spare = 0;  // copies beside those, each in any zone with another node

  // Many shards share the nodes, so that any of them may hold a copy of some shard.
  bool on_nodes() const { return has_nodes && copies < instances; }
};

struct Placements {
  std::vector<model::Domain> domains;  // the model's, then unnamed zones
  std::vector<Placement> components;   // by component

  const Placement& at(model::ComponentId id) const { return components[id.index()]; }
  // True if `inner` is `outer` or stands in it.
  bool within(model::DomainId inner, model::DomainId outer) const;
  // Copies of one shard (by pattern) that are lost with any of the domains.
  std::uint32_t lost_copies(const Placement& placement, std::size_t pattern,
                            const std::vector<model::DomainId>& lost) const;
  std::uint32_t lost_instances(const Placement& placement,
                               const std::vector<model::DomainId>& lost) const;
};

// A count of zones means the first so many of the component's region (of the design): the declared
// ones, then unnamed ones, the same for every component. What states no zone and stands in none is
// in the first, if the design speaks of zones anywhere; else it is in no zone.
Placements place(const model::Model& model);

// True where the design says anything about zones, so that silence means "one".
bool speaks_of_zones(const model::Model& model);

}  // namespace joist::analysis

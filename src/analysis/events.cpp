// Lists failures, and judges what a component can still do.
#include "analysis/events.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;
using model::ComponentId;
using model::Domain;
using model::DomainId;
using model::Level;
using model::Model;
using model::Role;

bool never_fails(const Model& model, const Domain& domain) {
  if (!domain.group) return false;
  const auto* stated = model.at(domain.group).attributes.number(Attribute::availability);
  return stated != nullptr && stated->value() >= 1;
}

Event domain_event(const Domain& domain, DomainId id) {
  Event event;
  event.kind = domain.level == Level::none ? Event::Kind::group : Event::Kind::domain;
  event.domain = id;
  event.group = domain.group;
  const std::string name = domain.group ? "`" + domain.name + "`" : domain.name;
  switch (domain.level) {
    case Level::zone:
      event.name = domain.group ? "zone " + name : name;
      break;
    case Level::region:
      event.name = "region " + name;
      break;
    case Level::rack:
      event.name = "rack " + name;
      break;
    case Level::none:
      event.name = name;
      break;
  }
  return event;
}

Event copy_event(const Model& model, ComponentId id, const Placement& placement) {
  Event event;
  event.component = id;
  const std::string name = "`" + model.at(id).path + "`";
  if (placement.managed) {
    event.kind = Event::Kind::component;
    event.name = name;
    return event;
  }
  event.kind = Event::Kind::copy;
  event.copies = placement.instances;
  event.name = placement.instances == 1 ? name : "a copy of " + name;
  return event;
}

// Only data has a leader: elsewhere copies are alike.
bool has_leader(const Model& model, ComponentId id, const Placement& placement) {
  const Role role = model.at(id).role;
  if (role != Role::store && role != Role::queue && role != Role::cache) return false;
  if (placement.managed || placement.never_fails || placement.copies < 2) return false;
  const model::StatedText* failover = model.text(id, Attribute::failover);
  return failover != nullptr && failover->value() != "automatic";
}

std::uint32_t by_rule(const model::Needs* needs, std::uint32_t copies) {
  if (needs == nullptr) return 1;
  switch (needs->rule) {
    case model::Needs::Rule::one:
      return 1;
    case model::Needs::Rule::quorum:
      return copies / 2 + 1;
    case model::Needs::Rule::all:
      return copies;
    case model::Needs::Rule::number:
      return std::clamp(needs->number, 1u, copies);
  }
  return 1;
}

void add_component(const Model& model, ComponentId id, const Placement& placement, Events& events) {
  if (placement.never_fails) return;
  const auto number = static_cast<std::uint32_t>(events.all.size());
  events.of_component[id.index()] = number;
  events.all.push_back(copy_event(model, id, placement));
  if (!has_leader(model, id, placement) || placement.on_nodes()) return;
  // The leader is a copy of its own; the others are what is left.
  const std::uint32_t leaders = std::max(1u, placement.instances / placement.copies);
  events.all.back().copies -= std::min(leaders, placement.instances - 1);
  Event leader = copy_event(model, id, placement);
  leader.copies = leaders;
  leader.leader = true;
  leader.name = "the leader of `" + model.at(id).path + "`";
  events.of_leader[id.index()] = number + 1;
  events.all.push_back(std::move(leader));
}

// Copies of the worst-hit shard that are left.
std::uint32_t shard_left(const Placements& placements, const Placement& placement,
                         const Lost& lost) {
  std::uint32_t gone = placements.lost_copies(placement, 0, lost.domains);
  for (std::size_t p = 1; p < placement.patterns.size(); ++p)
    gone = std::max(gone, placements.lost_copies(placement, p, lost.domains));
  const std::uint32_t single = lost.copies + (lost.leader ? 1 : 0);
  return placement.copies - std::min(placement.copies, gone + single);
}

std::uint32_t instances_left(const Placements& placements, const Placement& placement,
                             const Lost& lost) {
  const std::uint32_t single = lost.copies + (lost.leader ? 1 : 0);
  const std::uint32_t gone = placements.lost_instances(placement, lost.domains) + single;
  return placement.instances - std::min(placement.instances, gone);
}

}  // namespace

Events list_events(const Model& model, const Placements& placements) {
  Events events;
  const std::size_t count = model.components.size();
  events.of_component.assign(count, no_event);
  events.of_leader.assign(count, no_event);
  events.of_domain.assign(placements.domains.size(), no_event);
  events.all.reserve(count + placements.domains.size());
  for (std::size_t i = 0; i < count; ++i)
    add_component(model, ComponentId(i), placements.components[i], events);
  for (std::size_t d = 0; d < placements.domains.size(); ++d) {
    if (never_fails(model, placements.domains[d])) continue;
    events.of_domain[d] = static_cast<std::uint32_t>(events.all.size());
    events.all.push_back(domain_event(placements.domains[d], DomainId(d)));
  }
  return events;
}

std::vector<Standing> needed_copies(const Model& model, const Placements& placements,
                                    const Capacities* capacities) {
  std::vector<Standing> standings(model.components.size());
  for (std::size_t i = 0; i < standings.size(); ++i) {
    const ComponentId id(i);
    const Placement& placement = placements.at(id);
    Standing& standing = standings[i];
    if (placement.managed || placement.never_fails) continue;
    standing.by_needs = by_rule(model.needs_of(id), placement.copies);
    standing.has_leader = has_leader(model, id, placement);
    if (capacities == nullptr || !capacities->known(id)) continue;
    const std::uint32_t all = placement.has_nodes ? placement.instances : placement.copies;
    // What is overloaded with every copy up is a finding of its own: all that there are it needs.
    if (capacities->utilization(id, all) > 1 + 1e-9) {
      standing.by_load = all;
    } else if (const auto needed = capacities->copies_needed(id)) {
      standing.by_load = std::min(*needed, all);
    }
  }
  return standings;
}

Fault fault_after(const Placements& placements, const Placement& placement,
                  const Standing& standing, const Lost& lost, bool writes) {
  if (placement.never_fails) return Fault::none;
  if (placement.managed && lost.copies > 0) return Fault::lost;
  const std::uint32_t shard = shard_left(placements, placement, lost);
  const std::uint32_t machines = instances_left(placements, placement, lost);
  if (shard == 0 || machines == 0) return Fault::lost;
  if (shard < standing.by_needs) return Fault::quorum;
  // Which copy leads is not written down, so it may stand in any of its zones; of many shards on
  // the same nodes, every node leads some.
  const bool leader_gone = lost.leader || (placement.on_nodes() && lost.copies > 0) ||
                           placements.lost_instances(placement, lost.domains) > 0;
  if (writes && standing.has_leader && leader_gone) return Fault::leader;
  const std::uint32_t left = placement.has_nodes ? machines : shard;
  return left < standing.by_load ? Fault::load : Fault::none;
}

std::uint32_t copies_left(const Placements& placements, const Placement& placement,
                          const Lost& lost) {
  if (placement.managed && lost.copies > 0) return 0;
  return placement.has_nodes ? instances_left(placements, placement, lost)
                             : shard_left(placements, placement, lost);
}

}  // namespace joist::analysis

// Spreads copies over zones as evenly as they go, and rotates shards.
#include "analysis/placement.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

#include "analysis/capacity.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;
using model::Component;
using model::ComponentId;
using model::Domain;
using model::DomainId;
using model::Level;
using model::Model;
using model::Role;

std::uint32_t whole(double count) {
  return static_cast<std::uint32_t>(std::clamp(std::round(count), 1.0, 1e9));
}

bool holds_data(Role role) {
  return role == Role::store || role == Role::cache || role == Role::queue;
}

// Zones by region (or by the whole design), unnamed ones made when they are first needed.
class Pools {
 public:
  explicit Pools(const Model& model) : domains_(model.domains) {
    for (std::size_t i = 0; i < model.domains.size(); ++i) {
      if (model.domains[i].level != Level::zone) continue;
      const DomainId zone(i);
      pools_[DomainId()].push_back(zone);
      if (const DomainId region = model.enclosing(zone, Level::region))
        pools_[region].push_back(zone);
    }
  }

  std::vector<DomainId> first(DomainId region, std::size_t count) {
    std::vector<DomainId>& pool = pools_[region];
    while (pool.size() < count) pool.push_back(add(region, pool.size() + 1));
    return {pool.begin(), pool.begin() + static_cast<std::ptrdiff_t>(count)};
  }

  std::vector<Domain> take() { return std::move(domains_); }

 private:
  DomainId add(DomainId region, std::size_t number) {
    Domain zone;
    zone.name = "zone " + std::to_string(number);
    if (region) zone.name = domains_[region.index()].name + " " + zone.name;
    zone.level = Level::zone;
    zone.parent = region;
    domains_.push_back(std::move(zone));
    return DomainId(domains_.size() - 1);
  }

  std::vector<Domain> domains_;
  std::map<DomainId, std::vector<DomainId>> pools_;
};

// Copies of many shards on nodes of their own: as many in every zone as it takes for them to be
// spread, and what is left over in any zones that have a node for it.
void spread_over_nodes(Placement& placement, std::vector<std::uint32_t> least) {
  for (const std::uint32_t copies : least) placement.spare += copies;
  placement.spare = placement.copies - std::min(placement.copies, placement.spare);
  placement.patterns.assign(1, std::move(least));
}

// Instance i stands in zone i mod zones, so that each shard's copies follow one another round.
void spread_evenly(Placement& placement, std::vector<DomainId> zones, std::uint32_t shards) {
  if (placement.has_nodes && zones.size() > placement.instances) zones.resize(placement.instances);
  const std::size_t count = zones.size();
  for (std::size_t z = 0; z < count; ++z) {
    const auto share = static_cast<std::uint32_t>(placement.instances / count +
                                                  (z < placement.instances % count ? 1 : 0));
    placement.zones.emplace_back(zones[z], share);
  }
  if (placement.on_nodes()) {
    const auto each = static_cast<std::uint32_t>(placement.copies / count);
    return spread_over_nodes(placement, std::vector<std::uint32_t>(count, each));
  }
  for (std::size_t shard = 0; shard < std::min<std::size_t>(shards, count); ++shard) {
    std::vector<std::uint32_t> pattern(count, 0);
    for (std::uint32_t copy = 0; copy < placement.copies; ++copy)
      ++pattern[(shard * placement.copies + copy) % count];
    if (std::find(placement.patterns.begin(), placement.patterns.end(), pattern) ==
        placement.patterns.end())
      placement.patterns.push_back(std::move(pattern));
  }
}

// `zones: a x 3, b x 2`: the copies of each shard, or all instances in these proportions.
void spread_named(Placement& placement, const model::Zones& zones) {
  std::uint32_t stated = 0;
  for (const auto& zone : zones.named) stated += zone.copies;
  std::vector<std::uint32_t> pattern;
  for (const auto& zone : zones.named) {
    const double part = static_cast<double>(zone.copies) / stated;
    placement.zones.emplace_back(
        zone.zone, static_cast<std::uint32_t>(std::lround(part * placement.instances)));
    const double copies = part * placement.copies;
    pattern.push_back(static_cast<std::uint32_t>(placement.on_nodes() ? std::floor(copies + 1e-9)
                                                                      : std::ceil(copies - 1e-9)));
  }
  if (placement.on_nodes()) return spread_over_nodes(placement, std::move(pattern));
  placement.patterns.push_back(std::move(pattern));
}

Placement count_copies(const Model& model, ComponentId id) {
  const Component& component = model.at(id);
  const Fleet counts = fleet(model, id);
  Placement placement;
  placement.has_nodes = counts.nodes > 0;
  placement.instances = whole(counts.instances());
  const bool by_node = placement.has_nodes && !holds_data(component.role);
  placement.copies =
      by_node ? placement.instances : std::min(whole(counts.replicas), placement.instances);
  placement.managed = model.yes(id, Attribute::managed) || component.role == Role::external;
  const model::Stated* availability = model.number(id, Attribute::availability);
  placement.never_fails = component.role == Role::source || component.role == Role::group ||
                          (availability != nullptr && availability->value() >= 1);
  return placement;
}

// Where the zones that a component states itself lie: outside of the zone or rack it is drawn in.
DomainId outside_zone(const Model& model, DomainId home) {
  if (const DomainId zone = model.enclosing(home, Level::zone)) return model.at(zone).parent;
  if (const DomainId rack = model.enclosing(home, Level::rack)) return model.at(rack).parent;
  return home;
}

void place_one(const Model& model, ComponentId id, bool zones_matter, Pools& pools,
               Placement& placement) {
  const Component& component = model.at(id);
  placement.home = model.domain_of(component.group);
  if (placement.never_fails) return;
  const bool own = component.attributes.zones.has_value();
  const bool drawn = static_cast<bool>(model.enclosing(placement.home, Level::zone));
  const model::Zones* zones = drawn && !own ? nullptr : model.zones_of(id);
  if (zones != nullptr) placement.home = outside_zone(model, placement.home);
  const Fleet counts = fleet(model, id);
  const auto shards = counts.nodes > 0 ? 1 : whole(counts.shards);
  if (zones != nullptr && !zones->named.empty()) {
    const bool counted = std::all_of(zones->named.begin(), zones->named.end(),
                                     [](const model::ZoneCopies& z) { return z.copies > 0; });
    if (counted) return spread_named(placement, *zones);
    std::vector<DomainId> names;
    for (const auto& zone : zones->named) names.push_back(zone.zone);
    return spread_evenly(placement, names, shards);
  }
  placement.assumed = zones == nullptr && !drawn;
  if (placement.assumed && (!zones_matter || placement.managed)) return;
  if (drawn && zones == nullptr) return;
  const std::size_t count = zones == nullptr ? 1 : std::max<std::uint32_t>(zones->count, 1);
  const DomainId region = model.enclosing(placement.home, Level::region);
  spread_evenly(placement, pools.first(region, count), shards);
}

}  // namespace

bool speaks_of_zones(const Model& model) {
  for (const Domain& domain : model.domains)
    if (domain.level == Level::zone) return true;
  for (const model::Need& need : model.needs)
    if (need.survive == Level::zone) return true;
  for (const Component& component : model.components) {
    if (component.attributes.zones) return true;
    // What the standard library says of a kind is no word of the design.
    const model::Kind& kind = model.kind(component.kind);
    const auto& zones = kind.attributes.zones;
    if (zones && (!kind.in_stdlib || zones->span.file != kind.span.file)) return true;
  }
  return false;
}

bool Placements::within(DomainId inner, DomainId outer) const {
  for (DomainId d = inner; d; d = domains[d.index()].parent)
    if (d == outer) return true;
  return false;
}

std::uint32_t Placements::lost_copies(const Placement& placement, std::size_t pattern,
                                      const std::vector<DomainId>& lost) const {
  if (lost.empty()) return 0;
  for (const DomainId domain : lost)
    if (within(placement.home, domain)) return placement.copies;
  if (pattern >= placement.patterns.size()) return 0;
  std::uint32_t count = 0, spare = 0;
  for (std::size_t z = 0; z < placement.zones.size(); ++z) {
    const bool gone = std::any_of(lost.begin(), lost.end(), [&](DomainId domain) {
      return within(placement.zones[z].first, domain);
    });
    if (!gone) continue;
    count += placement.patterns[pattern][z];
    if (spare < placement.spare && placement.zones[z].second > placement.patterns[pattern][z])
      ++spare;
  }
  return std::min(count + spare, placement.copies);
}

std::uint32_t Placements::lost_instances(const Placement& placement,
                                         const std::vector<DomainId>& lost) const {
  if (lost.empty()) return 0;
  for (const DomainId domain : lost)
    if (within(placement.home, domain)) return placement.instances;
  std::uint32_t count = 0;
  for (const auto& [zone, instances] : placement.zones) {
    const DomainId place = zone;
    const bool gone = std::any_of(lost.begin(), lost.end(),
                                  [&](DomainId domain) { return within(place, domain); });
    if (gone) count += instances;
  }
  return std::min(count, placement.instances);
}

Placements place(const Model& model) {
  const bool zones_matter = speaks_of_zones(model);
  Pools pools(model);
  Placements placements;
  placements.components.reserve(model.components.size());
  for (std::size_t i = 0; i < model.components.size(); ++i) {
    Placement placement = count_copies(model, ComponentId(i));
    place_one(model, ComponentId(i), zones_matter, pools, placement);
    placements.components.push_back(std::move(placement));
  }
  placements.domains = pools.take();
  return placements;
}

}  // namespace joist::analysis

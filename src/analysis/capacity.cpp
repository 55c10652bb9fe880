// What each component carries, what is asked of it, and how many would be enough.
#include "analysis/capacity.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/capacity_demand.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;
using model::Role;
using model::Stated;

double count_or(const model::Model& model, ComponentId id, Attribute attribute, double otherwise) {
  const Stated* stated = model.number(id, attribute);
  return stated ? std::max(1.0, stated->value()) : otherwise;
}

// Copies named with their zones, `zones: a x 3, b x 2`, where `replicas` are not stated.
double zoned_copies(const model::Model& model, ComponentId id) {
  const model::Zones* zones = model.zones_of(id);
  double copies = 0;
  if (!zones) return copies;
  for (const model::ZoneCopies& zone : zones->named) copies += zone.copies;
  return copies;
}

const Stated* most_replicas(const model::Model& model, ComponentId id) {
  const auto& own = model.at(id).attributes;
  if (own.scales_most) return &*own.scales_most;
  if (own.number(Attribute::replicas)) return nullptr;
  const auto& inherited = model.kind(model.at(id).kind).attributes;
  return inherited.scales_most ? &*inherited.scales_most : nullptr;
}

// Zones that a component's copies are spread over; 1 where nothing is said.
double zones_of(const model::Model& model, ComponentId id) {
  const model::Zones* zones = model.zones_of(id);
  if (!zones) return 1;
  return zones->named.empty() ? std::max(1u, zones->count)
                              : static_cast<double>(zones->named.size());
}

// The losses that a `need survive` names and that take copies of this component, as zones.
std::vector<double> losses_to_survive(const model::Model& model, ComponentId id) {
  std::vector<double> losses;
  for (const model::Need& need : model.needs) {
    if (need.survive == model::Level::zone) losses.push_back(zones_of(model, id));
    if (need.survive_instance) losses.push_back(0);
  }
  std::sort(losses.begin(), losses.end());
  losses.erase(std::unique(losses.begin(), losses.end()), losses.end());
  return losses;
}

bool may_shard(const model::Model& model, ComponentId id) {
  const Role role = model.at(id).role;
  return role == Role::store || role == Role::cache || role == Role::queue ||
         model.number(id, Attribute::shards);
}

bool has_pool(const model::Model& model) {
  for (std::uint32_t i = 0; i < model.components.size(); ++i) {
    if (model.number(ComponentId(i), Attribute::concurrency)) return true;
  }
  return false;
}

// Little's law: requests in service, and the servers there are for them.
void count_busy(const model::Model& model, ComponentId id, const Demand& demand,
                CapacityResult& result) {
  const Arrivals& in = demand.arrivals;
  const Stated* latency = model.number(id, Attribute::latency);
  if (!in.timed && !latency && demand.hold == 0) return;
  result.busy = in.count * demand.hold;
  if (demand.concurrency > 0) {
    result.servers = demand.concurrency * result.serving;
    return;
  }
  const double time = in.count > 0 ? in.service / in.count : latency ? latency->value() : 0;
  const Carries carried = carries(model, id);
  if (carried.reads) result.servers = *carried.reads * time * result.serving;
}

// The capacity of the whole at this mix; at no load, that of reads alone.
double whole_capacity(const model::Model& model, ComponentId id, const Demand& demand,
                      double utilization) {
  const Arrivals& in = demand.arrivals;
  if (in.count > 0 && utilization > 0) return in.count / utilization;
  const Carries carried = carries(model, id);
  const Fleet& fleet = demand.fleet;
  const double serving = fleet.nodes > 0 ? fleet.nodes : demand.serving(fleet.replicas);
  double each = carried.reads ? *carried.reads : carried.writes ? *carried.writes : 0;
  const Stated* latency = model.number(id, Attribute::latency);
  if (each == 0 && carried.from_pool) each = demand.concurrency / latency->value();
  return each * serving * (fleet.nodes > 0 ? 1 : fleet.shards);
}

}  // namespace

std::string_view text(Limit limit) {
  constexpr std::array<std::string_view, 6> names = {
      "none", "capacity", "reads and writes", "hottest shard", "pool", "bandwidth"};
  return names[static_cast<std::size_t>(limit)];
}

Fleet fleet(const model::Model& model, ComponentId component) {
  Fleet fleet;
  fleet.shards = count_or(model, component, Attribute::shards, 1);
  fleet.replicas = count_or(model, component, Attribute::replicas, 1);
  const double zoned = zoned_copies(model, component);
  if (zoned > 0 && !model.at(component).attributes.number(Attribute::replicas)) {
    fleet.replicas = zoned;
  }
  if (const Stated* most = most_replicas(model, component)) {
    fleet.replicas = std::max(1.0, most->value());
  }
  fleet.nodes = count_or(model, component, Attribute::nodes, 0);
  if (const Stated* standby = model.number(component, Attribute::standby)) {
    fleet.standby = std::clamp(standby->value(), 0.0, fleet.replicas - 1);
  }
  return fleet;
}

double headroom(const model::Model& model, ComponentId component) {
  const Stated* stated = model.number(component, Attribute::headroom);
  if (!stated) stated = model.attributes.number(Attribute::headroom);
  return stated ? stated->value() : 0.3;
}

Capacities::Capacities(const model::Model& model, const Traffic& traffic)
    : model_(model), traffic_(traffic) {
  const std::vector<Arrivals> in = arrivals(model, traffic);
  std::vector<double> waits;
  if (has_pool(model)) waits = waits_for_callees(model, traffic, in);
  demands_.reserve(in.size());
  for (std::size_t i = 0; i < in.size(); ++i) {
    demands_.push_back(
        demand(model, ComponentId(i), traffic.components[i], in[i], waits.empty() ? 0 : waits[i]));
  }
}

Capacities::~Capacities() = default;

bool Capacities::known(ComponentId component) const {
  const Demand& demand = demands_[component.index()];
  return demand.known && demand.has_load;
}

double Capacities::utilization(ComponentId component, double copies) const {
  return known(component) ? demands_[component.index()].utilization(copies) : 0;
}

std::optional<std::uint32_t> Capacities::copies_needed(ComponentId component, double most) const {
  if (!known(component)) return 1;
  Demand demand = demands_[component.index()];
  demand.fleet.shards = 1;
  demand.fleet.standby = 0;
  const auto needed = needed_instances(demand, most, {}, false);
  if (!needed || *needed > 4e9) return std::nullopt;
  return static_cast<std::uint32_t>(*needed);
}

CapacityResult Capacities::result(ComponentId component) const {
  const Demand& demand = demands_[component.index()];
  CapacityResult result;
  result.instances = demand.fleet.instances();
  result.serving = demand.fleet.nodes > 0
                       ? demand.fleet.nodes
                       : demand.fleet.shards * demand.serving(demand.fleet.replicas);
  count_busy(model_, component, demand, result);
  const bool stated = demand.known || carries(model_, component).from_pool;
  if (!stated) return result;
  result.known = true;
  const Curve* curve = demand.tightest(demand.fleet.copies());
  result.utilization = demand.utilization(demand.fleet.copies());
  result.capacity = whole_capacity(model_, component, demand, result.utilization);
  if (curve) result.limited_by = curve->limit;
  if (!demand.has_load) return result;
  const double most = 1 - headroom(model_, component);
  const std::vector<double> losses = losses_to_survive(model_, component);
  const bool shards = may_shard(model_, component);
  result.needed = needed_instances(demand, most, losses, shards);
  if (!losses.empty())
    result.needed_after_loss = needed_instances(demand, infinity, losses, shards);
  if (result.utilization > 0) result.breaks_at = most / result.utilization;
  return result;
}

std::vector<CapacityResult> Capacities::results() const {
  std::vector<CapacityResult> all;
  all.reserve(demands_.size());
  for (std::size_t i = 0; i < demands_.size(); ++i) all.push_back(result(ComponentId(i)));
  write_notes(model_, traffic_, demands_, all);
  return all;
}

}  // namespace joist::analysis

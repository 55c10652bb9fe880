// Looks up what a design states of capacities.
#include "analysis/capacity_facts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace joist::analysis {
namespace {

using model::Attribute;
using model::Attributes;
using model::Role;
using model::Stated;

double count_or(const model::Model& model, ComponentId id, Attribute attribute, double otherwise) {
  const Stated* stated = model.number(id, attribute);
  return stated ? std::max(1.0, stated->value()) : otherwise;
}

double value_or(const Stated* stated, double otherwise) {
  return stated ? stated->value() : otherwise;
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

bool is_bytes(const Stated& stated) {
  return stated.quantity.dimension.data != 0;
}

// What one place states of capacities; what is stated there hides what stands further out.
void read_carried(const Attributes& attributes, Carries& found) {
  const auto take = [&](Attribute attribute, std::optional<double>& to,
                        std::optional<double>& in_bytes) {
    const Stated* stated = attributes.number(attribute);
    if (!stated || to || in_bytes || stated->quantity.dimension.tokens != 0) return false;
    if (is_bytes(*stated) && attribute == Attribute::capacity) return false;
    (is_bytes(*stated) ? in_bytes : to) = stated->value();
    return true;
  };
  const bool reads = take(Attribute::reads, found.reads, found.read_bytes);
  const bool writes = take(Attribute::writes, found.writes, found.write_bytes);
  found.apart = found.apart || reads || writes;
  take(Attribute::capacity, found.reads, found.read_bytes);
  take(Attribute::capacity, found.writes, found.write_bytes);
  const Stated* bytes = attributes.number(Attribute::capacity);
  if (bytes && is_bytes(*bytes) && !found.bytes && !found.reads) found.bytes = bytes->value();
}

Carries carries(const model::Model& model, ComponentId component) {
  Carries found;
  read_carried(model.at(component).attributes, found);
  if (!found.bytes) read_carried(model.kind(model.at(component).kind).attributes, found);
  return found;
}

ComponentFacts facts_of(const model::Model& model, ComponentId id) {
  ComponentFacts facts;
  const Role role = model.at(id).role;
  facts.fleet = fleet(model, id);
  facts.carries = carries(model, id);
  facts.tells_apart = role == Role::cache || role == Role::store || role == Role::queue;
  facts.keeps_waiting = role != Role::queue && role != Role::store;
  facts.splits = role == Role::split;
  facts.skew = value_or(model.number(id, Attribute::skew), 0);
  facts.concurrency = value_or(model.number(id, Attribute::concurrency), 0);
  facts.latency = value_or(model.number(id, Attribute::latency), not_stated);
  facts.bandwidth = value_or(model.number(id, Attribute::bandwidth), 0);
  return facts;
}

ArrowFacts facts_of(const model::Model& model, const model::Arrow& arrow,
                    const ComponentFacts& target) {
  ArrowFacts facts;
  facts.from = arrow.from;
  facts.to = arrow.to;
  facts.brings = arrow.access == model::Access::write || arrow.call == model::Call::async;
  facts.time = target.latency;
  const Stated* size = model.number(arrow.to, Attribute::size);
  if (size) facts.size = size->value();
  for (const Stated& stated : arrow.attributes.numbers) {
    switch (stated.attribute) {
      case Attribute::work:
        facts.work = stated.value();
        break;
      case Attribute::latency:
        facts.time = stated.value();
        break;
      case Attribute::holds:
        facts.holds = stated.value();
        break;
      case Attribute::size:
        facts.size = stated.value();
        break;
      case Attribute::delay:
        facts.delay = stated.value();
        break;
      case Attribute::timeout:
        facts.timeout = stated.value();
        break;
      case Attribute::parallel:
        facts.parallel = stated.value();
        break;
      default:
        break;
    }
  }
  return facts;
}

}  // namespace

bool ComponentFacts::from_pool() const {
  return !carries.reads && !carries.writes && !carries.any_bytes() && concurrency > 0 &&
         latency > 0;
}

bool ComponentFacts::has_capacity() const {
  return carries.reads || carries.writes || carries.any_bytes() || from_pool();
}

void ComponentFacts::lose(const FewerCopies& fewer) {
  if (fewer.shards < 1) unhit = fleet;
  hit = fewer.shards;
  if (fleet.nodes > 0) {
    fleet.nodes = fewer.left;
    return;
  }
  // Standbys step in for what is lost.
  const double serving = std::max(1.0, fleet.replicas - fleet.standby);
  fleet.replicas = std::min(fewer.left, serving);
  fleet.standby = 0;
}

double messages_of(const model::Model& model, const model::Arrow& arrow) {
  if (arrow.when != model::When::always) return 0;
  const Stated* batch = model.number(arrow.to, Attribute::batch);
  return batch && batch->value() > 0 ? batch->value() : 1;
}

CapacityFacts::CapacityFacts(const model::Model& model) {
  components.reserve(model.components.size());
  for (std::size_t i = 0; i < model.components.size(); ++i) {
    components.push_back(facts_of(model, ComponentId(i)));
    has_pools = has_pools || components.back().concurrency > 0;
  }
  arrows.resize(model.arrows.size());
  read_arrows(model);
  into_begin_.assign(components.size() + 1, 0);
  for (const model::Arrow& arrow : model.arrows) ++into_begin_[arrow.to.index() + 1];
  std::partial_sum(into_begin_.begin(), into_begin_.end(), into_begin_.begin());
  into_.resize(arrows.size());
  std::vector<std::uint32_t> next(into_begin_.begin(), into_begin_.end() - 1);
  for (std::uint32_t i = 0; i < arrows.size(); ++i) into_[next[model.arrows[i].to.index()]++] = i;
}

void CapacityFacts::read_again(const model::Model& model, ComponentId component) {
  components[component.index()] = facts_of(model, component);
}

void CapacityFacts::read_arrows(const model::Model& model) {
  for (std::size_t i = 0; i < arrows.size(); ++i) {
    const model::Arrow& arrow = model.arrows[i];
    if (arrow.call == model::Call::relation) continue;
    arrows[i] = facts_of(model, arrow, components[arrow.to.index()]);
    const bool queued = model.at(arrow.from).role == Role::queue;
    if (queued && components[arrow.from.index()].carries.apart)
      arrows[i].taken = messages_of(model, arrow);
  }
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

}  // namespace joist::analysis

// Lookups in the model: what is stated of a component, by itself or by its kind, and where it
// stands.
#include "model/model.hpp"

#include <algorithm>
#include <array>

namespace joist::model {
namespace {

constexpr std::array<std::string_view, 9> role_names = {
    "source", "pass", "split", "cache", "store", "queue", "compute", "group", "external"};

}  // namespace

std::string_view text(Role role) {
  return role_names[static_cast<std::size_t>(role)];
}

std::optional<Role> find_role(std::string_view name) {
  const auto* found = std::find(role_names.begin(), role_names.end(), name);
  if (found == role_names.end()) return std::nullopt;
  return static_cast<Role>(found - role_names.begin());
}

const Stated* Model::number(ComponentId id, Attribute attribute) const {
  const Component& component = at(id);
  if (const Stated* own = component.attributes.number(attribute)) return own;
  return kind(component.kind).attributes.number(attribute);
}

const StatedText* Model::text(ComponentId id, Attribute attribute) const {
  const Component& component = at(id);
  if (const StatedText* own = component.attributes.text(attribute)) return own;
  return kind(component.kind).attributes.text(attribute);
}

bool Model::yes(ComponentId id, Attribute attribute) const {
  const StatedText* stated = text(id, attribute);
  return stated != nullptr && stated->value() == "yes";
}

namespace {

std::optional<quantity::Quantity> quantity_of(const Stated* stated) {
  return stated == nullptr ? std::nullopt : std::optional(stated->quantity);
}

quantity::Quantity share(double value) {
  quantity::Quantity result = quantity::exact(value);
  result.share = true;
  return result;
}

}  // namespace

std::optional<quantity::Quantity> Model::value(ComponentId id, Attribute attribute) const {
  if (const Stated* stated = number(id, attribute)) return stated->quantity;
  switch (attribute) {
    case Attribute::replicas:
    case Attribute::shards:
      return quantity::exact(1);
    case Attribute::standby:
      return quantity::exact(0);
    case Attribute::nodes: {
      const auto shards = value(id, Attribute::shards), copies = value(id, Attribute::replicas);
      return quantity::multiply(*shards, *copies).value;
    }
    case Attribute::zones: {
      const Zones* zones = zones_of(id);
      if (zones == nullptr) return quantity::exact(1);
      return quantity::exact(zones->count > 0 ? zones->count
                                              : static_cast<double>(zones->named.size()));
    }
    case Attribute::headroom: {
      const auto stated = quantity_of(attributes.number(Attribute::headroom));
      return stated ? stated : std::optional(share(0.3));
    }
    default:
      return std::nullopt;
  }
}

std::optional<quantity::Quantity> Model::value(FlowId id, Attribute attribute) const {
  if (const Stated* stated = at(id).attributes.number(attribute)) return stated->quantity;
  if (attribute == Attribute::peak) {
    const auto stated = quantity_of(attributes.number(Attribute::peak));
    return stated ? stated : std::optional(quantity::exact(1));
  }
  if (attribute == Attribute::weight) return quantity::exact(1);
  return std::nullopt;
}

const Needs* Model::needs_of(ComponentId id) const {
  const Component& component = at(id);
  if (component.attributes.needs) return &*component.attributes.needs;
  const auto& inherited = kind(component.kind).attributes.needs;
  return inherited ? &*inherited : nullptr;
}

const Zones* Model::zones_of(ComponentId id) const {
  const Component& component = at(id);
  if (component.attributes.zones) return &*component.attributes.zones;
  const auto& inherited = kind(component.kind).attributes.zones;
  return inherited ? &*inherited : nullptr;
}

bool Model::is_default(ComponentId id, Attribute attribute) const {
  const Component& component = at(id);
  return !component.attributes.has(attribute) && kind(component.kind).attributes.has(attribute);
}

DomainId Model::domain_of(GroupId group) const {
  for (GroupId g = group; g; g = at(g).parent) {
    if (at(g).domain) return at(g).domain;
  }
  return {};
}

DomainId Model::enclosing(DomainId domain, Level level) const {
  for (DomainId d = domain; d; d = at(d).parent) {
    if (at(d).level == level) return d;
  }
  return {};
}

std::string_view Model::label(ComponentId id) const {
  const Component& component = at(id);
  return component.label.empty() ? std::string_view(component.name) : component.label;
}

}  // namespace joist::model

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

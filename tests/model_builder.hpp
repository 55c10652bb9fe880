// Builds small models by hand, for tests of the stages that come after resolve.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "model/model.hpp"

namespace joist::testing {

using model::Access;
using model::Attribute;
using model::Call;
using model::ComponentId;
using model::FlowId;
using model::GroupId;
using model::Level;
using model::Role;
using model::When;

inline model::Stated stated(Attribute attribute, double value) {
  model::Stated result;
  result.attribute = attribute;
  result.quantity.value = value;
  return result;
}

// `{{Attribute::replicas, 2}, {Attribute::shards, 4}}`.
using Numbers = std::initializer_list<std::pair<Attribute, double>>;

// One kind for each role; names are those of the roles.
class Builder {
 public:
  model::Model model;

  Builder() {
    for (int r = 0; r <= static_cast<int>(Role::external); ++r) {
      model::Kind kind;
      kind.role = static_cast<Role>(r);
      kind.name = std::string(model::text(kind.role));
      kind.in_stdlib = true;
      model.kinds.push_back(kind);
    }
    model.flows.emplace_back();
  }

  ComponentId add(const std::string& name, Role role = Role::pass, Numbers numbers = {},
                  GroupId group = {}) {
    model::Component component;
    component.name = component.path = name;
    component.kind = model::KindId(static_cast<std::size_t>(role));
    component.role = role;
    component.group = group;
    component.declared = true;
    for (const auto& [attribute, value] : numbers)
      component.attributes.numbers.push_back(stated(attribute, value));
    model.components.push_back(component);
    return ComponentId(model.components.size() - 1);
  }

  model::Component& at(ComponentId id) { return model.components[id.index()]; }

  void zones(ComponentId id, std::uint32_t count) {
    at(id).attributes.zones = model::Zones{};
    at(id).attributes.zones->count = count;
  }

  void needs(ComponentId id, model::Needs::Rule rule, std::uint32_t number = 0) {
    at(id).attributes.needs = model::Needs{rule, number, {}};
  }

  void say(ComponentId id, Attribute attribute, const std::string& word) {
    at(id).attributes.texts.push_back({attribute, {word}, {}});
  }

  // A group that fails together, where a level or an availability is given.
  GroupId group(const std::string& path, Level level = Level::none, GroupId parent = {}) {
    model::Group group;
    group.path = group.name = path;
    group.parent = parent;
    group.kind = model::KindId(static_cast<std::size_t>(Role::group));
    const GroupId id(model.groups.size());
    if (level != Level::none) {
      model::Domain domain;
      domain.name = path;
      domain.level = level;
      if (parent) domain.parent = model.domain_of(parent);
      domain.group = id;
      group.domain = model::DomainId(model.domains.size());
      model.domains.push_back(domain);
    }
    model.groups.push_back(group);
    return id;
  }

  FlowId flow(const std::string& name, double rate = 0) {
    model::Flow flow;
    flow.name = flow.path = name;
    if (rate > 0) flow.rate = stated(Attribute::capacity, rate);
    model.flows.push_back(flow);
    return FlowId(model.flows.size() - 1);
  }

  model::Arrow& arrow(FlowId flow, ComponentId from, ComponentId to, Call call = Call::sync) {
    model::Arrow arrow;
    arrow.from = from;
    arrow.to = to;
    arrow.flow = flow;
    arrow.call = call;
    const Role role = at(to).role;
    if (role == Role::store || role == Role::cache) arrow.access = Access::read;
    if (role == Role::queue) arrow.access = Access::write;
    arrow.list = static_cast<std::uint32_t>(model.arrows.size());
    model.flows[flow.index()].arrows.emplace_back(model.arrows.size());
    model.arrows.push_back(arrow);
    return model.arrows.back();
  }

  // `from -> a, b, c`
  void list(FlowId flow, ComponentId from, const std::vector<ComponentId>& to) {
    const auto list = static_cast<std::uint32_t>(model.arrows.size());
    for (const ComponentId target : to) {
      model::Arrow& made = arrow(flow, from, target);
      made.list = list;
      made.list_size = static_cast<std::uint32_t>(to.size());
    }
  }
};

}  // namespace joist::testing

// Designs for the tests of the analysis, put together in code: `Design().add("api",
// Role::pass)...`.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/model.hpp"

namespace joist::tests {

using model::Access;
using model::Attribute;
using model::Call;
using model::ComponentId;
using model::FlowId;
using model::Role;
using model::When;

using Numbers = std::initializer_list<std::pair<Attribute, double>>;

// What is said of one arrow beside its ends.
struct Said {
  double x = -1, at = -1;
  Access access = Access::none;
  Call call = Call::sync;
  When when = When::always;
  std::string condition = {};
  std::uint32_t list = 0;
  std::uint32_t from_visit = 0, to_visit = 0;
  std::vector<std::pair<Attribute, double>> numbers = {};
};

class Design {
 public:
  Design() {
    for (int role = 0; role <= static_cast<int>(Role::external); ++role) {
      model::Kind kind;
      kind.role = static_cast<Role>(role);
      kind.name = std::string(model::text(kind.role));
      model_.kinds.push_back(kind);
    }
    model_.flows.emplace_back();
  }

  Design& add(const std::string& name, Role role, Numbers numbers = {}) {
    model::Component component;
    component.name = component.path = name;
    component.role = role;
    component.kind = model::KindId(static_cast<std::size_t>(role));
    for (const auto& [attribute, value] : numbers) {
      component.attributes.numbers.push_back(stated(attribute, value));
    }
    names_[name] = ComponentId(model_.components.size());
    model_.components.push_back(component);
    return *this;
  }

  // Arrows that follow belong to it; a rate below 0 is not stated. "" is the unnamed flow.
  Design& flow(const std::string& name, double rate = -1, Numbers numbers = {}) {
    if (name.empty()) {
      flow_ = FlowId(0);
      return *this;
    }
    model::Flow flow;
    flow.name = flow.path = name;
    if (rate >= 0) flow.rate = stated(Attribute::peak, rate);
    for (const auto& [attribute, value] : numbers) {
      flow.attributes.numbers.push_back(stated(attribute, value));
    }
    flow_ = FlowId(model_.flows.size());
    model_.flows.push_back(flow);
    return *this;
  }

  Design& arrow(const std::string& from, const std::string& to, const Said& said = {}) {
    model::Arrow arrow;
    arrow.from = id(from);
    arrow.to = id(to);
    arrow.flow = flow_;
    arrow.call = said.call;
    arrow.when = said.when;
    if (!said.condition.empty()) arrow.condition = id(said.condition);
    const Role target = model_.at(arrow.to).role;
    const bool data = target == Role::store || target == Role::cache;
    arrow.access = target == Role::queue         ? Access::write
                   : !data                       ? Access::none
                   : said.access == Access::none ? Access::read
                                                 : said.access;
    if (said.x >= 0) arrow.ratio = stated(Attribute::work, said.x);
    if (said.at >= 0) arrow.rate = stated(Attribute::capacity, said.at);
    for (const auto& [attribute, value] : said.numbers) {
      arrow.attributes.numbers.push_back(stated(attribute, value));
    }
    arrow.from_visit = said.from_visit;
    arrow.to_visit = said.to_visit;
    arrow.list = said.list != 0 ? said.list : 1'000'000 + ++lists_;
    model_.at(flow_);
    model_.flows[flow_.index()].arrows.push_back(model::ArrowId(model_.arrows.size()));
    model_.arrows.push_back(arrow);
    return *this;
  }

  Design& chain(std::initializer_list<const char*> names) {
    const char* before = nullptr;
    for (const char* name : names) {
      if (before) arrow(before, name);
      before = name;
    }
    return *this;
  }

  Design& of_design(Attribute attribute, double value) {
    model_.attributes.numbers.push_back(stated(attribute, value));
    return *this;
  }

  ComponentId id(const std::string& name) const { return names_.at(name); }
  model::Model& model() { return model_; }
  const model::Model& model() const { return model_; }

 private:
  static model::Stated stated(Attribute attribute, double value) {
    model::Stated result;
    result.attribute = attribute;
    result.quantity.value = value;
    return result;
  }

  model::Model model_;
  std::map<std::string, ComponentId> names_;
  FlowId flow_{0};
  std::uint32_t lists_ = 0;
};

}  // namespace joist::tests

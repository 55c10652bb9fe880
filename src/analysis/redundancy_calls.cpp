// Reads the arrows of a flow.
#include "analysis/redundancy_calls.hpp"

#include <algorithm>

namespace joist::analysis {
namespace {

using model::Access;
using model::Arrow;
using model::Attribute;
using model::Call;
using model::Model;
using model::Role;
using model::When;

// Only outside of flows: in one it is a call like others out of a store, which happen later.
bool replicates(const Model& model, const Arrow& arrow) {
  return arrow.flow == FlowId(0) && model.at(arrow.from).role == Role::store &&
         model.at(arrow.to).role == Role::store;
}

bool carries_requests(const Model& model, const Arrow& arrow) {
  if (arrow.call == Call::relation || replicates(model, arrow)) return false;
  if (arrow.attributes.yes(Attribute::optional)) return false;
  return !arrow.ratio || arrow.ratio->value() > 0;
}

}  // namespace

std::uint64_t key(ComponentId component, std::uint32_t visit, bool writes) {
  return (static_cast<std::uint64_t>(component.value) << 32) | (visit << 1) | (writes ? 1 : 0);
}

FlowCalls::FlowCalls(const Model& model, FlowId flow, const std::vector<bool>& look_aside)
    : model_(model), flow_(flow), look_aside_(look_aside) {
  for (const ArrowId id : model.at(flow).arrows) {
    const Arrow& arrow = model.at(id);
    if (arrow.call == Call::relation || replicates(model, arrow)) continue;
    // What an optional call leads to is still no beginning.
    if (arrow.to_visit == 0) reached_.push_back(arrow.to);
    if (carries_requests(model, arrow)) outgoing_.push_back(id);
  }
  const auto tail = [&](ArrowId id) {
    const Arrow& arrow = model.at(id);
    return key(arrow.from, arrow.from_visit, false);
  };
  std::stable_sort(outgoing_.begin(), outgoing_.end(),
                   [&](ArrowId a, ArrowId b) { return tail(a) < tail(b); });
  for (const ArrowId id : outgoing_) tails_.push_back(tail(id));
  std::sort(reached_.begin(), reached_.end());
}

std::span<const ArrowId> FlowCalls::out_of(ComponentId component, std::uint32_t visit) const {
  const auto [first, last] =
      std::equal_range(tails_.begin(), tails_.end(), key(component, visit, false));
  return std::span(outgoing_).subspan(static_cast<std::size_t>(first - tails_.begin()),
                                      static_cast<std::size_t>(last - first));
}

bool FlowCalls::is_root(const Arrow& arrow) const {
  if (arrow.from_visit != 0) return false;
  return model_.at(arrow.from).role == Role::source ||
         !std::binary_search(reached_.begin(), reached_.end(), arrow.from);
}

std::vector<ComponentId> FlowCalls::roots() const {
  std::vector<ComponentId> roots;
  for (const ArrowId id : outgoing_) {
    const Arrow& arrow = model_.at(id);
    if (is_root(arrow) && (roots.empty() || roots.back() != arrow.from))
      roots.push_back(arrow.from);
  }
  if (!roots.empty() || has_entry()) return roots;
  // A ring that nothing leads into starts where it was first written.
  for (const ArrowId id : model_.at(flow_).arrows)
    if (carries_requests(model_, model_.at(id))) return {model_.at(id).from};
  return roots;
}

// Some call enters the flow, though it may be an optional one.
bool FlowCalls::has_entry() const {
  const auto& arrows = model_.at(flow_).arrows;
  return std::any_of(arrows.begin(), arrows.end(), [&](ArrowId id) {
    const Arrow& arrow = model_.at(id);
    return arrow.call != Call::relation && !replicates(model_, arrow) && is_root(arrow);
  });
}

bool FlowCalls::calls_synchronously(ComponentId component) const {
  for (const ArrowId id : out_of(component, 0))
    if (model_.at(id).call == Call::sync) return true;
  return false;
}

// A cache that its caller can do without, because it goes to the store itself on a miss.
bool FlowCalls::is_aside(const Arrow& arrow, std::span<const ArrowId> siblings) const {
  if (model_.at(arrow.to).role != Role::cache) return false;
  for (const ArrowId id : siblings) {
    const Arrow& other = model_.at(id);
    if (other.when == When::miss && other.condition == arrow.to) return true;
  }
  const auto& aside = look_aside_;
  return arrow.to.index() < aside.size() && aside[arrow.to.index()] &&
         !calls_synchronously(arrow.to);
}

bool FlowCalls::is_needed(const Arrow& arrow, std::span<const ArrowId> siblings, bool root) const {
  const Role from = model_.at(arrow.from).role;
  const Role to = model_.at(arrow.to).role;
  if (arrow.when == When::fail || to == Role::source) return false;
  // What lies behind a queue or a store happens later.
  if (!root && (from == Role::queue || from == Role::store)) return false;
  if (arrow.call == Call::async && !root && to != Role::queue) return false;
  return !is_aside(arrow, siblings);
}

// What is called when a target fails.
std::vector<ArrowId> FlowCalls::instead_of(ComponentId target, std::span<const ArrowId> siblings) {
  const Arrow& any = model_.at(siblings.front());
  const std::uint64_t caller = key(any.from, any.from_visit, false);
  if (caller != caller_) {
    caller_ = caller;
    instead_.clear();
    for (const ArrowId id : siblings)
      if (model_.at(id).when == When::fail) instead_[model_.at(id).condition.value].push_back(id);
  }
  const auto found = instead_.find(target.value);
  return found == instead_.end() ? std::vector<ArrowId>() : found->second;
}

std::vector<bool> look_aside_caches(const Model& model) {
  std::vector<bool> aside(model.components.size(), false);
  for (const Arrow& arrow : model.arrows)
    if (arrow.when == When::miss && arrow.condition) aside[arrow.condition.index()] = true;
  return aside;
}

}  // namespace joist::analysis

// Follows the load of what is down to those who take it over, and counts what they need for it.
#include "analysis/redundancy_states.hpp"

#include <algorithm>

#include "analysis/capacity_facts.hpp"

namespace joist::analysis {
namespace {

constexpr double full = 1 + 1e-9;

// Its copies fail one by one.
bool is_counted(const Placement& placement) {
  return !placement.managed && !placement.never_fails;
}

// By which factor more comes to each of those left of a list.
double growth(std::span<const Member> list, const std::vector<bool>& left) {
  double all = 0, shared = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    all += list[i].weight;
    if (left[i]) shared += list[i].weight;
  }
  return all / shared;
}

}  // namespace

LoadStates::LoadStates(const NormalState& normal, std::size_t budget)
    : normal_(normal), budget_(budget), states_(1), down_(1) {}

LoadStates::~LoadStates() = default;

void LoadStates::begin_anew() {
  states_.resize(1);
  down_.resize(1);
  numbers_.clear();
}

const LoadStates::Changed* LoadStates::changed(std::uint32_t state, ComponentId component) const {
  const State& at = states_[state];
  const auto found =
      std::lower_bound(at.begin(), at.end(), component,
                       [](const Changed& a, ComponentId wanted) { return a.component < wanted; });
  return found != at.end() && found->component == component ? &*found : nullptr;
}

bool LoadStates::has_more(const Changed& changed) const {
  const Placement& placement = normal_.placements.at(changed.component);
  const double copies = copies_of(placement, changed.component);
  return changed.utilization > normal_.capacities->utilization(changed.component, copies) * full;
}

bool LoadStates::is_down(std::uint32_t state, ComponentId component) const {
  return std::binary_search(down_[state].begin(), down_[state].end(), component);
}

std::uint32_t LoadStates::needed(std::uint32_t state, ComponentId component) const {
  const Changed* at = changed(state, component);
  return at != nullptr ? at->needed : normal_.standings[component.index()].by_load;
}

// All that there are, as Capacities::utilization counts them.
double LoadStates::copies_of(const Placement& placement, ComponentId component) const {
  if (is_counted(placement)) return placement.has_nodes ? placement.instances : placement.copies;
  return normal_.capacities->facts().components[component.index()].fleet.copies();
}

// The load is that of `loads`, times the factor.
template <class Loads>
LoadStates::Changed LoadStates::judge(const Loads& loads, ComponentId component,
                                      double factor) const {
  const Placement& placement = normal_.placements.at(component);
  const bool counts = is_counted(placement);
  const double every = copies_of(placement, component);
  const std::uint32_t all = placement.has_nodes ? placement.instances : placement.copies;
  Changed result{component, normal_.standings[component.index()].by_load, 0};
  result.utilization = loads.utilization(component, every) * factor;
  // What is overloaded with everything up is a finding of its own.
  if (normal_.capacities->utilization(component, every) > full) return result;
  if (result.utilization > full) {
    result.needed = too_much;
  } else if (counts) {
    std::uint32_t few = 0;  // these are not enough
    for (result.needed = all; result.needed - few > 1;) {
      const std::uint32_t half = few + (result.needed - few) / 2;
      (loads.utilization(component, half) * factor > full ? few : result.needed) = half;
    }
  }
  return result;
}

const LoadStates::Changed& LoadStates::judge_normal(ComponentId component, double factor) {
  if (judged_.empty()) judged_.resize(normal_.model.components.size());
  Judged& last = judged_[component.index()];
  if (last.factor != factor) last = {factor, judge(*normal_.capacities, component, factor)};
  return last.changed;
}

LoadStates::State LoadStates::follow(const std::vector<ComponentId>& down) {
  if (!ripples_)
    ripples_ = std::make_unique<Ripples>(normal_.model, *normal_.network, *normal_.capacities);
  Outage outage;
  for (const ComponentId component : down) outage.live.emplace_back(component, 0.0);
  ripples_->apply(outage);
  work_ += ripples_->work();
  State state;
  for (const ComponentId component : ripples_->changed()) {
    if (std::binary_search(down.begin(), down.end(), component)) continue;
    const bool known = ripples_->known(component) && normal_.capacities->known(component);
    // What nothing is known of moves load on.
    state.push_back(known ? judge(*ripples_, component, 1)
                          : Changed{component, normal_.standings[component.index()].by_load, 0});
  }
  return state;
}

LoadStates::State LoadStates::estimate(std::span<const Member> list,
                                       const std::vector<bool>& left) {
  State state;
  state.reserve(list.size());
  const double grown = growth(list, left);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!left[i] || !normal_.capacities->known(list[i].component)) continue;
    state.push_back(judge_normal(list[i].component, 1 + list[i].through * (grown - 1)));
  }
  return state;
}

bool LoadStates::overloads(std::span<const Member> list, const std::vector<bool>& left,
                           std::size_t member) {
  const ComponentId component = list[member].component;
  // What else comes to it may change too.
  if (list[member].through < 1 - 1e-9 || !normal_.capacities->known(component)) return false;
  return judge_normal(component, growth(list, left)).needed == too_much;
}

std::uint32_t LoadStates::add(std::vector<ComponentId> down, State state) {
  std::sort(state.begin(), state.end(),
            [](const Changed& a, const Changed& b) { return a.component < b.component; });
  const auto number = static_cast<std::uint32_t>(states_.size());
  states_.push_back(std::move(state));
  down_.push_back(down);
  numbers_.emplace(std::move(down), number);
  return number;
}

std::uint32_t LoadStates::without(std::uint32_t state, std::span<const ComponentId> down) {
  if (normal_.capacities == nullptr) return 0;
  std::vector<ComponentId> all = down_[state];
  all.insert(all.end(), down.begin(), down.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  if (all.empty()) return 0;
  const auto known = numbers_.find(all);
  if (known != numbers_.end()) return known->second;
  if (work_ >= budget_) return state;
  State followed = follow(all);
  return add(std::move(all), std::move(followed));
}

std::uint32_t LoadStates::shared(std::uint32_t state, std::span<const Member> list,
                                 const std::vector<bool>& left) {
  if (normal_.capacities == nullptr) return 0;
  std::vector<ComponentId> down;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (!left[i]) down.push_back(list[i].component);
  if (down.empty()) return state;
  if (work_ < budget_) return without(state, down);
  return add(std::move(down), estimate(list, left));
}

}  // namespace joist::analysis

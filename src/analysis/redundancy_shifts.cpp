// Takes down what moves load, one by one and a few together, and looks who needs more then.
#include "analysis/redundancy_shifts.hpp"

#include <algorithm>
#include <map>

namespace joist::analysis {
namespace {

using model::Arrow;
using model::Role;
using model::When;

// Of so many movers every order is tried, of so many two after each other, of more each one alone.
constexpr std::size_t most_together = 4, most_in_pairs = 12;

}  // namespace

LoadShifts::LoadShifts(const model::Model& model, LoadStates& states)
    : model_(model), states_(states), onto_(model.components.size()) {
  if (model.flows.size() < 2) return;  // no other flow moves anything
  find_movers();
  find_targets();
  add_indirect();
}

// Members of lists out of a split, and what has something that is called instead. A cache that
// fails is none: it misses, and is not needed.
void LoadShifts::find_movers() {
  std::map<ComponentId, std::vector<Mover::Place>> places;
  const auto add = [&](const Arrow& arrow) {
    if (model_.at(arrow.to).role == Role::cache) return;
    std::vector<Mover::Place>& of = places[arrow.to];
    const bool known = std::any_of(of.begin(), of.end(), [&](const Mover::Place& place) {
      return place.flow == arrow.flow && place.visit == arrow.to_visit;
    });
    if (!known) of.push_back({arrow.flow, arrow.to_visit});
  };
  std::map<std::pair<FlowId, ComponentId>, std::vector<ComponentId>> instead;  // by who calls
  for (const Arrow& arrow : model_.arrows) {
    if (arrow.call == model::Call::relation) continue;
    if (arrow.when == When::fail && arrow.condition)
      instead[{arrow.flow, arrow.from}].push_back(arrow.condition);
    if (arrow.list_size > 1 && model_.at(arrow.from).role == Role::split) add(arrow);
  }
  for (const Arrow& arrow : model_.arrows) {
    const auto found = instead.find({arrow.flow, arrow.from});
    if (found == instead.end() || arrow.call == model::Call::relation) continue;
    const auto& replaced = found->second;
    if (std::find(replaced.begin(), replaced.end(), arrow.to) != replaced.end()) add(arrow);
  }
  for (auto& [component, where] : places) movers_.push_back({component, std::move(where)});
}

void LoadShifts::find_targets() {
  for (std::uint32_t m = 0; m < movers_.size(); ++m) {
    const auto add = [&](ComponentId component) {
      std::vector<std::uint32_t>& onto = onto_[component.index()];
      if (component != movers_[m].component && (onto.empty() || onto.back() != m))
        onto.push_back(m);
    };
    for (const std::uint32_t state : states_without(0, m)) {
      for (const LoadStates::Changed& each : states_.all_changed(state))
        if (states_.has_more(each) || each.needed > states_.needed(0, each.component))
          add(each.component);
      for (const ComponentId down : states_.all_down(state)) add(down);
    }
  }
}

// One that takes over for another fails with fewer of its copies lost, and then moves its own load.
void LoadShifts::add_indirect() {
  for (bool changed = true; changed;) {
    changed = false;
    for (std::vector<std::uint32_t>& onto : onto_) {
      std::vector<std::uint32_t> all = onto;
      for (const std::uint32_t m : onto) {
        const auto& further = onto_[movers_[m].component.index()];
        all.insert(all.end(), further.begin(), further.end());
      }
      std::sort(all.begin(), all.end());
      all.erase(std::unique(all.begin(), all.end()), all.end());
      changed |= all.size() > onto.size();
      onto = std::move(all);
    }
  }
}

// What cannot carry what comes to it goes down too, and its load goes on; meanwhile others have had
// theirs.
std::vector<std::uint32_t> LoadShifts::states_without(std::uint32_t state, std::uint32_t mover) {
  std::vector<std::uint32_t> states;
  std::vector<ComponentId> down = {movers_[mover].component};
  while (!down.empty()) {
    const std::uint32_t then = states_.without(state, down);
    if (then == state) break;
    states.push_back(state = then);
    down.clear();
    for (const LoadStates::Changed& each : states_.all_changed(state))
      if (each.needed == too_much) down.push_back(each.component);
  }
  if (states.empty()) states.push_back(state);
  return states;
}

// Those that some other flow has, and that are up in this state.
std::vector<std::uint32_t> LoadShifts::elsewhere(ComponentId component, FlowId flow,
                                                 std::uint32_t state) const {
  std::vector<std::uint32_t> result;
  for (const std::uint32_t m : onto_[component.index()]) {
    const Mover& mover = movers_[m];
    const bool other = std::any_of(mover.places.begin(), mover.places.end(),
                                   [&](const Mover::Place& place) { return place.flow != flow; });
    if (other && mover.component != component && !states_.is_down(state, mover.component))
      result.push_back(m);
  }
  return result;
}

Shifts LoadShifts::onto(ComponentId component, FlowId flow, std::uint32_t state) {
  Shifts result;
  const std::vector<std::uint32_t> movers = elsewhere(component, flow, state);
  const std::size_t count = movers.size();
  const std::size_t most = count <= most_together ? count : count <= most_in_pairs ? 2 : 1;
  Shift shift;
  shift.state = state;
  follow(component, movers, most, shift, result);
  if (count == most) return result;
  // Of more that are down at once nothing is known but the worst.
  for (const std::uint32_t m : movers) {
    shift.steps.push_back({m, state});
    shift.state = states_without(shift.state, m).back();
  }
  shift.least = static_cast<std::uint32_t>(count - most);
  std::uint32_t known = needed(state, component);
  for (const Shift& each : result.all) known = std::max(known, needed(each.state, component));
  if (needed(shift.state, component) <= known) return result;
  result.exact = false;
  result.all.push_back(std::move(shift));
  return result;
}

// What is down itself is in need of what there is not.
std::uint32_t LoadShifts::needed(std::uint32_t state, ComponentId component) const {
  return states_.is_down(state, component) ? too_much : states_.needed(state, component);
}

// Each of those left goes down next, in every order.
void LoadShifts::follow(ComponentId component, const std::vector<std::uint32_t>& left,
                        std::size_t most, Shift& shift, Shifts& result) {
  if (most == 0) return;
  const std::uint32_t before = shift.state;
  for (const std::uint32_t m : left) {
    if (states_.is_down(before, movers_[m].component)) continue;
    shift.steps.push_back({m, before});
    std::uint32_t known = needed(before, component);
    for (const std::uint32_t state : states_without(before, m)) {
      shift.state = state;
      if (needed(state, component) <= known) continue;
      known = needed(state, component);
      result.all.push_back(shift);
    }
    if (known != too_much) {
      std::vector<std::uint32_t> others = left;
      std::erase(others, m);
      follow(component, others, most - 1, shift, result);
    }
    shift.steps.pop_back();
    shift.state = before;
  }
}

}  // namespace joist::analysis

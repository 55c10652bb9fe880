// Follows load that moves, round by round, until nothing more breaks under it.
#include "analysis/aftermath.hpp"

#include <algorithm>
#include <span>

#include "analysis/capacity_facts.hpp"
#include "analysis/capacity_waits.hpp"

namespace joist::analysis {
namespace {

using model::Model;
using model::Role;
using model::When;

constexpr std::size_t work_budget = 2'000'000;  // arrows and components followed again
constexpr std::uint32_t all_left = 0xffffffffu;

// By component: whether its going down moves load to another place.
std::vector<bool> find_movers(const Model& model) {
  std::vector<bool> movers(model.components.size(), false);
  for (const model::Arrow& arrow : model.arrows) {
    if (arrow.list_size > 1 && model.at(arrow.from).role == Role::split)
      movers[arrow.to.index()] = true;
    if (arrow.when != When::always && arrow.condition) movers[arrow.condition.index()] = true;
    // The misses of a cache in the way grow as its copies go.
    if (model.at(arrow.from).role == Role::cache) movers[arrow.from.index()] = true;
  }
  return movers;
}

// Targets of one list out of a split, which take over from each other; and by component, in which
// of those lists it is.
void find_lists(const Model& model, std::vector<std::vector<ComponentId>>& lists,
                std::vector<std::vector<std::uint32_t>>& of) {
  of.resize(model.components.size());
  std::uint32_t last = all_left;
  for (const model::Arrow& arrow : model.arrows) {
    if (arrow.list_size <= 1 || model.at(arrow.from).role != Role::split) continue;
    if (lists.empty() || arrow.list != last) lists.emplace_back();
    last = arrow.list;
    lists.back().push_back(arrow.to);
    of[arrow.to.index()].push_back(static_cast<std::uint32_t>(lists.size() - 1));
  }
}

std::vector<std::vector<ComponentId>> by_domain(const Failures& failures) {
  std::vector<std::vector<ComponentId>> result(failures.placements.domains.size());
  const auto add = [&](DomainId domain, ComponentId component) {
    for (DomainId d = domain; d; d = failures.placements.domains[d.index()].parent)
      if (result[d.index()].empty() || result[d.index()].back() != component)
        result[d.index()].push_back(component);
  };
  for (std::size_t i = 0; i < failures.model.components.size(); ++i) {
    const Placement& placement = failures.placements.components[i];
    if (placement.never_fails) continue;
    add(placement.home, ComponentId(i));
    for (const auto& [zone, instances] : placement.zones)
      if (instances > 0) add(zone, ComponentId(i));
  }
  return result;
}

}  // namespace

bool stands_in(const Model& model, model::GroupId group, model::GroupId outer) {
  for (model::GroupId g = group; g; g = model.at(g).parent)
    if (g == outer) return true;
  return false;
}

Aftermaths::Aftermaths(const Failures& failures, const Network& network, const Capacities& normal,
                       const Results& results)
    : failures_(failures),
      network_(network),
      movers_(find_movers(failures.model)),
      in_domain_(by_domain(failures)),
      uses_(failures.model.components.size()),
      visits_(failures.model.components.size(), 0),
      alternatives_(failures.graphs.size()),
      is_down_(failures.model.components.size(), false),
      left_(failures.model.components.size(), all_left),
      normal_(normal),
      budget_(work_budget) {
  find_lists(failures.model, lists_, lists_of_);
  if (normal_.calls()) held_up_ = normal_.calls()->held_up();
  usual_.reserve(results.capacity.size());
  for (const CapacityResult& result : results.capacity)
    usual_.push_back(
        {result.utilization, result.known, result.known && result.utilization > 1 + 1e-9});
  for (std::size_t f = 0; f < failures.graphs.size(); ++f) {
    const FlowGraph& graph = failures.graphs[f];
    for (std::uint32_t l = 0; l < graph.literals.size(); ++l)
      uses_[graph.literals[l].component.index()].emplace_back(FlowId(f), l);
    for (const FlowNode& node : graph.nodes)
      if (node.literal != FlowNode::none) ++visits_[graph.literals[node.literal].component.index()];
  }
}

void Aftermaths::strike(ComponentId component, const Lost& lost, Aftermath& after) {
  after.rests_on.push_back(component);
  const Placement& placement = failures_.placements.at(component);
  Standing standing = failures_.standings[component.index()];
  standing.by_load = 1;
  const Fault fault = fault_after(failures_.placements, placement, standing, lost, false);
  const std::uint32_t all = placement.has_nodes ? placement.instances : placement.copies;
  if (fault == Fault::lost && failures_.look_aside[component.index()]) {
    const double live = live_shards(placement, lost);
    if (live > 0) {
      // The other shards of a cache go on, with their own share of the load.
      after.weakened.push_back({component, all, live});
      after.load_moves = true;
      return;
    }
  }
  if (fault != Fault::none) return take_down(component, fault, after);
  if (standing.has_leader &&
      fault_after(failures_.placements, placement, standing, lost, true) == Fault::leader)
    after.leaderless.push_back(component);
  const std::uint32_t left = copies_left(failures_.placements, placement, lost);
  if (left >= all) return;
  after.weakened.push_back({component, left, 1, shards_hit(placement, lost, all - left)});
  // Queues at what is left hold up those that keep a place while they wait there.
  if (holds_up(component)) after.load_moves = true;
}

bool Aftermaths::holds_up(ComponentId component) const {
  return !held_up_.empty() && held_up_[component.index()] != 0;
}

// Each of them lost so many copies.
double Aftermaths::shards_hit(const Placement& placement, const Lost& lost,
                              std::uint32_t copies) const {
  if (placement.has_nodes || placement.managed) return 1;
  const double gone = failures_.placements.lost_instances(placement, lost.domains) + lost.copies +
                      (lost.leader ? 1 : 0);
  const double shards = static_cast<double>(placement.instances) / placement.copies;
  return std::min(1.0, gone / (copies * shards));
}

// The share of shards that still have a copy.
double Aftermaths::live_shards(const Placement& placement, const Lost& lost) const {
  if (placement.managed || placement.copies > 1) return 0;
  const double gone = failures_.placements.lost_instances(placement, lost.domains) + lost.copies;
  return std::max(0.0, 1 - gone / placement.instances);
}

void Aftermaths::take_down(ComponentId component, Fault fault, Aftermath& after) {
  after.rests_on.push_back(component);
  if (is_down_[component.index()]) return;
  is_down_[component.index()] = true;
  after.down.push_back({component, fault});
  after.load_moves |= movers_[component.index()];
}

Outage Aftermaths::outage_of(const Aftermath& after) const {
  Outage outage;
  for (const Weakened& weak : after.weakened) {
    if (is_down_[weak.component.index()]) continue;
    if (weak.live < 1) outage.live.emplace_back(weak.component, weak.live);
    if (holds_up(weak.component))
      outage.fewer.push_back({weak.component, static_cast<double>(weak.left), weak.shards});
  }
  for (const Downed& downed : after.down) outage.live.emplace_back(downed.component, 0.0);
  for (const ComponentId component : after.useless)
    if (!is_down_[component.index()]) outage.live.emplace_back(component, 0.0);
  return outage;
}

Ripples& Aftermaths::ripples() {
  if (!ripples_) ripples_.emplace(failures_.model, network_, normal_);
  return *ripples_;
}

double Aftermaths::copies(ComponentId component) const {
  if (left_[component.index()] != all_left) return left_[component.index()];
  return normal_.facts().components[component.index()].fleet.copies();
}

double Aftermaths::utilization(ComponentId component) {
  if (!is_moved_) return normal_.utilization(component, copies(component));
  return ripples().utilization(component, copies(component));
}

std::optional<double> Aftermaths::needed(ComponentId component) {
  const Demand* demand = is_moved_ ? ripples().demand(component) : nullptr;
  if (demand == nullptr || !known(component)) return std::nullopt;
  return normal_.needed_for(component, *demand, left_[component.index()] != all_left);
}

bool Aftermaths::known(ComponentId component) {
  return ripples().known(component) && normal_.known(component);
}

std::optional<double> Aftermaths::busier(ComponentId component) {
  const Usual& usual = usual_[component.index()];
  if (!usual.known) return std::nullopt;
  const double now = utilization(component);
  if (now <= usual.utilization * (1 + 1e-9)) return std::nullopt;
  return now;
}

template <class Loads>
bool Aftermaths::breaks(const Loads& loads, ComponentId component) const {
  if (is_down_[component.index()] || !loads.known(component)) return false;
  if (usual_[component.index()].strained) return false;
  return loads.utilization(component, copies(component)) > 1 + 1e-9;
}

bool Aftermaths::breaks_cold(ComponentId component) {
  return breaks(ripples(), component);
}

bool Aftermaths::settle(Aftermath& after) {
  if (!after.begun) {
    is_moved_ = false;
    for (const Weakened& weak : after.weakened) left_[weak.component.index()] = weak.left;
  }
  find_useless(after);
  std::vector<Overloaded> broken;
  if (after.load_moves && budget_ > 0) {
    follow(after, broken);
  } else if (!after.begun) {
    for (const Weakened& weak : after.weakened)
      if (breaks(normal_, weak.component))
        broken.push_back({weak.component, utilization(weak.component)});
  }
  after.begun = true;
  for (const Overloaded& each : broken) {
    after.overloaded.push_back(each);
    take_down(each.component, Fault::load, after);
  }
  return !broken.empty();
}

void Aftermaths::apply(const Outage& outage, Aftermath& after) {
  ripples().apply(outage);
  spend(ripples().work());
  after.work += ripples().work();
  after.rests_on_all |= ripples().is_solved_again();
  for (const auto components : {changed(), ripples().read()})
    after.rests_on.insert(after.rests_on.end(), components.begin(), components.end());
}

// Only what has other load or fewer copies than before can break.
void Aftermaths::follow(Aftermath& after, std::vector<Overloaded>& broken) {
  after.load_moves = false;
  after.moved = is_moved_ = true;
  apply(outage_of(after), after);
  touched(after, touched_);
  for (const ComponentId component : touched_)
    if (breaks(ripples(), component)) broken.push_back({component, utilization(component)});
}

void Aftermaths::touched(const Aftermath& after, std::vector<ComponentId>& all) {
  all.clear();
  if (after.moved) all.assign(changed().begin(), changed().end());
  const auto middle = static_cast<std::ptrdiff_t>(all.size());
  for (const Weakened& weak : after.weakened) all.push_back(weak.component);
  std::sort(all.begin() + middle, all.end());
  std::inplace_merge(all.begin(), all.begin() + middle, all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

Aftermaths::Literals Aftermaths::down_in(const Aftermath& after) const {
  Literals down;
  const auto lose = [&](ComponentId component, bool writes_alone) {
    for (const auto& use : uses_[component.index()])
      if (!writes_alone || failures_.graphs[use.first.index()].literals[use.second].writes)
        down.push_back(use);
  };
  for (const Downed& downed : after.down) lose(downed.component, false);
  for (const ComponentId component : after.leaderless) lose(component, true);
  std::sort(down.begin(), down.end());
  return down;
}

template <class Use>
void Aftermaths::by_flow(const Literals& down, Use use) {
  for (std::size_t first = 0, last = 0; first < down.size(); first = last) {
    while (last < down.size() && down[last].first == down[first].first) ++last;
    use(down[first].first, std::span(down).subspan(first, last - first));
  }
}

Alternatives& Aftermaths::alternatives(FlowId flow) {
  auto& made = alternatives_[flow.index()];
  if (!made) made = std::make_unique<Alternatives>(failures_.graphs[flow.index()]);
  return *made;
}

// A flow stops with what it cannot do without.
std::vector<FlowId> Aftermaths::stopped(const Aftermath& after) {
  std::vector<FlowId> stopped;
  by_flow(down_in(after), [&](FlowId flow, auto literals) {
    const FlowGraph& graph = failures_.graphs[flow.index()];
    bool stops = std::any_of(literals.begin(), literals.end(),
                             [&](const auto& literal) { return graph.hard[literal.second]; });
    if (!stops) {
      for (const auto& literal : literals) alternatives(flow).set_down(literal.second, 0);
      stops = (alternatives(flow).evaluate()[0] & 1) != 0;
    }
    if (stops) stopped.push_back(flow);
  });
  return stopped;
}

// Those that others take over from, if the flows see them fail.
void Aftermaths::find_useless(Aftermath& after) {
  if (budget_ == 0) return;
  std::vector<ComponentId> failing;  // once for each node
  by_flow(down_in(after), [&](FlowId flow, auto literals) {
    const FlowGraph& graph = failures_.graphs[flow.index()];
    if (graph.soft.empty()) return;
    for (const auto& literal : literals) alternatives(flow).set_down(literal.second, 0);
    for (const std::uint32_t node : alternatives(flow).failing()) {
      if (graph.nodes[node].literal == FlowNode::none) continue;
      const ComponentId component = graph.literals[graph.nodes[node].literal].component;
      if (movers_[component.index()]) failing.push_back(component);
    }
  });
  std::sort(failing.begin(), failing.end());
  for (std::size_t first = 0, last = 0; first < failing.size(); first = last) {
    const ComponentId component = failing[first];
    after.rests_on.push_back(component);
    while (last < failing.size() && failing[last] == component) ++last;
    if (is_down_[component.index()] || last - first < visits_[component.index()]) continue;
    if (std::find(after.useless.begin(), after.useless.end(), component) != after.useless.end())
      continue;
    if (!others_can_be_called(component, failing)) continue;
    after.useless.push_back(component);
    after.load_moves = true;
  }
}

// Where none of a list is of use, all of them go on to be called.
bool Aftermaths::others_can_be_called(ComponentId component,
                                      const std::vector<ComponentId>& failing) const {
  const auto is_useful = [&](ComponentId other) {
    return !is_down_[other.index()] && !std::binary_search(failing.begin(), failing.end(), other);
  };
  const auto& in = lists_of_[component.index()];
  return std::all_of(in.begin(), in.end(), [&](std::uint32_t list) {
    return std::any_of(lists_[list].begin(), lists_[list].end(), is_useful);
  });
}

void Aftermaths::forget(const Aftermath& after) {
  for (const Weakened& weak : after.weakened) left_[weak.component.index()] = all_left;
  for (const Downed& downed : after.down) is_down_[downed.component.index()] = false;
}

void Aftermaths::chill(ComponentId cache, Aftermath& after) {
  Outage outage;
  outage.cold.push_back(cache);
  is_moved_ = true;
  after.rests_on.push_back(cache);
  apply(outage, after);
}

}  // namespace joist::analysis

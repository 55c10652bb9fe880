// What happens to the load when something is lost: where it goes, and what breaks under it.
#include <algorithm>

#include "analysis/losses_shift.hpp"
#include "analysis/redundancy_cuts.hpp"

namespace joist::analysis {
namespace {

using model::Model;
using model::Role;
using model::When;

constexpr double work_budget = 3'000'000;  // arrows and components solved again
constexpr double large = 10'000;           // arrows and components; more cost more each
constexpr std::size_t least_solved = 2;
constexpr std::size_t most_listed = 5'000;       // losses without any effect
constexpr std::size_t most_figures = 4'000'000;  // utilisations kept

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

struct Weakened {
  ComponentId component;
  std::uint32_t left = 0;  // copies of the worst-hit shard that serve, or nodes
  double live = 1;         // share of what a cache holds that is still there
};

// What a failure leaves, as it settles.
struct Aftermath {
  std::vector<Downed> down;
  std::vector<Weakened> weakened;
  bool load_moves = false;
};

class Losses {
 public:
  Losses(const Failures& failures, const Network& network, const Results& results,
         Redundancy& redundancy)
      : failures_(failures),
        model_(failures.model),
        network_(network),
        results_(results),
        redundancy_(redundancy),
        movers_(find_movers(failures.model)),
        touched_(by_domain()),
        shift_(failures.model, results) {
    traffic_.flows = results.flows;
    traffic_.components = results.components;
    traffic_.arrows = results.arrows;
    traffic_.rows = results.rows;
    points_.resize(failures.events.all.size());
    for (std::size_t p = 0; p < redundancy.single_points.size(); ++p)
      points_[redundancy.single_points[p].events.front()].push_back(static_cast<std::uint32_t>(p));
    is_down_.assign(model_.components.size(), false);
    left_.assign(model_.components.size(), 0);
    flows_of_.resize(model_.components.size());
    for (std::size_t f = 0; f < failures.graphs.size(); ++f)
      for (const Literal& literal : failures.graphs[f].literals)
        if (flows_of_[literal.component.index()].empty() ||
            flows_of_[literal.component.index()].back() != FlowId(f))
          flows_of_[literal.component.index()].push_back(FlowId(f));
  }

  void find() {
    const Capacities normal(model_, traffic_);
    const bool few = failures_.events.all.size() <= most_listed;
    redundancy_.losses_complete = few;
    // Zones before copies: if not all can be solved, these matter more.
    for (const bool domains : {true, false}) {
      for (std::uint32_t e = 0; e < failures_.events.all.size(); ++e) {
        if (static_cast<bool>(failures_.events.all[e].domain) != domains) continue;
        Loss loss = lose(e, normal);
        const bool matters = !loss.overloaded.empty() || !loss.stopped.empty();
        if (few || matters) redundancy_.losses.push_back(std::move(loss));
      }
    }
    std::sort(redundancy_.losses.begin(), redundancy_.losses.end(),
              [](const Loss& a, const Loss& b) { return a.event < b.event; });
    for (const model::Need& need : model_.needs)
      if (need.survive_component || need.survive_group)
        redundancy_.losses.push_back(lose_named(need, normal));
    find_cold(normal);
  }

 private:
  std::vector<std::vector<ComponentId>> by_domain() const {
    std::vector<std::vector<ComponentId>> touched(failures_.placements.domains.size());
    const auto add = [&](DomainId domain, ComponentId component) {
      for (DomainId d = domain; d; d = failures_.placements.domains[d.index()].parent)
        if (touched[d.index()].empty() || touched[d.index()].back() != component)
          touched[d.index()].push_back(component);
    };
    for (std::size_t i = 0; i < model_.components.size(); ++i) {
      const Placement& placement = failures_.placements.components[i];
      if (placement.never_fails) continue;
      add(placement.home, ComponentId(i));
      for (const auto& [zone, instances] : placement.zones)
        if (instances > 0) add(zone, ComponentId(i));
    }
    return touched;
  }

  std::string name(const Event& event) const {
    std::string plain;
    for (const char c : event.name)
      if (c != '`') plain += c;
    return plain;
  }

  // What the event itself takes away. Too little left for the load is not `down` yet: that is what
  // the cascade finds out.
  void strike(ComponentId component, const Lost& lost, Aftermath& after) {
    const Placement& placement = failures_.placements.at(component);
    Standing standing = failures_.standings[component.index()];
    standing.by_load = 1;
    const Fault fault = fault_after(failures_.placements, placement, standing, lost, false);
    const std::uint32_t all = placement.has_nodes ? placement.instances : placement.copies;
    if (fault == Fault::lost && failures_.look_aside[component.index()]) {
      const double live = live_shards(placement, lost);
      if (live > 0) {
        // The other shards of a cache go on, with their own share of the load.
        weaken({component, all, live}, after);
        after.load_moves = true;
        return;
      }
    }
    if (fault != Fault::none) return take_down(component, fault, after);
    const std::uint32_t left = copies_left(failures_.placements, placement, lost);
    if (left < all) weaken({component, left, 1}, after);
  }

  void weaken(const Weakened& weak, Aftermath& after) {
    after.weakened.push_back(weak);
    left_[weak.component.index()] = weak.left;
  }

  // The share of shards that still have a copy.
  double live_shards(const Placement& placement, const Lost& lost) const {
    if (placement.managed || placement.copies > 1) return 0;
    const double gone = failures_.placements.lost_instances(placement, lost.domains) + lost.copies;
    return std::max(0.0, 1 - gone / placement.instances);
  }

  void take_down(ComponentId component, Fault fault, Aftermath& after) {
    if (is_down_[component.index()]) return;
    is_down_[component.index()] = true;
    after.down.push_back({component, fault});
    after.load_moves |= movers_[component.index()];
  }

  State state_of(const Aftermath& after) const {
    State state;
    state.live.assign(model_.components.size(), 1.0);
    for (const Weakened& weak : after.weakened) state.live[weak.component.index()] = weak.live;
    for (const Downed& downed : after.down) state.live[downed.component.index()] = 0;
    return state;
  }

  double utilization(const Capacities& capacities, ComponentId id) const {
    if (left_[id.index()] > 0) return capacities.utilization(id, left_[id.index()]);
    return capacities.utilization(id, fleet(model_, id).copies());
  }

  bool was_overloaded(ComponentId id) const {
    const CapacityResult& normal = results_.capacity[id.index()];
    return normal.known && normal.utilization > 1 + 1e-9;
  }

  bool breaks(const Capacities& capacities, ComponentId id) const {
    if (is_down_[id.index()]) return false;
    if (was_overloaded(id) || !capacities.known(id)) return false;
    return utilization(capacities, id) > 1 + 1e-9;
  }

  Loss lose(std::uint32_t number, const Capacities& normal) {
    const Event& event = failures_.events.all[number];
    Loss loss;
    loss.name = name(event);
    loss.event = number;
    Aftermath after;
    Lost lost;
    if (event.component) {
      if (event.leader) {
        lost.leader = true;
      } else {
        lost.copies = 1;
      }
      strike(event.component, lost, after);
    } else {
      lost.domains.push_back(event.domain);
      for (const ComponentId component : touched_[event.domain.index()])
        strike(component, lost, after);
    }
    if (settle(after, normal, loss)) stop_flows(after, loss);
    for (const std::uint32_t point : points_[number])
      loss.stopped.push_back(redundancy_.single_points[point].flow);
    finish(after, loss);
    return loss;
  }

  // A need may ask for the loss of a whole component or of all that stands in a group.
  Loss lose_named(const model::Need& need, const Capacities& normal) {
    Loss loss;
    loss.event = no_event;
    loss.component = need.survive_component;
    loss.group = need.survive_group;
    Aftermath after;
    if (need.survive_component) {
      loss.name = model_.at(need.survive_component).path;
      take_down(need.survive_component, Fault::lost, after);
    } else {
      loss.name = model_.at(need.survive_group).path;
      for (std::size_t i = 0; i < model_.components.size(); ++i)
        if (stands_in(model_.components[i].group, need.survive_group))
          take_down(ComponentId(i), Fault::lost, after);
    }
    settle(after, normal, loss);
    stop_flows(after, loss);
    finish(after, loss);
    return loss;
  }

  bool stands_in(model::GroupId inner, model::GroupId outer) const {
    for (model::GroupId g = inner; g; g = model_.at(g).parent)
      if (g == outer) return true;
    return false;
  }

  void finish(Aftermath& after, Loss& loss) {
    for (const Downed& downed : after.down) is_down_[downed.component.index()] = false;
    for (const Weakened& weak : after.weakened) left_[weak.component.index()] = 0;
    loss.down = std::move(after.down);
    std::sort(loss.stopped.begin(), loss.stopped.end());
    loss.stopped.erase(std::unique(loss.stopped.begin(), loss.stopped.end()), loss.stopped.end());
  }

  // Solves, lets what is overloaded go down, and solves again until nothing more breaks. True if
  // load moved, so that more may have gone down than the event alone takes.
  bool settle(Aftermath& after, const Capacities& normal, Loss& loss) {
    bool moved = false;
    bool first = true;
    for (;; first = false) {
      std::vector<ComponentId> broken;
      // One component's load is first followed by estimate.
      if (first && after.load_moves && after.weakened.empty() && after.down.size() == 1)
        after.load_moves = !shift_.is_harmless(after.down.front().component);
      if (after.load_moves && spend()) {
        after.load_moves = false;
        moved = true;
        const Traffic traffic = network_.solve(state_of(after));
        const Capacities capacities(model_, traffic);
        for (std::size_t i = 0; i < model_.components.size(); ++i)
          if (breaks(capacities, ComponentId(i))) broken.push_back(ComponentId(i));
        if (loss.utilization.empty()) keep_figures(capacities, loss);
      } else if (first) {
        for (const Weakened& weak : after.weakened)
          if (breaks(normal, weak.component)) broken.push_back(weak.component);
      }
      if (broken.empty()) break;
      for (const ComponentId component : broken) {
        loss.overloaded.push_back(component);
        take_down(component, Fault::load, after);
      }
    }
    return moved;
  }

  bool spend() {
    const auto size = static_cast<double>(model_.arrows.size() + model_.components.size());
    const double cost = size * std::max(1.0, size / large);
    if (solved_ >= least_solved && cost > budget_) {
      redundancy_.losses_complete = false;
      return false;
    }
    ++solved_;
    budget_ -= cost;
    return true;
  }

  void keep_figures(const Capacities& capacities, Loss& loss) {
    const std::size_t count = model_.components.size();
    if (figures_ + count > most_figures) return;
    figures_ += count;
    for (std::size_t i = 0; i < count; ++i) {
      loss.utilization.push_back(is_down_[i] ? 0 : utilization(capacities, ComponentId(i)));
    }
  }

  void stop_flows(const Aftermath& after, Loss& loss) const {
    std::vector<FlowId> concerned;
    for (const Downed& downed : after.down) {
      const auto& flows = flows_of_[downed.component.index()];
      concerned.insert(concerned.end(), flows.begin(), flows.end());
    }
    std::sort(concerned.begin(), concerned.end());
    concerned.erase(std::unique(concerned.begin(), concerned.end()), concerned.end());
    for (const FlowId flow : concerned)
      if (stops(failures_.graphs[flow.index()])) loss.stopped.push_back(flow);
  }

  bool stops(const FlowGraph& graph) const {
    std::vector<std::uint32_t> soft;
    for (std::uint32_t l = 0; l < graph.literals.size(); ++l) {
      if (!is_down_[graph.literals[l].component.index()]) continue;
      if (graph.hard[l]) return true;
      soft.push_back(l);
    }
    Alternatives alternatives(graph);
    for (const std::uint32_t literal : soft) alternatives.set_down(literal, 0);
    return (alternatives.evaluate()[0] & 1) != 0;
  }

  void find_cold(const Capacities& normal) {
    for (std::size_t i = 0; i < model_.components.size(); ++i) {
      if (model_.components[i].role != Role::cache || !movers_[i]) continue;
      if (!spend()) return;
      State state;
      state.cold.assign(model_.components.size(), false);
      state.cold[i] = true;
      const Traffic traffic = network_.solve(state);
      const Capacities capacities(model_, traffic);
      redundancy_.cold.push_back(compare(ComponentId(i), normal, capacities));
    }
  }

  ColdCache compare(ComponentId cache, const Capacities& normal, const Capacities& capacities) {
    ColdCache cold;
    cold.cache = cache;
    for (std::size_t c = 0; c < model_.components.size(); ++c) {
      const ComponentId id(c);
      if (id == cache || !capacities.known(id) || !normal.known(id)) continue;
      const double now = utilization(capacities, id);
      if (now <= results_.capacity[c].utilization * (1 + 1e-9)) continue;
      cold.busier.push_back(id);
      cold.utilization.push_back(now);
      if (breaks(capacities, id)) cold.overloaded.push_back(id);
    }
    return cold;
  }

  const Failures& failures_;
  const Model& model_;
  const Network& network_;
  const Results& results_;
  Redundancy& redundancy_;
  std::vector<bool> movers_;
  std::vector<std::vector<ComponentId>> touched_;   // by domain
  std::vector<std::vector<FlowId>> flows_of_;       // by component
  std::vector<std::vector<std::uint32_t>> points_;  // by event: single points that it is
  std::vector<bool> is_down_;                       // by component, in the aftermath at hand
  std::vector<std::uint32_t> left_;  // by component, in the aftermath at hand: copies, or 0 for all
  Traffic traffic_;
  LoadShift shift_;
  double budget_ = work_budget;
  std::size_t solved_ = 0;
  std::size_t figures_ = 0;
};

}  // namespace

void find_losses(const Failures& failures, const Network& network, const Results& results,
                 Redundancy& redundancy) {
  Losses(failures, network, results, redundancy).find();
}

}  // namespace joist::analysis

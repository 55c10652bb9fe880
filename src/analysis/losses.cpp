// What happens to the load when something is lost: where it goes, and what breaks under it.
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "analysis/capacity_facts.hpp"
#include "analysis/redundancy_cuts.hpp"
#include "analysis/ripples.hpp"

namespace joist::analysis {
namespace {

using model::Model;
using model::Role;
using model::When;

constexpr std::size_t work_budget = 2'000'000;  // arrows and components followed again
constexpr std::size_t most_listed = 5'000;      // losses without any effect
constexpr std::uint32_t all_left = 0xffffffffu;
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

Traffic traffic_of(const Results& results) {
  Traffic traffic;
  traffic.flows = results.flows;
  traffic.components = results.components;
  traffic.arrows = results.arrows;
  return traffic;
}

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
        traffic_(traffic_of(results)),
        normal_(model_, traffic_),
        left_(model_.components.size(), all_left) {
    points_.resize(failures.events.all.size());
    for (std::size_t p = 0; p < redundancy.single_points.size(); ++p)
      points_[redundancy.single_points[p].events.front()].push_back(static_cast<std::uint32_t>(p));
    is_down_.assign(model_.components.size(), false);
    uses_.resize(model_.components.size());
    alternatives_.resize(failures.graphs.size());
    for (std::size_t f = 0; f < failures.graphs.size(); ++f)
      for (std::uint32_t l = 0; l < failures.graphs[f].literals.size(); ++l)
        uses_[failures.graphs[f].literals[l].component.index()].emplace_back(FlowId(f), l);
  }

  void find() {
    const bool few = failures_.events.all.size() <= most_listed;
    redundancy_.losses_complete = few;
    // Zones before copies: if the budget ends, these matter more.
    for (const bool domains : {true, false}) {
      for (std::uint32_t e = 0; e < failures_.events.all.size(); ++e) {
        if (static_cast<bool>(failures_.events.all[e].domain) != domains) continue;
        Loss loss = lose(e);
        const bool matters = !loss.overloaded.empty() || !loss.stopped.empty();
        if (few || matters) redundancy_.losses.push_back(std::move(loss));
      }
    }
    std::sort(redundancy_.losses.begin(), redundancy_.losses.end(),
              [](const Loss& a, const Loss& b) { return a.event < b.event; });
    for (const model::Need& need : model_.needs)
      if (need.survive_component || need.survive_group)
        redundancy_.losses.push_back(lose_named(need));
    find_cold();
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
        after.weakened.push_back({component, all, live});
        after.load_moves = true;
        return;
      }
    }
    if (fault != Fault::none) return take_down(component, fault, after);
    const std::uint32_t left = copies_left(failures_.placements, placement, lost);
    if (left < all) after.weakened.push_back({component, left, 1});
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

  Outage outage_of(const Aftermath& after) const {
    Outage outage;
    for (const Weakened& weak : after.weakened)
      if (weak.live < 1 && !is_down_[weak.component.index()])
        outage.live.emplace_back(weak.component, weak.live);
    for (const Downed& downed : after.down) outage.live.emplace_back(downed.component, 0.0);
    return outage;
  }

  Ripples& ripples() {
    if (!ripples_) ripples_.emplace(model_, network_, normal_);
    return *ripples_;
  }

  // Copies that serve a component in the aftermath at hand.
  double copies(ComponentId id) const {
    if (left_[id.index()] != all_left) return left_[id.index()];
    return normal_.facts().components[id.index()].fleet.copies();
  }

  bool was_overloaded(ComponentId id) const {
    const CapacityResult& normal = results_.capacity[id.index()];
    return normal.known && normal.utilization > 1 + 1e-9;
  }

  template <class Loads>
  bool breaks(const Loads& loads, ComponentId id) const {
    if (is_down_[id.index()]) return false;
    if (was_overloaded(id) || !loads.known(id)) return false;
    return loads.utilization(id, copies(id)) > 1 + 1e-9;
  }

  Loss lose(std::uint32_t number) {
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
    if (settle(after, loss)) stop_flows(after, loss);
    for (const std::uint32_t point : points_[number])
      loss.stopped.push_back(redundancy_.single_points[point].flow);
    finish(after, loss);
    return loss;
  }

  // A need may ask for the loss of a whole component or of all that stands in a group.
  Loss lose_named(const model::Need& need) {
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
    settle(after, loss);
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
    loss.down = std::move(after.down);
    std::sort(loss.stopped.begin(), loss.stopped.end());
    loss.stopped.erase(std::unique(loss.stopped.begin(), loss.stopped.end()), loss.stopped.end());
  }

  // Solves, lets what is overloaded go down, and solves again until nothing more breaks. True if
  // load moved, so that more may have gone down than the event alone takes.
  bool settle(Aftermath& after, Loss& loss) {
    for (const Weakened& weak : after.weakened) left_[weak.component.index()] = weak.left;
    bool moved = false;
    for (bool first = true;; first = false) {
      std::vector<ComponentId> broken;
      if (after.load_moves && budget_ > 0) {
        after.load_moves = false;
        moved = true;
        follow(after, broken);
        if (loss.utilization.empty()) keep_figures(after, loss);
      } else if (first) {
        for (const Weakened& weak : after.weakened)
          if (breaks(normal_, weak.component)) broken.push_back(weak.component);
      }
      if (broken.empty()) break;
      for (const ComponentId component : broken) {
        loss.overloaded.push_back(component);
        take_down(component, Fault::load, after);
      }
    }
    if (after.load_moves) redundancy_.losses_complete = false;
    for (const Weakened& weak : after.weakened) left_[weak.component.index()] = all_left;
    return moved;
  }

  // Only what has other load or fewer copies than before can break.
  void follow(const Aftermath& after, std::vector<ComponentId>& broken) {
    ripples().apply(outage_of(after));
    spend();
    const auto changed = ripples().changed();
    std::vector<ComponentId> candidates(changed.begin(), changed.end());
    for (const Weakened& weak : after.weakened) candidates.push_back(weak.component);
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    for (const ComponentId component : candidates)
      if (breaks(ripples(), component)) broken.push_back(component);
  }

  void spend() { budget_ -= std::min(budget_, ripples().work()); }

  void keep_figures(const Aftermath& after, Loss& loss) {
    const std::size_t count = model_.components.size();
    if (figures_ + count > most_figures) return;
    figures_ += count;
    loss.utilization.reserve(count);
    for (const CapacityResult& normal : results_.capacity)
      loss.utilization.push_back(normal.utilization);
    const auto renew = [&](ComponentId id) {
      loss.utilization[id.index()] = ripples().utilization(id, copies(id));
    };
    for (const ComponentId component : ripples().changed()) renew(component);
    for (const Weakened& weak : after.weakened) renew(weak.component);
    for (const Downed& downed : after.down) loss.utilization[downed.component.index()] = 0;
  }

  // Literals that are down, by flow; those of a flow that it cannot do without settle it.
  void stop_flows(const Aftermath& after, Loss& loss) {
    std::map<FlowId, std::vector<std::uint32_t>> soft;
    std::set<FlowId> stopped;
    for (const Downed& downed : after.down) {
      for (const auto& [flow, literal] : uses_[downed.component.index()]) {
        if (failures_.graphs[flow.index()].hard[literal]) {
          stopped.insert(flow);
        } else {
          soft[flow].push_back(literal);
        }
      }
    }
    for (const auto& [flow, literals] : soft)
      if (stopped.count(flow) == 0 && stops(flow, literals)) stopped.insert(flow);
    loss.stopped.insert(loss.stopped.end(), stopped.begin(), stopped.end());
  }

  bool stops(FlowId flow, const std::vector<std::uint32_t>& literals) {
    auto& alternatives = alternatives_[flow.index()];
    if (!alternatives)
      alternatives = std::make_unique<Alternatives>(failures_.graphs[flow.index()]);
    for (const std::uint32_t literal : literals) alternatives->set_down(literal, 0);
    return (alternatives->evaluate()[0] & 1) != 0;
  }

  void find_cold() {
    for (std::size_t i = 0; i < model_.components.size(); ++i) {
      if (model_.components[i].role != Role::cache || !movers_[i]) continue;
      if (budget_ == 0) {
        redundancy_.losses_complete = false;
        return;
      }
      Outage outage;
      outage.cold.emplace_back(i);
      ripples().apply(outage);
      spend();
      redundancy_.cold.push_back(compare(ComponentId(i)));
    }
  }

  ColdCache compare(ComponentId cache) {
    ColdCache cold;
    cold.cache = cache;
    std::vector<ComponentId> changed(ripples().changed().begin(), ripples().changed().end());
    std::sort(changed.begin(), changed.end());
    for (const ComponentId id : changed) {
      if (id == cache || !ripples().known(id) || !normal_.known(id)) continue;
      const double now = ripples().utilization(id, copies(id));
      if (now <= results_.capacity[id.index()].utilization * (1 + 1e-9)) continue;
      cold.busier.push_back(id);
      cold.utilization.push_back(now);
      if (breaks(ripples(), id)) cold.overloaded.push_back(id);
    }
    return cold;
  }

  const Failures& failures_;
  const Model& model_;
  const Network& network_;
  const Results& results_;
  Redundancy& redundancy_;
  std::vector<bool> movers_;
  std::vector<std::vector<ComponentId>> touched_;                    // by domain
  std::vector<std::vector<std::pair<FlowId, std::uint32_t>>> uses_;  // by component: literals of it
  std::vector<std::unique_ptr<Alternatives>> alternatives_;          // by flow, made when asked for
  std::vector<std::vector<std::uint32_t>> points_;  // by event: single points that it is
  std::vector<bool> is_down_;                       // by component, in the aftermath at hand
  Traffic traffic_;
  Capacities normal_;
  std::optional<Ripples> ripples_;
  std::vector<std::uint32_t> left_;  // copies, by component, in the aftermath at hand
  std::size_t budget_ = work_budget;
  std::size_t figures_ = 0;
};

}  // namespace

void find_losses(const Failures& failures, const Network& network, const Results& results,
                 Redundancy& redundancy) {
  Losses(failures, network, results, redundancy).find();
}

}  // namespace joist::analysis

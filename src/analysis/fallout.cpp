// Strikes everything that is killed at once, and follows what comes of it step by step.
#include "analysis/fallout.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "analysis/aftermath.hpp"

namespace joist::analysis {
namespace {

class FalloutFinder {
 public:
  FalloutFinder(const Failures& failures, const Network& network, const Capacities& capacities,
                const Results& results)
      : failures_(failures),
        model_(failures.model),
        aftermaths_(failures, network, capacities, results) {
    for (const CapacityResult& capacity : results.capacity)
      before_.push_back(capacity.known ? std::optional(capacity.utilization) : std::nullopt);
  }

  Fallout find(std::span<const Kill> kills) {
    strike(kills);
    fallout_.down = after_.down;
    fallout_.leaderless = after_.leaderless;
    next_step(0);
    for (std::size_t broken = 0; aftermaths_.settle(after_); broken = after_.overloaded.size())
      next_step(broken);
    for (std::size_t f = 0; f < model_.flows.size(); ++f)
      fallout_.flows.push_back(left_of(FlowId(f)));
    find_left();
    return std::move(fallout_);
  }

 private:
  void strike(std::span<const Kill> kills) {
    std::map<ComponentId, Lost> lost;
    std::set<ComponentId> touched;
    std::vector<DomainId> domains;
    for (const Kill& kill : kills) {
      if (kill.domain) {
        domains.push_back(kill.domain);
        const auto& in = aftermaths_.in(kill.domain);
        touched.insert(in.begin(), in.end());
      } else if (kill.group) {
        for (std::size_t i = 0; i < model_.components.size(); ++i)
          if (stands_in(model_, model_.components[i].group, kill.group))
            aftermaths_.take_down(ComponentId(i), Fault::lost, after_);
      } else if (kill.copies == 0) {
        aftermaths_.take_down(kill.component, Fault::lost, after_);
      } else {
        lost[kill.component].copies += kill.copies;
        touched.insert(kill.component);
      }
    }
    for (const ComponentId component : touched) {
      Lost what = lost[component];
      what.domains = domains;
      // Where copies are not alike, those that matter most are gone.
      if (failures_.standings[component.index()].has_leader && what.copies > 0) {
        what.leader = true;
        --what.copies;
      }
      if (!aftermaths_.is_down(component)) aftermaths_.strike(component, what, after_);
    }
  }

  void next_step(std::size_t first) {
    FalloutStep step;
    for (std::size_t i = first; i < after_.overloaded.size(); ++i) {
      step.overloaded.push_back(after_.overloaded[i].component);
      step.overload.push_back(after_.overloaded[i].utilization);
    }
    std::vector<FlowId> stopped = aftermaths_.stopped(after_);
    std::set_difference(stopped.begin(), stopped.end(), stopped_.begin(), stopped_.end(),
                        std::back_inserter(step.stopped));
    stopped_ = std::move(stopped);
    fallout_.steps.push_back(std::move(step));
  }

  FlowLeft left_of(FlowId flow) {
    FlowLeft left;
    left.up = !std::binary_search(stopped_.begin(), stopped_.end(), flow);
    std::set<ComponentId> used;
    for (const ArrowId id : model_.at(flow).arrows) {
      const model::Arrow& arrow = model_.at(id);
      if (arrow.call != model::Call::relation) used.insert({arrow.from, arrow.to});
    }
    for (const ComponentId component : used) {
      if (aftermaths_.is_down(component)) {
        left.without.push_back(component);
        continue;
      }
      const double now = aftermaths_.utilization(component);
      if (now <= left.utilization) continue;
      left.tightest = component;
      left.utilization = now;
    }
    return left;
  }

  // Of all shards together, or nodes. A cache that has lost a part of what it holds has lost as
  // many of its copies, though the others go on as before.
  double instances_left(ComponentId component) {
    const Fleet all = fleet(model_, component);
    const auto weak =
        std::find_if(after_.weakened.begin(), after_.weakened.end(),
                     [&](const Weakened& each) { return each.component == component; });
    if (weak == after_.weakened.end()) return all.instances();
    if (weak->live < 1) return all.instances() * weak->live;
    if (all.nodes > 0 || all.shards <= 1) return aftermaths_.copies(component);
    return all.shards * ((1 - weak->shards) * all.replicas + weak->shards * weak->left);
  }

  void find_left() {
    std::set<ComponentId> changed;
    for (const Weakened& weak : after_.weakened) changed.insert(weak.component);
    if (after_.moved) {
      const auto moved = aftermaths_.changed();
      changed.insert(moved.begin(), moved.end());
    }
    for (const ComponentId component : changed) {
      if (aftermaths_.is_down(component) || !before_[component.index()]) continue;
      constexpr double rounding = 1e-12;  // what is left where loads cancel out
      const double now = aftermaths_.utilization(component);
      fallout_.left.push_back({component, instances_left(component), *before_[component.index()],
                               now < rounding ? 0 : now});
    }
  }

  const Failures& failures_;
  const model::Model& model_;
  Aftermaths aftermaths_;
  Aftermath after_;
  Fallout fallout_;
  std::vector<FlowId> stopped_;                // so far
  std::vector<std::optional<double>> before_;  // utilisation, by component, where known
};

}  // namespace

Fallout find_fallout(const model::Model& model, std::span<const Kill> kills) {
  const Network network(model);
  const Traffic traffic = network.solve();
  const Capacities capacities(model, network, traffic);
  Results results;
  results.capacity = capacities.results();
  // What overloads is found by following the load, so here any copy is taken to carry it.
  const Failures failures = prepare_failures(model);
  return FalloutFinder(failures, network, capacities, results).find(kills);
}

}  // namespace joist::analysis

// Laws of flows whose parts take over each other's load, against following every failure to its
// end: what cannot answer is asked no longer, and what then has more than it carries goes down too.
#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/availability.hpp"
#include "analysis/capacity.hpp"
#include "analysis/capacity_facts.hpp"
#include "analysis/redundancy.hpp"
#include "analysis/traffic.hpp"
#include "tests/model_builder.hpp"

using namespace joist;
using namespace joist::analysis;
using namespace joist::testing;

namespace {

// A tree of calls: chains, lists out of balancers in one another, and alternatives.
class Tree : public Builder {
 public:
  explicit Tree(unsigned seed) : random_(seed) {
    const ComponentId client = add("client", Role::source);
    read_ = flow("read", 1000);
    arrow(read_, client, grow(0, 1000, 1000));
    parts_.resize(model.components.size());
  }

  FlowId read() const { return read_; }

  // By component: so many copies are up. Whether the flow is, once everything has settled.
  bool works(const Network& network, const Capacities& normal,
             const std::vector<std::uint32_t>& up) const {
    State state;
    state.live.assign(model.components.size(), 1);
    for (std::size_t i = 0; i < up.size(); ++i)
      if (up[i] == 0) state.live[i] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = model.components.size(); i-- > 1;) {
        if (state.live[i] == 0 || answers(ComponentId(i), state)) continue;
        state.live[i] = 0;
        changed = true;
      }
      const Traffic traffic = network.solve(state);
      const Capacities now(normal, traffic);
      for (std::size_t i = 1; i < up.size(); ++i) {
        const ComponentId id(i);
        const double every = normal.facts().components[i].fleet.copies();
        if (state.live[i] == 0 || !now.known(id) || normal.utilization(id, every) > 1) continue;
        if (now.utilization(id, up[i]) <= 1 + 1e-9) continue;
        state.live[i] = 0;
        changed = true;
      }
    }
    return state.live[1] > 0;
  }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  // `normally` of the load that may come to it at the most.
  ComponentId grow(int depth, double normally, double most) {
    const int form = depth > 2 ? 0 : pick(5);
    const Role role = form >= 3 ? Role::split : Role::pass;
    const int replicas = 1 + pick(3);
    // From what is just enough normally to what is enough for all that may come.
    const double enough = normally > 0 ? normally : most * (0.4 + 0.2 * pick(4));
    const double ample = 0.9 + 0.15 * pick(12);
    const double odds[] = {0.9, 0.95, 0.98};
    const ComponentId id = add(std::to_string(model.components.size()), role,
                               {{Attribute::replicas, replicas},
                                {Attribute::capacity, enough * ample / replicas},
                                {Attribute::availability, odds[pick(3)]}});
    if (pick(5) == 0) at(id).attributes.numbers.erase(at(id).attributes.numbers.begin() + 1);
    parts_.resize(model.components.size());
    if (form == 1) call(id, grow(depth + 1, normally, most));
    if (form == 2) {
      const ComponentId main = grow(depth + 1, normally, most);
      const ComponentId other = grow(depth + 1, 0, most);
      call(id, main);
      model::Arrow& instead = arrow(read_, id, other);
      instead.when = When::fail;
      instead.condition = main;
      parts_[id.index()].push_back(other);
    }
    if (form >= 3) {
      const int count = 2 + pick(2);
      std::vector<ComponentId> targets;
      for (int i = 0; i < count; ++i) targets.push_back(grow(depth + 1, normally / count, most));
      list(read_, id, targets);
      parts_[id.index()] = targets;
    }
    return id;
  }

  void call(ComponentId from, ComponentId to) {
    arrow(read_, from, to);
    parts_[from.index()].push_back(to);
  }

  // Whether any of what it calls does: one that calls one thing alone has no other.
  bool answers(ComponentId id, const State& state) const {
    const auto& parts = parts_[id.index()];
    return parts.empty() || std::any_of(parts.begin(), parts.end(), [&](ComponentId part) {
             return state.live[part.index()] > 0;
           });
  }

  std::mt19937 random_;
  FlowId read_;
  std::vector<std::vector<ComponentId>> parts_;  // by component: any of these is enough
};

// Everything that is asked of one tree.
struct Asked {
  explicit Asked(const Tree& made)
      : tree(made), network(tree.model), traffic(network.solve()), normal(tree.model, traffic) {
    results.arrows = traffic.arrows;
    results.components = traffic.components;
    for (const model::Component& component : tree.model.components) {
      const auto* replicas = component.attributes.number(Attribute::replicas);
      copies.push_back(replicas ? static_cast<std::uint32_t>(replicas->value()) : 1);
      states *= component.role == Role::source ? 1 : copies.back() + 1;
    }
  }

  // Calls `use` with every number of copies that may be up, and how likely it is.
  void every(const std::function<void(const std::vector<std::uint32_t>&, double)>& use) const {
    std::vector<std::uint32_t> up = copies;
    for (std::size_t n = 0; n < states; ++n) {
      std::size_t rest = n;
      double chance = 1;
      for (std::size_t i = 1; i < up.size(); ++i) {
        up[i] = static_cast<std::uint32_t>(rest % (copies[i] + 1));
        rest /= copies[i] + 1;
        const double each =
            tree.model.components[i].attributes.number(Attribute::availability)->value();
        const double ways = std::round(std::tgamma(copies[i] + 1) / std::tgamma(up[i] + 1) /
                                       std::tgamma(copies[i] - up[i] + 1));
        chance *= ways * std::pow(each, up[i]) * std::pow(1 - each, copies[i] - up[i]);
      }
      use(up, chance);
    }
  }

  const Tree& tree;
  Network network;
  Traffic traffic;
  Capacities normal;
  Results results;
  std::vector<std::uint32_t> copies;
  std::size_t states = 1;
};

using Lost = std::vector<std::uint32_t>;  // copies, by component

std::set<Lost> all_cuts(const Asked& asked, const Failures& failures) {
  Redundancy found;
  find_cut_sets(failures, 3, found);
  std::set<Lost> result;
  for (const auto* cuts : {&found.single_points, &found.pairs, &found.higher}) {
    for (const CutSet& cut : *cuts) {
      Lost lost(asked.copies.size(), 0);
      for (const std::uint32_t event : cut.events)
        ++lost[failures.events.all[event].component.index()];
      result.insert(std::move(lost));
    }
  }
  return result;
}

// Of up to three copies lost.
std::set<Lost> minimal_cuts(const Asked& asked) {
  std::vector<Lost> cuts;
  asked.every([&](const std::vector<std::uint32_t>& up, double) {
    Lost lost(up.size(), 0);
    std::uint32_t sum = 0;
    for (std::size_t i = 1; i < up.size(); ++i) sum += lost[i] = asked.copies[i] - up[i];
    if (sum <= 3 && !asked.tree.works(asked.network, asked.normal, up))
      cuts.push_back(std::move(lost));
  });
  std::set<Lost> result;
  for (const Lost& cut : cuts) {
    const bool holds_other = std::any_of(cuts.begin(), cuts.end(), [&](const Lost& other) {
      return other != cut && std::equal(other.begin(), other.end(), cut.begin(),
                                        [](std::uint32_t a, std::uint32_t b) { return a <= b; });
    });
    if (!holds_other) result.insert(cut);
  }
  return result;
}

}  // namespace

TEST_CASE("law: a flow is up in just the states in which what is left carries the load") {
  int compared = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    CAPTURE(seed);
    const Tree tree(seed);
    const Asked asked(tree);
    if (asked.states > 1500 || asked.copies.size() < 4) continue;
    ++compared;
    const KnownLoad load{asked.network, asked.results, asked.normal};
    const Failures failures = prepare_failures(tree.model, &load);
    double expected = 0;
    asked.every([&](const std::vector<std::uint32_t>& up, double chance) {
      if (!tree.works(asked.network, asked.normal, up)) expected += chance;
    });
    const FlowAvailability result =
        find_flow_availability(failures, {true, true}, Measures::none)[tree.read().index()];
    CHECK(std::fabs(result.down - expected) <= 1e-11);
    CHECK(all_cuts(asked, failures) == minimal_cuts(asked));
  }
  CHECK(compared > 200);
}

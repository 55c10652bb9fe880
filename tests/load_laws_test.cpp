// Laws of flows whose parts take over each other's load, against following every failure to its
// end: what cannot answer is asked no longer, and what then has more than it carries goes down too.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
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
  explicit Tree(unsigned seed, bool with_neighbour = false) : random_(seed) {
    const ComponentId client = add("client", Role::source);
    read_ = flow("read", 1000);
    arrow(read_, client, grow(0, 1000, 1000));
    parts_.resize(model.components.size());
    if (with_neighbour) share_leaf();
  }

  FlowId read() const { return read_; }
  // Another flow that calls one of the components and nothing else, if there is one.
  FlowId neighbour() const { return neighbour_; }

  // By component: so many copies are up. Whether a flow is, once everything has settled.
  bool works(const Network& network, const Capacities& normal, const std::vector<std::uint32_t>& up,
             bool of_neighbour = false) const {
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
        if (state.live[i] == 0 || !now.known(id)) continue;
        // What has too much with all of its copies needs all of them.
        const bool overloaded = normal.utilization(id, every) > 1 + 1e-9;
        if (overloaded ? up[i] >= every : now.utilization(id, up[i]) <= 1 + 1e-9) continue;
        state.live[i] = 0;
        changed = true;
      }
    }
    return state.live[of_neighbour ? shared_.index() : 1] > 0;
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

  // What calls nothing else, and is not the whole of the tree.
  void share_leaf() {
    std::vector<ComponentId> leaves;
    for (std::size_t i = 2; i < parts_.size(); ++i)
      if (parts_[i].empty() && model.components[i].role == Role::pass) leaves.emplace_back(i);
    if (leaves.empty()) return;
    shared_ = leaves[static_cast<std::size_t>(pick(static_cast<int>(leaves.size())))];
    const double load = 50.0 * (1 + pick(4));
    neighbour_ = flow("neighbour", load);
    for (auto& number : at(shared_).attributes.numbers)
      if (number.attribute == Attribute::capacity) number.quantity.value += load;
    arrow(neighbour_, add("other client", Role::source), shared_);
    parts_.resize(model.components.size());
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
  FlowId read_, neighbour_;
  ComponentId shared_;
  std::vector<std::vector<ComponentId>> parts_;  // by component: any of these is enough
};

// Everything that is asked of one tree.
struct Asked {
  explicit Asked(const Tree& made)
      : tree(made), network(tree.model), traffic(network.solve()), normal(tree.model, network, traffic) {
    results.arrows = traffic.arrows;
    results.components = traffic.components;
    for (const model::Component& component : tree.model.components) {
      const auto* replicas = component.attributes.number(Attribute::replicas);
      copies.push_back(replicas ? static_cast<std::uint32_t>(replicas->value()) : 1);
      states *= component.role == Role::source ? 1 : copies.back() + 1;
    }
  }

  // The chance that a flow is down, where what has failed is not mended by more that fails: load
  // that nobody sends any more would do that.
  double chance_down(bool of_neighbour) const {
    std::map<std::vector<std::uint32_t>, bool> down;
    double sum = 0;
    // Those with more copies up first.
    std::vector<std::pair<std::vector<std::uint32_t>, double>> all;
    every(
        [&](const std::vector<std::uint32_t>& up, double chance) { all.emplace_back(up, chance); });
    for (auto each = all.rbegin(); each != all.rend(); ++each) {
      auto& [up, chance] = *each;
      bool fails = !tree.works(network, normal, up, of_neighbour);
      for (std::size_t i = 1; i < up.size() && !fails; ++i) {
        if (up[i] == copies[i]) continue;
        ++up[i];
        fails = down.at(up);
        --up[i];
      }
      if (fails) sum += chance;
      down.emplace(std::move(up), fails);
    }
    return sum;
  }

  // Calls `use` with every number of copies that may be up, and how likely it is.
  void every(const std::function<void(const std::vector<std::uint32_t>&, double)>& use) const {
    std::vector<std::uint32_t> up = copies;
    for (std::size_t n = 0; n < states; ++n) {
      std::size_t rest = n;
      double chance = 1;
      for (std::size_t i = 1; i < up.size(); ++i) {
        if (tree.model.components[i].role == Role::source) continue;
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

std::set<Lost> all_cuts(const Asked& asked, const Failures& failures, FlowId flow) {
  Redundancy found;
  find_cut_sets(failures, 3, found);
  std::set<Lost> result;
  for (const auto* cuts : {&found.single_points, &found.pairs, &found.higher}) {
    for (const CutSet& cut : *cuts) {
      if (cut.flow != flow) continue;
      Lost lost(asked.copies.size(), 0);
      for (const std::uint32_t event : cut.events)
        ++lost[failures.events.all[event].component.index()];
      result.insert(std::move(lost));
    }
  }
  return result;
}

// Of up to three copies lost.
std::set<Lost> minimal_cuts(const Asked& asked, bool of_neighbour = false) {
  std::vector<Lost> cuts;
  asked.every([&](const std::vector<std::uint32_t>& up, double) {
    Lost lost(up.size(), 0);
    std::uint32_t sum = 0;
    for (std::size_t i = 1; i < up.size(); ++i) sum += lost[i] = asked.copies[i] - up[i];
    if (sum <= 3 && !asked.tree.works(asked.network, asked.normal, up, of_neighbour))
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
    CHECK(all_cuts(asked, failures, tree.read()) == minimal_cuts(asked));
  }
  CHECK(compared > 200);
}

TEST_CASE("law: a flow is down when load that another flow moves takes down what both use") {
  int compared = 0, moved = 0;
  for (unsigned seed = 0; seed < 1500; ++seed) {
    CAPTURE(seed);
    const Tree tree(seed, true);
    const Asked asked(tree);
    if (asked.states > 1500 || asked.copies.size() > 8 || !tree.neighbour()) continue;
    ++compared;
    const KnownLoad load{asked.network, asked.results, asked.normal};
    const Failures failures = prepare_failures(tree.model, &load);
    const double expected = asked.chance_down(true);
    const FlowId flow = tree.neighbour();
    const FlowAvailability result =
        find_flow_availability(failures, {true, true, true}, Measures::none)[flow.index()];
    // What four failures and more do together is not followed in every detail.
    CHECK(std::fabs(result.down - expected) <= 2e-3 * expected);
    CHECK(all_cuts(asked, failures, flow) == minimal_cuts(asked, true));
    if (failures.graphs[flow.index()].literals.size() > 2) ++moved;
  }
  CHECK(compared > 100);
  CHECK(moved > 30);
}

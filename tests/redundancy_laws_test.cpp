// Laws of redundancy: cut sets agree with trying everything out, and losses with
// solving all traffic again.
#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/analyse.hpp"
#include "analysis/capacity.hpp"
#include "analysis/redundancy.hpp"
#include "analysis/traffic.hpp"
#include "tests/model_builder.hpp"
#include "tests/plain_flow.hpp"

using namespace joist;
using namespace joist::analysis;
using namespace joist::testing;

namespace {

// A random flow: chains, lists out of balancers, alternatives, queues and optional calls.
class RandomDesign : public Builder {
 public:
  explicit RandomDesign(unsigned seed, bool with_rings) : random_(seed) {
    ids_.push_back(add("client", Role::source));
    const int count = 5 + pick(6);
    for (int i = 1; i <= count; ++i) ids_.push_back(make(i));
    read_ = flow("read", 1000);
    for (int i = 0; i < count; ++i) connect(i, with_rings);
    for (int i = 1; i <= count; ++i) reach(i);
  }

  FlowId read() const { return read_; }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  ComponentId make(int number) {
    const Role roles[] = {Role::pass, Role::split, Role::split,
                          Role::pass, Role::queue, Role::store};
    // One draw a statement: compilers differ in the order in which they evaluate arguments.
    const Role role = roles[pick(6)];
    const int replicas = 1 + pick(3), shards = 1 + pick(2), capacity = 100 + 100 * pick(30);
    const ComponentId id = add(std::to_string(number), role,
                               {{Attribute::replicas, replicas},
                                {Attribute::shards, shards},
                                {Attribute::capacity, capacity}});
    if (pick(2) == 0) zones(id, static_cast<std::uint32_t>(1 + pick(3)));
    if (pick(3) == 0) needs(id, model::Needs::Rule::quorum);
    return id;
  }

  ComponentId later(int number) {
    return ids_[static_cast<std::size_t>(number + 1 +
                                         pick(static_cast<int>(ids_.size()) - number - 1))];
  }

  void connect(int number, bool with_rings) {
    const ComponentId from = ids_[static_cast<std::size_t>(number)];
    if (with_rings && pick(4) == 0 && number > 1) arrow(read_, from, ids_[1]);
    const ComponentId a = later(number), b = later(number);
    switch (pick(5)) {
      case 0:
        if (a != b) return list(read_, from, {a, b});
        break;
      case 1:
        if (a == b) break;
        arrow(read_, from, a);
        alternative(from, a, b);
        return;
      case 2:
        arrow(read_, from, a).attributes.texts.push_back({Attribute::optional, {"yes"}, {}});
        if (a != b) arrow(read_, from, b);
        return;
      default:
        break;
    }
    arrow(read_, from, a);
  }

  // Everything but the client is called by something, so that it is clear where the rate enters.
  void reach(int number) {
    const ComponentId id = ids_[static_cast<std::size_t>(number)];
    for (const auto& known : model.arrows)
      if (known.to == id) return;
    arrow(read_, ids_[static_cast<std::size_t>(pick(number))], id);
  }

  void alternative(ComponentId from, ComponentId main, ComponentId other) {
    auto& made = arrow(read_, from, other);
    made.when = When::fail;
    made.condition = main;
  }

  std::mt19937 random_;
  std::vector<ComponentId> ids_;
  FlowId read_;
};

using Combination = std::vector<std::uint32_t>;

bool stops(const Failures& failures, const PlainFlow& flow, const Combination& events) {
  std::vector<Word> down;
  for (std::size_t i = 0; i < failures.model.components.size(); ++i) {
    Lost lost;
    for (const std::uint32_t number : events) {
      const Event& event = failures.events.all[number];
      if (event.component == ComponentId(i)) ++lost.copies;
      if (event.domain) lost.domains.push_back(event.domain);
    }
    const Fault fault = fault_after(failures.placements, failures.placements.components[i],
                                    failures.standings[i], lost, false);
    down.push_back(fault != Fault::none ? 1 : 0);
  }
  return (flow.down(down, down) & 1) != 0;
}

std::set<Combination> sets_of(const std::vector<CutSet>& cuts) {
  std::set<Combination> result;
  for (const CutSet& cut : cuts) {
    Combination events = cut.events;
    std::sort(events.begin(), events.end());
    result.insert(std::move(events));
  }
  return result;
}

}  // namespace

TEST_CASE("cut sets of order one and two are those that trying everything finds") {
  for (unsigned seed = 0; seed < 400; ++seed) {
    CAPTURE(seed);
    RandomDesign design(seed, seed % 2 == 1);
    const Failures failures = prepare_failures(design.model);
    Redundancy found;
    find_cut_sets(failures, 2, found);
    const PlainFlow plain(design.model, design.read());
    std::set<Combination> singles, pairs;
    const auto count = static_cast<std::uint32_t>(failures.events.all.size());
    for (std::uint32_t a = 0; a < count; ++a)
      if (stops(failures, plain, {a})) singles.insert({a});
    for (std::uint32_t a = 0; a < count; ++a) {
      for (std::uint32_t b = a; b < count; ++b) {
        if (a == b && failures.events.all[a].copies < 2) continue;
        if (singles.count({a}) != 0 || singles.count({b}) != 0) continue;
        if (stops(failures, plain, {a, b})) pairs.insert({a, b});
      }
    }
    CHECK(sets_of(found.single_points) == singles);
    CHECK(sets_of(found.pairs) == pairs);
    CHECK(found.pairs_complete);
  }
}

TEST_CASE("another copy never makes a new single point") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    RandomDesign design(seed, false);
    const auto count_points = [&] {
      const Failures failures = prepare_failures(design.model);
      Redundancy found;
      find_cut_sets(failures, 1, found);
      return found.single_points.size();
    };
    const std::size_t before = count_points();
    // Majorities may lose by an even number, so the rule here is `one`.
    for (auto& component : design.model.components) {
      if (component.attributes.needs) continue;
      for (auto& number : component.attributes.numbers)
        if (number.attribute == Attribute::replicas) number.quantity.value += 1;
    }
    CHECK(count_points() <= before);
  }
}

TEST_CASE("a loss overloads what solving all traffic again says") {
  int overloads = 0;
  for (unsigned seed = 0; seed < 1500; ++seed) {
    CAPTURE(seed);
    RandomDesign design(seed, false);
    const Network network(design.model);
    const Results results = analyse(design.model);
    for (const Loss& loss : results.redundancy.losses) {
      const Event& event = results.redundancy.events[loss.event];
      if (!event.component || event.copies > 1) continue;
      State state;
      state.live.assign(design.model.components.size(), 1);
      state.live[event.component.index()] = 0;
      const Traffic after = network.solve(state);
      const Capacities now(design.model, network, after);
      std::set<ComponentId> first;
      for (std::size_t c = 1; c < design.model.components.size(); ++c) {
        const ComponentId id(c);
        if (id == event.component || !now.known(id) || results.capacity[c].utilization > 1)
          continue;
        if (now.utilization(id, fleet(design.model, id).copies()) > 1 + 1e-9) first.insert(id);
      }
      overloads += static_cast<int>(first.size());
      // What breaks at once comes first; more may follow from it.
      REQUIRE(loss.overloaded.size() >= first.size());
      const std::set<ComponentId> found(loss.overloaded.begin(),
                                        loss.overloaded.begin() + static_cast<long>(first.size()));
      CHECK(found == first);
    }
  }
  CHECK(overloads > 20);
}

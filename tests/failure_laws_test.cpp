// Laws of cut sets and of availability over designs with everything in them, against brute force.
#include <algorithm>
#include <cmath>
#include <set>

#include <doctest/doctest.h>

#include "analysis/availability.hpp"
#include "analysis/availability_events.hpp"
#include "analysis/availability_flow.hpp"
#include "analysis/redundancy.hpp"
#include "tests/plain_flow.hpp"
#include "tests/redundant_design.hpp"

using namespace joist;
using namespace joist::analysis;
using namespace joist::testing;

namespace {

using Combination = std::vector<std::uint32_t>;

// What the events take down, one scenario in bit 0.
bool stops(const Failures& failures, const PlainFlow& flow, const Combination& events) {
  std::vector<Word> reads, writes;
  for (std::size_t i = 0; i < failures.model.components.size(); ++i) {
    Lost lost;
    for (const std::uint32_t number : events) {
      const Event& event = failures.events.all[number];
      if (event.domain) lost.domains.push_back(event.domain);
      if (event.component != ComponentId(i)) continue;
      event.leader ? void(lost.leader = true) : void(++lost.copies);
    }
    const auto is_down = [&](bool for_writes) {
      return fault_after(failures.placements, failures.placements.components[i],
                         failures.standings[i], lost, for_writes) != Fault::none;
    };
    reads.push_back(is_down(false) ? 1 : 0);
    writes.push_back(is_down(true) ? 1 : 0);
  }
  return (flow.down(reads, writes) & 1) != 0;
}

bool holds(const Combination& events, const Combination& cut) {
  return std::includes(events.begin(), events.end(), cut.begin(), cut.end());
}

// Every set of up to three failures, one after the other.
class BruteForce {
 public:
  BruteForce(const Failures& failures, const PlainFlow& flow) : failures_(failures), flow_(flow) {}

  std::set<Combination> cuts(std::size_t order) {
    for (std::size_t size = 1; size <= order; ++size) {
      Combination events;
      extend(size, 0, events);
      cuts_.insert(found_.begin(), found_.end());
      found_.clear();
    }
    return cuts_;
  }

 private:
  void extend(std::size_t size, std::uint32_t from, Combination& events) {
    for (const Combination& cut : cuts_)
      if (holds(events, cut)) return;
    if (events.size() == size) {
      if (stops(failures_, flow_, events)) found_.push_back(events);
      return;
    }
    for (std::uint32_t e = from; e < failures_.events.all.size(); ++e) {
      const Event& event = failures_.events.all[e];
      const std::uint32_t most =
          event.kind == Event::Kind::copy && !event.leader ? event.copies : 1;
      if (std::count(events.begin(), events.end(), e) >= static_cast<std::ptrdiff_t>(most))
        continue;
      events.push_back(e);
      extend(size, e, events);
      events.pop_back();
    }
  }

  const Failures& failures_;
  const PlainFlow& flow_;
  std::set<Combination> cuts_;
  std::vector<Combination> found_;
};

std::set<Combination> all_of(const Redundancy& found) {
  std::set<Combination> result;
  for (const auto* cuts : {&found.single_points, &found.pairs, &found.higher}) {
    for (const CutSet& cut : *cuts) {
      Combination events = cut.events;
      std::sort(events.begin(), events.end());
      result.insert(std::move(events));
    }
  }
  return result;
}

// The probability that the flow is down, summed over every state of everything that can fail.
double down(const PlainCopies& copies, const PlainFlow& flow, std::size_t components) {
  const auto count = copies.odds().size();
  double sum = 0;
  for (std::uint64_t first = 0; first < std::uint64_t{1} << count; first += 64) {
    std::vector<Word> failed(count, 0);
    for (int bit = 0; bit < 64; ++bit)
      for (std::size_t e = 0; e < count; ++e)
        failed[e] |= (first + static_cast<std::uint64_t>(bit)) >> e << 63 >> (63 - bit);
    std::vector<Word> reads, writes;
    for (std::size_t i = 0; i < components; ++i) {
      reads.push_back(copies.reads(ComponentId(i), failed));
      writes.push_back(copies.writes(ComponentId(i), failed));
    }
    const Word lost = flow.down(reads, writes);
    for (int bit = 0;
         bit < 64 && first + static_cast<std::uint64_t>(bit) < std::uint64_t{1} << count; ++bit) {
      if ((lost >> bit & 1) == 0) continue;
      double weight = 1;
      for (std::size_t e = 0; e < count; ++e)
        weight *= (failed[e] >> bit & 1) != 0 ? copies.odds()[e] : 1 - copies.odds()[e];
      sum += weight;
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("law: cut sets of up to three failures are those that trying everything finds") {
  for (unsigned seed = 0; seed < 1500; ++seed) {
    CAPTURE(seed);
    const RedundantDesign design(seed);
    const Failures failures = prepare_failures(design.model);
    Redundancy found;
    find_cut_sets(failures, 3, found);
    const PlainFlow flow(design.model, design.read());
    CHECK(all_of(found) == BruteForce(failures, flow).cuts(3));
    CHECK(found.complete[design.read().index()]);
  }
}

TEST_CASE("law: the availability of a flow is that of every state of up to 16 things") {
  int compared = 0;
  for (unsigned seed = 0; seed < 1500; ++seed) {
    CAPTURE(seed);
    const RedundantDesign design(seed);
    const Failures failures = prepare_failures(design.model);
    const PlainCopies copies(failures);
    if (copies.odds().size() > 12 + seed % 5) continue;
    ++compared;
    const PlainFlow flow(design.model, design.read());
    const double expected = down(copies, flow, design.model.components.size());
    const FlowAvailability result = find_flow_availability(
        failures, {true, true}, Measures::importance_by_cut_sets)[design.read().index()];
    if (!result.known) continue;
    CHECK(result.exact);
    CHECK(std::fabs(result.down - expected) <= 1e-11 * std::max(expected, 1e-3));
  }
  CHECK(compared > 100);
}

TEST_CASE("law: bounds hold what they bound, and are closer the further they go") {
  int apart = 0;
  for (unsigned seed = 0; seed < 1500; ++seed) {
    CAPTURE(seed);
    const RedundantDesign design(seed);
    const Failures failures = prepare_failures(design.model);
    const FlowGraph& graph = failures.graphs[design.read().index()];
    if (graph.literals.empty()) continue;
    const EventOdds odds = event_odds(failures);
    const auto down = [&](const Effort& effort, Side side) {
      const FlowFunction function =
          build_flow_function(failures, odds, graph, Order::as_written, effort, side);
      return probability(function.bdd, function.success, function.variables.odds).down;
    };
    const double exact = down({100'000, 0}, Side::exact);
    double width = 1;
    for (const Effort& effort : {Effort{40, 16}, Effort{100, 16}, Effort{100'000, 1'000}}) {
      const double worst = down(effort, Side::lower), best = down(effort, Side::upper);
      CHECK(worst >= exact * (1 - 1e-12));
      CHECK(best <= exact * (1 + 1e-12));
      if (worst - best > 1e-12) ++apart;
      width = worst - best;
    }
    CHECK(width <= 1e-12);
  }
  CHECK(apart > 15);
}

// 30 steps, of which each has two ways to the next: in the order of writing its diagram doubles
// with every step, side by side it does not.
TEST_CASE("law: bounds of what is too large for one order hold what another order finds") {
  Builder design;
  const ComponentId client = design.add("client", Role::source);
  const FlowId flow = design.flow("read");
  std::vector<ComponentId> before = {client};
  for (int step = 0; step < 30; ++step) {
    const auto part = [&](const char* name, double availability) {
      return design.add(name + std::to_string(step), Role::pass,
                        {{Attribute::availability, availability}});
    };
    const ComponentId choice = part("choice", 1), a = part("a", 0.99), b = part("b", 0.95);
    for (const ComponentId from : before) design.arrow(flow, from, choice);
    design.arrow(flow, choice, a);
    model::Arrow& other = design.arrow(flow, choice, b);
    other.when = When::fail;
    other.condition = a;
    before = {a, b};
  }
  const Failures failures = prepare_failures(design.model);
  const FlowGraph& graph = failures.graphs[flow.index()];
  const EventOdds odds = event_odds(failures);
  const auto down = [&](Order order, const Effort& effort, Side side) {
    const FlowFunction function = build_flow_function(failures, odds, graph, order, effort, side);
    return probability(function.bdd, function.success, function.variables.odds).down;
  };
  CHECK(build_flow_function(failures, odds, graph, Order::as_written, {300'000, 0}).success ==
        Bdd::over);
  const double exact = down(Order::side_by_side, {10'000, 0}, Side::exact);
  CHECK(exact == doctest::Approx(1 - std::pow(1 - 0.01 * 0.05, 30)));
  const double worst = down(Order::as_written, {50'000, 4'000}, Side::lower);
  const double best = down(Order::as_written, {50'000, 4'000}, Side::upper);
  CHECK(worst >= exact);
  CHECK(best <= exact);
  CHECK(worst < 3 * exact);
  CHECK(best > exact / 3);
}

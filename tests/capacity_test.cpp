// Utilisation, needed instances and breaking points, against arithmetic done by hand.
#include "analysis/capacity.hpp"

#include <doctest/doctest.h>

#include "analysis/analyse.hpp"
#include "tests/design.hpp"

namespace joist::tests {
namespace {

using analysis::CapacityResult;
using analysis::Limit;
using analysis::Results;

doctest::Approx about(double value) {
  return doctest::Approx(value).epsilon(1e-9);
}

Results analysed(const Design& design) {
  analysis::Options options;
  options.redundancy = false;
  return analysis::analyse(design.model(), options);
}

const CapacityResult& capacity(const Design& design, const Results& results,
                               const std::string& name) {
  return results.capacity[design.id(name).index()];
}

// One component of a role behind a client, with reads and writes per second.
Design one(Role role, double reads, double writes, Numbers numbers) {
  Design d;
  d.add("c", Role::source).add("x", role, numbers);
  d.flow("r", reads).arrow("c", "x");
  if (writes > 0) d.flow("w", writes).arrow("c", "x", {.access = Access::write});
  return d;
}

void survive(Design& design, model::Level level) {
  model::Need need;
  need.survive = level;
  design.model().needs.push_back(need);
}

void zones(Design& design, const std::string& name, std::uint32_t count) {
  model::Zones zones;
  zones.count = count;
  design.model().components[design.id(name).index()].attributes.zones = zones;
}

TEST_CASE("needed instances: 157 with headroom, 110 after a loss, 55 a zone") {
  Design d =
      one(Role::pass, 439236.1, 0,
          {{Attribute::replicas, 180}, {Attribute::capacity, 4000}, {Attribute::latency, 0.005}});
  zones(d, "x", 3);
  CapacityResult r = capacity(d, analysed(d), "x");
  CHECK(r.utilization == about(439236.1 / 720000));
  CHECK(r.capacity == about(720000));
  CHECK(r.limited_by == Limit::capacity);
  CHECK(*r.needed == 157);
  CHECK_FALSE(r.needed_after_loss);
  CHECK(*r.breaks_at == about(720000 * 0.7 / 439236.1));
  CHECK(r.busy == about(2196.1805));
  CHECK(r.servers == about(3600));
  survive(d, model::Level::zone);
  r = capacity(d, analysed(d), "x");
  CHECK(*r.needed == 165);
  CHECK(*r.needed_after_loss == 165);
}

TEST_CASE("a copy serves its part of the reads and all writes of its shard") {
  const Design d = one(Role::store, 13000, 5200,
                       {{Attribute::shards, 12},
                        {Attribute::replicas, 3},
                        {Attribute::reads, 2000},
                        {Attribute::writes, 1000},
                        {Attribute::standby, 1}});
  const Results results = analysed(d);
  const CapacityResult& r = capacity(d, results, "x");
  CHECK(r.utilization == about(13000.0 / (2 * 12 * 2000) + 5200.0 / (12 * 1000)));
  CHECK(r.limited_by == Limit::reads_and_writes);
  CHECK(r.instances == 36);
  CHECK(r.serving == 24);
  CHECK(r.capacity == about(18200 / r.utilization));
}

TEST_CASE("writes ask for shards, reads for copies") {
  const Design writes =
      one(Role::store, 0, 1800,
          {{Attribute::replicas, 2}, {Attribute::reads, 2000}, {Attribute::writes, 1000}});
  CapacityResult r = capacity(writes, analysed(writes), "x");
  CHECK(*r.needed == 6);  // 3 shards of 2 copies: 1800 / 0.7 is less than 3 x 1000
  CHECK(r.by_shards);
  const Design reads =
      one(Role::store, 6000, 0,
          {{Attribute::replicas, 2}, {Attribute::reads, 2000}, {Attribute::writes, 1000}});
  r = capacity(reads, analysed(reads), "x");
  CHECK(*r.needed == 5);  // 6000 / (5 x 2000) = 60%
  CHECK_FALSE(r.by_shards);
}

TEST_CASE("on nodes every copy of a write takes its part") {
  const Design d = one(Role::store, 9000, 3000,
                       {{Attribute::nodes, 9},
                        {Attribute::replicas, 3},
                        {Attribute::reads, 5000},
                        {Attribute::writes, 4000}});
  const Results results = analysed(d);
  const CapacityResult& r = capacity(d, results, "x");
  CHECK(r.utilization == about(9000.0 / (9 * 5000) + 3000.0 * 3 / (9 * 4000)));
  CHECK(r.instances == 9);
  CHECK(*r.needed == 6);
}

TEST_CASE("the hottest shard decides where a key is hotter than a shard") {
  Design d = one(Role::store, 10000, 0,
                 {{Attribute::shards, 10}, {Attribute::reads, 2000}, {Attribute::skew, 0.3}});
  CapacityResult r = capacity(d, analysed(d), "x");
  CHECK(r.utilization == about(0.3 * 10000 / 2000));
  CHECK(r.limited_by == Limit::hottest_shard);
  CHECK(*r.needed == 30);
  d = one(Role::store, 10000, 0,
          {{Attribute::shards, 10}, {Attribute::reads, 2000}, {Attribute::skew, 0.05}});
  r = capacity(d, analysed(d), "x");
  CHECK(r.utilization == about(0.5));
  CHECK(r.limited_by == Limit::reads_and_writes);
}

TEST_CASE("writes reach every copy, so copies do not help against them, but shards do") {
  const Design d =
      one(Role::store, 100, 3000,
          {{Attribute::replicas, 3}, {Attribute::reads, 2000}, {Attribute::writes, 1000}});
  const Results results = analysed(d);
  const CapacityResult& r = capacity(d, results, "x");
  CHECK(r.utilization == about(100.0 / 6000 + 3));
  CHECK(*r.needed == 15);
  const analysis::Network network(d.model());
  const analysis::Traffic traffic = network.solve();
  const analysis::Capacities capacities(d.model(), network, traffic);
  CHECK_FALSE(capacities.copies_needed(d.id("x")));
}

TEST_CASE("a pool holds a request while it waits for synchronous callees, not for messages") {
  Design d;
  d.add("c", Role::source);
  d.add("api", Role::pass,
        {{Attribute::capacity, 1000}, {Attribute::concurrency, 10}, {Attribute::latency, 0.005}});
  d.add("db", Role::store, {{Attribute::latency, 0.02}})
      .add("q", Role::queue, {{Attribute::latency, 9}});
  d.flow("f", 300).arrow("c", "api").arrow("api", "db", {.x = 2});
  d.arrow("api", "q", {.call = Call::async});
  const Results results = analysed(d);
  const CapacityResult& r = capacity(d, results, "api");
  CHECK(r.busy == about(300 * 0.045));
  CHECK(r.servers == about(10));
  CHECK(r.utilization == about(1.35));
  CHECK(r.limited_by == Limit::pool);
  CHECK(*r.needed == 2);
}

TEST_CASE("where only concurrency and latency are known, capacity is their quotient") {
  const Design d =
      one(Role::pass, 150, 0, {{Attribute::concurrency, 10}, {Attribute::latency, 0.1}});
  const Results results = analysed(d);
  CHECK(capacity(d, results, "x").capacity == about(100));
  CHECK(capacity(d, results, "x").utilization == about(1.5));
  CHECK(capacity(d, results, "x").limited_by == Limit::capacity);
}

TEST_CASE("connections are load by Little's law") {
  Design d;
  d.add("phones", Role::source);
  d.add("gate", Role::pass, {{Attribute::concurrency, 50000}, {Attribute::replicas, 20}});
  d.flow("online", 1e6 / 1800).arrow("phones", "gate", {.numbers = {{Attribute::holds, 1800}}});
  const Results results = analysed(d);
  CHECK(capacity(d, results, "gate").busy == about(1e6));
  CHECK(capacity(d, results, "gate").utilization == about(1));
  CHECK(capacity(d, results, "gate").limited_by == Limit::pool);
}

TEST_CASE("calls with work count as many, and bandwidth limits what is sized") {
  Design d;
  d.add("c", Role::source).add("x", Role::pass, {{Attribute::capacity, 100}});
  d.flow("a", 10).arrow("c", "x", {.numbers = {{Attribute::work, 5}}});
  d.flow("b", 20).arrow("c", "x");
  CHECK(capacity(d, analysed(d), "x").utilization == about(0.7));
  Design e;
  e.add("c", Role::source)
      .add("m", Role::store, {{Attribute::bandwidth, 1e9}, {Attribute::reads, 1e5}});
  e.flow("a", 1500).arrow("c", "m", {.numbers = {{Attribute::size, 1e6}}});
  const Results results = analysed(e);
  CHECK(capacity(e, results, "m").utilization == about(1.5));
  CHECK(capacity(e, results, "m").limited_by == Limit::bandwidth);
}

TEST_CASE("replicas that scale are checked at the most") {
  Design d = one(Role::pass, 900, 0, {{Attribute::capacity, 100}, {Attribute::replicas, 2}});
  model::Stated most;
  most.quantity.value = 12;
  d.model().components[1].attributes.scales_most = most;
  CHECK(capacity(d, analysed(d), "x").utilization == about(0.75));
}

TEST_CASE("unknown capacity stays unknown, and a known one needs no load") {
  Design d;
  d.add("c", Role::source).add("x", Role::pass).add("y", Role::pass, {{Attribute::capacity, 10}});
  d.flow("").arrow("c", "x").arrow("x", "y");
  const Results results = analysed(d);
  CHECK_FALSE(capacity(d, results, "x").known);
  CHECK(capacity(d, results, "y").known);
  CHECK(capacity(d, results, "y").capacity == about(10));
  CHECK_FALSE(capacity(d, results, "y").needed);
  CHECK(results.scale.empty());
}

TEST_CASE("a component that cannot keep up carries its capacity, and no more goes on") {
  Design d;
  d.add("c", Role::source).add("api", Role::pass, {{Attribute::capacity, 100}});
  d.add("q", Role::queue)
      .add("w", Role::compute, {{Attribute::capacity, 30}})
      .add("db", Role::store);
  d.flow("f", 200).arrow("c", "api").arrow("api", "q", {.call = Call::async}).arrow("q", "w");
  d.arrow("w", "db", {.x = 2});
  const Results r = analysed(d);
  CHECK(r.components[d.id("api").index()].offered == about(200));
  CHECK(r.components[d.id("api").index()].carried == about(100));
  CHECK(r.components[d.id("q").index()].carried == about(100));
  CHECK(r.components[d.id("db").index()].offered == about(400));
  CHECK(r.components[d.id("db").index()].carried == about(60));
  REQUIRE(r.backlogs.size() == 1);
  CHECK(r.backlogs[0].arriving == about(200));
  CHECK(r.backlogs[0].capacity == about(30));
}

TEST_CASE("components break in the order of their factors; a limit protects what is behind it") {
  Design d;
  d.add("c", Role::source).add("a", Role::pass, {{Attribute::capacity, 1000}});
  d.add("gate", Role::pass, {{Attribute::limit, 400}});
  d.add("b", Role::pass, {{Attribute::capacity, 500}})
      .add("e", Role::pass, {{Attribute::capacity, 900}});
  d.flow("f", 100).arrow("c", "a").arrow("a", "gate").arrow("gate", "b").arrow("gate", "e");
  const Results r = analysed(d);
  REQUIRE(r.scale.size() == 3);
  CHECK(r.scale[0].component == d.id("b"));
  CHECK(r.scale[0].factor == doctest::Approx(3.5).epsilon(1e-8));
  CHECK(r.scale[1].component == d.id("gate"));
  CHECK(r.scale[1].factor == about(4));
  CHECK(r.scale[1].why == analysis::Limit::limit);
  CHECK(*capacity(d, r, "gate").breaks_at == about(4));
  CHECK(capacity(d, r, "gate").capacity == about(400));
  CHECK(r.scale[2].component == d.id("a"));
  CHECK(r.scale[2].factor == about(7));
  CHECK(*capacity(d, r, "e").breaks_at == analysis::infinity);
}

TEST_CASE("a limit that refuses is what breaks first, also of what has a capacity") {
  Design d;
  d.add("c", Role::source);
  d.add("a", Role::pass, {{Attribute::capacity, 1000}, {Attribute::limit, 400}});
  d.add("b", Role::pass, {{Attribute::limit, 300}});
  d.flow("f", 500).arrow("c", "a").arrow("a", "b");
  const Results r = analysed(d);
  CHECK(capacity(d, r, "a").utilization == about(0.4));
  CHECK(capacity(d, r, "a").capacity == about(1000));
  CHECK(*capacity(d, r, "a").breaks_at == analysis::infinity);
  REQUIRE(r.scale.size() == 2);
  CHECK(r.scale[0].component == d.id("b"));  // behind another limit, found by bisection
  CHECK(r.scale[0].factor == doctest::Approx(0.6).epsilon(1e-8));
  CHECK(r.components[d.id("b").index()].offered == about(400));
  CHECK(r.components[d.id("b").index()].carried == about(300));
}

TEST_CASE("what is left after a loss carries the load or not") {
  const Design d = one(Role::pass, 900, 0, {{Attribute::capacity, 500}, {Attribute::replicas, 2}});
  const analysis::Network network(d.model());
  const analysis::Traffic traffic = network.solve();
  const analysis::Capacities capacities(d.model(), network, traffic);
  CHECK(capacities.utilization(d.id("x"), 2) == about(0.9));
  CHECK(capacities.utilization(d.id("x"), 1) == about(1.8));
  CHECK(capacities.utilization(d.id("x"), 0) == analysis::infinity);
  CHECK(*capacities.copies_needed(d.id("x")) == 2);
  CHECK(*capacities.copies_needed(d.id("x"), 0.7) == 3);
}

}  // namespace
}  // namespace joist::tests

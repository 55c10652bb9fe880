// Availability: decision diagrams against brute force, published cases, common causes, near 1.
#include "analysis/availability.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "analysis/availability_copies.hpp"
#include "analysis/availability_events.hpp"
#include "analysis/bdd_odds.hpp"
#include "tests/model_builder.hpp"

using namespace joist;
using namespace joist::analysis;
using namespace joist::testing;

namespace {

// To so many significant digits, however small both are.
bool same(double a, double b, double relative = 1e-12) {
  return std::fabs(a - b) <= relative * std::max(std::fabs(a), std::fabs(b));
}

// A random function of `count` variables, built up from and, or, and counting.
struct Random {
  std::mt19937 random;
  int count;

  struct Gate {
    std::vector<int> inputs;  // variables, then gates from `count` on
    std::uint32_t least = 1;
  };
  std::vector<Gate> gates;

  Random(unsigned seed, int variables) : random(seed), count(variables) {
    const int made = 3 + static_cast<int>(random() % 8);
    for (int g = 0; g < made; ++g) {
      Gate gate;
      const int inputs = 2 + static_cast<int>(random() % 4);
      for (int i = 0; i < inputs; ++i)
        gate.inputs.push_back(static_cast<int>(random() % static_cast<unsigned>(count + g)));
      gate.least = 1 + random() % static_cast<unsigned>(inputs);
      gates.push_back(gate);
    }
  }

  bool value(unsigned state) const {
    std::vector<bool> values;
    for (int v = 0; v < count; ++v) values.push_back((state >> v & 1) != 0);
    for (const Gate& gate : gates) {
      std::uint32_t up = 0;
      for (const int input : gate.inputs) up += values[static_cast<std::size_t>(input)] ? 1 : 0;
      values.push_back(up >= gate.least);
    }
    return values.back();
  }

  Bdd::Ref build(Bdd& bdd) const {
    std::vector<Bdd::Ref> refs;
    for (int v = 0; v < count; ++v) refs.push_back(bdd.variable(static_cast<std::uint32_t>(v)));
    for (const Gate& gate : gates) {
      std::vector<Bdd::Ref> inputs;
      for (const int input : gate.inputs) inputs.push_back(refs[static_cast<std::size_t>(input)]);
      refs.push_back(bdd.at_least(gate.least, inputs));
    }
    return refs.back();
  }
};

std::vector<Odds> some_odds(std::mt19937& random, int count) {
  std::vector<Odds> odds;
  for (int v = 0; v < count; ++v) {
    const double down = std::pow(10.0, -3.0 * static_cast<double>(random() % 1000) / 1000);
    odds.push_back({1 - down, down});
  }
  return odds;
}

double weight(const std::vector<Odds>& odds, unsigned state, int without = -1) {
  double product = 1;
  for (std::size_t v = 0; v < odds.size(); ++v) {
    if (static_cast<int>(v) == without) continue;
    product *= (state >> v & 1) != 0 ? odds[v].up : odds[v].down;
  }
  return product;
}

}  // namespace

TEST_CASE("law: a decision diagram agrees with brute force up to 16 events") {
  for (unsigned seed = 1; seed <= 150; ++seed) {
    Random function(seed, 3 + static_cast<int>(seed % 14));
    const std::vector<Odds> odds = some_odds(function.random, function.count);
    Bdd bdd;
    const Bdd::Ref root = function.build(bdd);
    double down = 0;
    for (unsigned state = 0; state < 1u << function.count; ++state)
      if (!function.value(state)) down += weight(odds, state);
    const Odds found = probability(bdd, root, odds);
    CAPTURE(seed);
    CHECK(same(found.down, down, 1e-10));
    CHECK(found.up == doctest::Approx(1 - down));
  }
}

TEST_CASE("law: importance agrees with brute force") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    Random function(seed, 3 + static_cast<int>(seed % 8));
    const std::vector<Odds> odds = some_odds(function.random, function.count);
    Bdd bdd;
    const Bdd::Ref root = function.build(bdd);
    std::vector<Block> blocks;
    for (std::uint32_t v = 0; v < odds.size(); ++v) blocks.push_back({v, v + 1});
    const auto given = given_blocks(bdd, root, odds, blocks);
    const unsigned states = 1u << function.count;
    for (int v = 0; v < function.count; ++v) {
      double down = 0, up = 0, cut = 0;
      for (unsigned state = 0; state < states; ++state) {
        const unsigned with = state | 1u << v;
        const unsigned without = state & ~(1u << v);
        if (state == with) {
          if (!function.value(without)) down += weight(odds, state, v);
          if (!function.value(with)) up += weight(odds, state, v);
          continue;
        }
        // Some states with fewer failures, in which this one decides.
        bool decides = false;
        for (unsigned better = state; better < states; better = (better + 1) | state) {
          if ((better >> v & 1) != 0) continue;
          decides |= !function.value(better) && function.value(better | 1u << v);
        }
        if (decides) cut += weight(odds, state);
      }
      const auto at = static_cast<std::size_t>(v);
      CAPTURE(seed);
      CAPTURE(v);
      CHECK(given[at].down == doctest::Approx(down).epsilon(1e-9));
      CHECK(given[at].up == doctest::Approx(up).epsilon(1e-9));
      CHECK(given[at].spared ==
            doctest::Approx((down - up) * odds[at].down).epsilon(1e-9).scale(1e-6));
      const CutSetOdds found = cut_sets_with(bdd, root, static_cast<std::uint32_t>(v), odds);
      REQUIRE(found.known);
      CHECK(found.down == doctest::Approx(cut).epsilon(1e-9));
    }
  }
}

TEST_CASE("k of n copies, as tables and by hand") {
  const Odds nine{0.9, 0.1};
  CHECK(same(k_of_n(2, 3, nine).up, 0.972));
  CHECK(same(k_of_n(1, 3, nine).down, 0.001));
  CHECK(same(k_of_n(3, 3, nine).up, 0.729));
  CHECK(same(k_of_n(3, 5, nine).up, 0.99144));
  CHECK(k_of_n(0, 3, nine).up == 1);
  CHECK(k_of_n(4, 3, nine).up == 0);
  // 99 of 100 at 1%: 0.99^100 + 100 x 0.01 x 0.99^99
  CHECK(same(k_of_n(99, 100, {0.99, 0.01}).up, 0.735761978923, 1e-11));
  CHECK(same(k_of_n(1, 2, {1 - 1e-12, 1e-12}).down, 1e-24));
  for (std::uint32_t n : {31u, 100u, 1000u}) {
    for (std::uint32_t k = 1; k <= n; k += n / 7) {
      // By counting one copy after the other.
      std::vector<double> up(n + 1, 0.0);
      up[0] = 1;
      for (std::uint32_t i = 0; i < n; ++i) {
        for (std::uint32_t m = i + 1; m > 0; --m) up[m] = up[m] * 0.1 + up[m - 1] * 0.9;
        up[0] *= 0.1;
      }
      double enough = 0, few = 0;
      for (std::uint32_t m = 0; m < k; ++m) few += up[m];
      for (std::uint32_t m = n; m >= k; --m) enough += up[m];
      CAPTURE(n);
      CAPTURE(k);
      CHECK(same(k_of_n(k, n, nine).down, few, few < 0.5 ? 1e-10 : 1e-12));
      CHECK(same(k_of_n(k, n, nine).up, enough, enough < 0.5 ? 1e-10 : 1e-12));
    }
  }
}

TEST_CASE("what is stated is down for as long as its digits say") {
  CHECK(from_availability(0.999999999999).down == 1e-12);
  CHECK(from_availability(0.9995).down == 5e-4);
  CHECK(from_availability(0.95).down == 0.05);
  CHECK(from_availability(0.5).down == 0.5);
  CHECK(from_availability(0.0625).down == 0.9375);
  CHECK(from_availability(1.0 / 3).down == 1 - 1.0 / 3);
  CHECK(from_availability(1).down == 0);
  CHECK(from_availability(0).down == 1);
  CHECK(from_repair(999, 1)->down == 1e-3);
  CHECK_FALSE(from_repair(0, 0));
}

namespace {

// client -> what is given, all needed.
struct Design : Builder {
  ComponentId client = add("client", Role::source);
  FlowId read = flow("read");

  ComponentId part(const std::string& name, double availability, Role role = Role::pass) {
    return add(name, role, {{Attribute::availability, availability}});
  }
  ComponentId gate(const std::string& name) { return part(name, 1); }
  void copies(ComponentId id, double count) {
    at(id).attributes.numbers.push_back(stated(Attribute::replicas, count));
  }
  // `from -> a | b | c`
  void either(ComponentId from, const std::vector<ComponentId>& to) {
    arrow(read, from, to.front());
    for (std::size_t i = 1; i < to.size(); ++i) {
      model::Arrow& made = arrow(read, from, to[i]);
      made.when = When::fail;
      made.condition = to[i - 1];
      made.alternative = true;
    }
  }
  void every(ComponentId from, const std::vector<ComponentId>& to) {
    for (const ComponentId target : to) arrow(read, from, target);
  }
  GroupId place(const std::string& name, Level level, double availability, GroupId parent = {}) {
    const GroupId id = group(name, level, parent);
    model.groups[id.index()].attributes.numbers.push_back(
        stated(Attribute::availability, availability));
    return id;
  }

  FlowAvailability result() const {
    const Failures failures = prepare_failures(model, Results(), nullptr);
    return find_flow_availability(failures, {true, true}, true)[1];
  }
  ComponentAvailability of(ComponentId id) const {
    const Failures failures = prepare_failures(model, Results(), nullptr);
    return find_component_availability(
        failures, std::vector<bool>(model.components.size(), true))[id.index()];
  }
};

const Importance& of(const FlowAvailability& flow, ComponentId id) {
  for (const Importance& each : flow.importance)
    if (each.component == id) return each;
  FAIL("no such component");
  return flow.importance.front();
}

}  // namespace

TEST_CASE("series and parallel") {
  Design d;
  const auto a = d.part("a", 0.99), b = d.part("b", 0.999), c = d.part("c", 0.95);
  d.every(d.client, {a, b});
  CHECK(same(d.result().up, 0.99 * 0.999));
  CHECK(same(d.result().down, 0.01099));
  d.arrow(d.read, b, c);
  CHECK(same(d.result().up, 0.99 * 0.999 * 0.95));
  d.copies(c, 2);
  CHECK(same(d.result().up, 0.99 * 0.999 * 0.9975));
  CHECK(d.result().importance.size() == 3);
  CHECK(d.result().not_known.empty());
}

TEST_CASE("a bridge of five at 0.9 is up for 97.848%") {
  Design d;
  // Up where one of the paths 1-4, 2-5, 1-3-5, 2-3-4 is.
  std::vector<ComponentId> part;
  for (int i = 1; i <= 5; ++i) part.push_back(d.part(std::to_string(i), 0.9));
  const int paths[4][3] = {{1, 4, 0}, {2, 5, 0}, {1, 3, 5}, {2, 3, 4}};
  std::vector<ComponentId> gates;
  for (int p = 0; p < 4; ++p) {
    gates.push_back(d.gate("path" + std::to_string(p)));
    for (const int number : paths[p])
      if (number > 0) d.arrow(d.read, gates.back(), part[static_cast<std::size_t>(number - 1)]);
  }
  const auto start = d.gate("start");
  d.arrow(d.read, d.client, start);
  d.either(start, gates);
  const FlowAvailability found = d.result();
  CHECK(same(found.up, 0.97848));
  CHECK(same(found.down, 0.02152));
  // Conditioned on the middle: 0.9^2 (2 - 0.9)^2 less 0.9^2 (2 - 0.9^2).
  CHECK(same(of(found, part[2]).birnbaum, 0.9801 - 0.9639));
  CHECK(same(of(found, part[2]).criticality, 0.0162 * 0.1 / 0.02152));
  CHECK(same(of(found, part[0]).raw, (1 - 0.8829) / 0.02152));
}

TEST_CASE("two of three") {
  Design d;
  const auto each = d.part("each", 0.9);
  d.copies(each, 3);
  d.needs(each, model::Needs::Rule::quorum);
  d.arrow(d.read, d.client, each);
  CHECK(same(d.result().up, 0.972));
  CHECK(same(d.result().down, 0.028));
  CHECK(same(d.of(each).up, 0.972));
}

TEST_CASE("a majority of copies, as in tables of quorums") {
  for (const auto& [copies, down] : {std::pair{3, 2.98e-4}, {5, 9.85e-6}, {7, 3.42e-7}}) {
    Design d;
    const auto log = d.part("log", 0.99, Role::store);
    d.copies(log, copies);
    d.needs(log, model::Needs::Rule::quorum);
    d.arrow(d.read, d.client, log);
    CHECK(same(d.result().down, down, 5e-3));
  }
}

TEST_CASE("what is all but certain keeps its digits") {
  Design d;
  const auto a = d.part("a", 0.999999), b = d.part("b", 0.999999);
  const auto start = d.gate("start");
  d.arrow(d.read, d.client, start);
  d.either(start, {a, b});
  CHECK(same(d.result().down, 1e-12, 1e-14));
  CHECK(of(d.result(), a).rrw == infinity);
  CHECK(same(of(d.result(), a).raw, 1e6));
  CHECK(same(of(d.result(), a).fussell_vesely, 1));
}

TEST_CASE("copies in zones share what the zones do") {
  Design d;
  const auto api = d.part("api", 0.99);
  d.copies(api, 2);
  d.arrow(d.read, d.client, api);
  d.place("a", Level::zone, 0.999);
  d.place("b", Level::zone, 0.999);
  d.zones(api, 2);
  const double one = 1 - 0.999 * 0.99;
  CHECK(same(d.result().down, one * one));
  d.zones(api, 1);
  CHECK(same(d.result().down, 1 - 0.999 * 0.9999));
  CHECK(d.result().importance.size() == 2);
}

TEST_CASE("two services in the same zones fail together") {
  Design d;
  const auto api = d.part("api", 0.99), db = d.part("db", 0.98);
  d.arrow(d.read, d.client, api);
  d.arrow(d.read, api, db);
  d.place("a", Level::zone, 0.9);
  d.place("b", Level::zone, 0.8);
  for (const auto id : {api, db}) {
    d.copies(id, 2);
    d.zones(id, 2);
  }
  const double both = 0.9 * 0.8 * (1 - 1e-4) * (1 - 4e-4);
  const double either = (0.9 * 0.2 + 0.1 * 0.8) * 0.99 * 0.98;
  CHECK(same(d.result().up, both + either));
  const FlowAvailability found = d.result();
  REQUIRE(found.importance.size() == 4);
  // Without zone a, all is in zone b.
  CHECK(same(found.importance[0].raw, (1 - 0.8 * 0.99 * 0.98) / found.down));
  CHECK(same(found.importance[0].birnbaum,
             0.8 * (1 - 1e-4) * (1 - 4e-4) + 0.2 * 0.99 * 0.98 - 0.8 * 0.99 * 0.98));
  CHECK_FALSE(found.by_cut_sets);
}

TEST_CASE("a region holds its zones") {
  Design d;
  const GroupId us = d.place("us", Level::region, 0.99);
  d.place("us.a", Level::zone, 0.9, us);
  d.place("us.b", Level::zone, 0.9, us);
  const auto api = d.part("api", 1);
  const auto db = d.add("db", Role::store, {{Attribute::availability, 0.99}}, us);
  d.copies(db, 2);
  d.zones(db, 2);
  d.arrow(d.read, d.client, api);
  d.arrow(d.read, api, db);
  CHECK(same(d.result().up, 0.99 * (1 - std::pow(1 - 0.9 * 0.99, 2))));
}

TEST_CASE("shards all count, copies of one stand in for each other") {
  Design d;
  const auto db = d.part("db", 0.99, Role::store);
  d.copies(db, 2);
  d.at(db).attributes.numbers.push_back(stated(Attribute::shards, 12));
  d.arrow(d.read, d.client, db);
  CHECK(same(d.result().up, std::pow(1 - 1e-4, 12)));
  d.place("a", Level::zone, 0.999);
  d.place("b", Level::zone, 0.999);
  d.place("c", Level::zone, 0.999);
  d.zones(db, 3);
  // Four shards miss each of the zones: with one lost, eight have one copy left.
  const double z = 0.999;
  const double all = std::pow(1 - 1e-4, 12);
  const double less = std::pow(0.99, 8) * std::pow(1 - 1e-4, 4);
  CHECK(same(d.result().up, z * z * z * all + 3 * z * z * (1 - z) * less));
}

TEST_CASE("writes need their leader") {
  Design d;
  const auto db = d.part("db", 0.99, Role::store);
  d.copies(db, 3);
  d.say(db, Attribute::failover, "none");
  model::Arrow& arrow = d.arrow(d.read, d.client, db);
  CHECK(same(d.result().down, 1e-6));
  arrow.access = Access::write;
  CHECK(same(d.result().down, 0.01));
  d.needs(db, model::Needs::Rule::quorum);
  CHECK(same(d.result().up, 0.99 * (1 - 1e-4)));
}

TEST_CASE("what states nothing is taken as never failing, and said") {
  Design d;
  const auto a = d.part("a", 0.99);
  const auto pay = d.add("pay", Role::external);
  d.every(d.client, {a, pay});
  CHECK(same(d.result().up, 0.99));
  CHECK(d.result().not_known.size() == 1);
  Design nothing;
  nothing.arrow(nothing.read, nothing.client, nothing.add("pay", Role::external));
  CHECK_FALSE(nothing.result().known);
}

TEST_CASE("adding a copy never makes it worse, nor does a better copy") {
  std::mt19937 random(7);
  for (int i = 0; i < 60; ++i) {
    Design d;
    std::vector<ComponentId> parts;
    for (int p = 0; p < 6; ++p) {
      parts.push_back(d.part("p" + std::to_string(p), 0.9 + 0.01 * (random() % 9)));
      d.copies(parts.back(), 1 + random() % 3);
      d.zones(parts.back(), 1 + random() % 3);
    }
    d.place("a", Level::zone, 0.99);
    d.place("b", Level::zone, 0.95);
    d.arrow(d.read, d.client, parts[0]);
    d.either(parts[0], {parts[1], parts[2]});
    d.every(parts[1], {parts[3], parts[4]});
    d.either(parts[2], {parts[4], parts[5]});
    const double before = d.result().down;
    d.at(parts[random() % 6]).attributes.numbers[1].quantity.value += 1;
    CHECK(d.result().down <= before * (1 + 1e-12));
  }
}

// Availability of flows: published cases, zones in common, leaders, shards, near 1.
#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "analysis/availability.hpp"
#include "tests/model_builder.hpp"

using namespace joist;
using namespace joist::analysis;
using namespace joist::testing;

namespace {

// To so many significant digits, however small both are.
bool same(double a, double b, double relative = 1e-12) {
  return std::fabs(a - b) <= relative * std::max(std::fabs(a), std::fabs(b));
}

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
    const Failures failures = prepare_failures(model);
    return find_flow_availability(failures, {true, true}, Measures::importance_by_cut_sets)[1];
  }
  ComponentAvailability of(ComponentId id) const {
    const Failures failures = prepare_failures(model);
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

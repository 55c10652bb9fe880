// Rates of components and arrows, against arithmetic done by hand and textbook networks.
#include "analysis/traffic.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/design.hpp"

namespace joist::tests {
namespace {

using analysis::ComponentLoad;
using analysis::Network;
using analysis::State;
using analysis::Traffic;

doctest::Approx about(double value) {
  return doctest::Approx(value).epsilon(1e-9);
}

const ComponentLoad& load(const Design& design, const Traffic& traffic, const std::string& name) {
  return traffic.components[design.id(name).index()];
}

double mean(const Design& design, const std::string& name) {
  return load(design, analysis::solve(design.model()), name).mean;
}

Design chirp() {
  Design d;
  d.of_design(Attribute::peak, 3);
  d.add("app", Role::source).add("edge", Role::cache, {{Attribute::hit, 0.95}});
  d.add("lb", Role::split).add("api", Role::pass);
  d.add("inbox", Role::cache, {{Attribute::hit, 0.97}});
  d.add("tweets_db", Role::store).add("jobs", Role::queue);
  d.add("fanout", Role::compute).add("media", Role::store);
  const double dau = 250e6, day = 86400;
  d.flow("read", dau * 50 / day).chain({"app", "lb", "api", "inbox"});
  d.arrow("api", "tweets_db", {.when = When::miss, .condition = "inbox"});
  d.arrow("app", "edge", {.x = 4}).arrow("edge", "media");
  d.flow("post", dau * 0.5 / day).chain({"app", "lb", "api"});
  d.arrow("api", "tweets_db", {.access = Access::write});
  d.arrow("api", "jobs", {.call = Call::async})
      .arrow("jobs", "fanout", {.x = 200, .call = Call::async});
  d.arrow("fanout", "inbox", {.access = Access::write});
  d.flow("follow", dau * 0.1 / day).chain({"app", "lb", "api"});
  d.arrow("api", "tweets_db", {.access = Access::write});
  return d;
}

TEST_CASE("the social feed of the language page comes out as computed by hand") {
  const Design d = chirp();
  const Traffic t = analysis::solve(d.model());
  const double read = 250e6 * 50 / 86400, post = 250e6 * 0.5 / 86400, follow = 250e6 * 0.1 / 86400;
  CHECK(load(d, t, "lb").mean == about(read + post + follow));
  CHECK(load(d, t, "api").offered == about(3 * (read + post + follow)));
  CHECK(load(d, t, "tweets_db").reads == about(3 * read * 0.03));
  CHECK(load(d, t, "tweets_db").writes == about(3 * (post + follow)));
  CHECK(load(d, t, "inbox").reads == about(3 * read));
  CHECK(load(d, t, "inbox").writes == about(3 * post * 200));
  CHECK(load(d, t, "fanout").mean == about(post * 200));
  CHECK(load(d, t, "jobs").mean == about(post));
  CHECK(load(d, t, "media").offered == about(3 * read * 4 * 0.05));
  CHECK(t.mismatches.empty());
  CHECK(t.lost.empty());
  CHECK(t.unclear.empty());
  CHECK(t.flows[1].known);
  CHECK(t.flows[1].mean == about(144675.92592592593));
}

TEST_CASE("out of a balancer requests are shared by weight, on whichever lines") {
  Design d;
  d.add("c", Role::source).add("lb", Role::split).add("a", Role::pass).add("b", Role::pass);
  d.flow("f", 100).arrow("c", "lb").arrow("lb", "a", {.x = 3}).arrow("lb", "b");
  CHECK(mean(d, "a") == about(75));
  CHECK(mean(d, "b") == about(25));
}

TEST_CASE("rates stated out of a balancer define its shares, and must add up") {
  Design d;
  d.add("c", Role::source).add("lb", Role::split).add("a", Role::pass).add("b", Role::pass);
  d.flow("f", 100).arrow("c", "lb").arrow("lb", "a", {.at = 60}).arrow("lb", "b");
  CHECK(mean(d, "a") == about(60));
  CHECK(mean(d, "b") == about(40));
  Design e;
  e.add("c", Role::source).add("lb", Role::split).add("a", Role::pass).add("b", Role::pass);
  e.flow("f", 100).arrow("c", "lb").arrow("lb", "a", {.at = 60}).arrow("lb", "b", {.at = 20});
  const Traffic t = analysis::solve(e.model());
  REQUIRE(t.lost.size() == 1);
  CHECK(t.lost[0].in == about(100));
  CHECK(t.lost[0].out == about(80));
}

TEST_CASE("a stated rate defines a ratio that is not stated, and is checked against one that is") {
  Design d;
  d.add("c", Role::source).add("api", Role::pass).add("db", Role::store);
  d.flow("").arrow("c", "api", {.at = 100}).arrow("api", "db", {.at = 300});
  CHECK(mean(d, "db") == about(300));
  Traffic t = analysis::solve(d.model());
  CHECK(t.arrows[1].multiplicity == about(3));
  CHECK(t.mismatches.empty());
  d.model().arrows[1].ratio = d.model().arrows[1].rate;
  d.model().arrows[1].ratio->quantity.value = 2;
  t = analysis::solve(d.model());
  REQUIRE(t.mismatches.size() == 1);
  CHECK(t.mismatches[0].stated == 300);
  CHECK(t.mismatches[0].arriving == about(200));
}

TEST_CASE("behind a balancer with one target a claim is checked, within five per cent") {
  for (const double claim : {8000.0, 9600.0}) {
    Design d;
    d.add("c", Role::source).add("lb", Role::split).add("api", Role::pass);
    d.flow("").arrow("c", "lb", {.at = 10000}).arrow("lb", "api", {.at = claim});
    CHECK(analysis::solve(d.model()).mismatches.size() == (claim < 9000 ? 1 : 0));
    CHECK(mean(d, "api") == about(10000));
  }
}

TEST_CASE("where no rate comes in, an arrow carries what is stated of it") {
  Design d;
  d.add("c", Role::source).add("lb", Role::split).add("api", Role::pass).add("db", Role::store);
  d.flow("").arrow("c", "lb").arrow("lb", "api", {.at = 50}).arrow("api", "db", {.x = 2});
  const Traffic t = analysis::solve(d.model());
  CHECK_FALSE(load(d, t, "lb").known);
  CHECK(load(d, t, "api").mean == about(50));
  CHECK(load(d, t, "db").mean == about(100));
  CHECK(t.arrows[1].known);
  CHECK_FALSE(t.arrows[0].known);
}

TEST_CASE("a cache in the way lets out the misses of its reads and each write") {
  Design d;
  d.add("c", Role::source).add("api", Role::pass);
  d.add("cache", Role::cache, {{Attribute::hit, 0.9}}).add("db", Role::store);
  d.flow("r", 100).arrow("c", "api").arrow("api", "cache").arrow("cache", "db");
  d.flow("w", 7).arrow("c", "api").arrow("api", "cache", {.access = Access::write});
  d.arrow("cache", "db");
  const Traffic t = analysis::solve(d.model());
  CHECK(load(d, t, "db").reads == about(10));
  CHECK(load(d, t, "db").writes == about(7));
}

TEST_CASE("an unknown hit rate makes what is behind the cache unknown, until a rate is stated") {
  Design d;
  d.add("c", Role::source).add("cache", Role::cache).add("db", Role::store).add("x", Role::pass);
  d.flow("f", 100).arrow("c", "cache").arrow("cache", "db").arrow("db", "x");
  Traffic t = analysis::solve(d.model());
  CHECK(load(d, t, "cache").known);
  CHECK(load(d, t, "cache").mean == about(100));
  CHECK_FALSE(load(d, t, "db").known);
  d.model().arrows[1].rate = d.model().flows[1].rate;
  d.model().arrows[1].rate->quantity.value = 20;
  t = analysis::solve(d.model());
  CHECK(load(d, t, "db").known);
  CHECK(load(d, t, "db").mean == about(20));
}

TEST_CASE("a chain that comes back makes a new visit; a line applies to all others") {
  Design d;
  d.add("c", Role::source).add("a", Role::pass).add("b", Role::pass).add("x", Role::store);
  d.add("log", Role::store);
  d.flow("f", 10).arrow("c", "a").arrow("a", "b").arrow("b", "a", {.to_visit = 1});
  d.arrow("a", "x", {.x = 3, .from_visit = 1}).arrow("a", "log");
  const Traffic t = analysis::solve(d.model());
  CHECK(load(d, t, "a").mean == about(20));
  CHECK(load(d, t, "b").mean == about(10));
  CHECK(load(d, t, "x").mean == about(30));
  CHECK(load(d, t, "log").mean == about(10));
}

TEST_CASE("what arrives at a source ends there") {
  Design d;
  d.add("c", Role::source).add("a", Role::pass).add("b", Role::pass);
  d.flow("f", 10).arrow("c", "a").arrow("a", "b").arrow("b", "c");
  const Traffic t = analysis::solve(d.model());
  CHECK(t.unclear.empty());
  CHECK(load(d, t, "a").mean == about(10));
  CHECK(load(d, t, "c").mean == about(20));
}

TEST_CASE("a loop of gain g brings 1 / (1 - g), and at most k rounds") {
  Design d;
  d.add("c", Role::source).add("agent", Role::pass).add("tools", Role::pass);
  d.flow("f", 10).arrow("c", "agent").arrow("agent", "tools").arrow("tools", "agent", {.x = 0.6});
  Traffic t = analysis::solve(d.model());
  CHECK(load(d, t, "agent").mean == about(25));
  REQUIRE(t.loops.size() == 1);
  CHECK(t.loops[0].settles);
  CHECK(t.loops[0].gain == about(0.6));
  CHECK(t.loops[0].ring.size() == 2);
  d.model().arrows[2].attributes.numbers.push_back({});
  d.model().arrows[2].attributes.numbers[0].attribute = Attribute::most;
  d.model().arrows[2].attributes.numbers[0].quantity.value = 8;
  t = analysis::solve(d.model());
  CHECK(load(d, t, "agent").mean == about(10 * (1 - std::pow(0.6, 8)) / 0.4));
  for (const double gain : {1.0, 3.0}) {
    d.model().arrows[2].ratio->quantity.value = gain;
    t = analysis::solve(d.model());
    CHECK(t.loops[0].settles);
    const double rounds = gain == 1 ? 8 : (1 - std::pow(gain, 8)) / (1 - gain);
    CHECK(load(d, t, "agent").mean == about(10 * rounds));
  }
}

TEST_CASE("two loops of gain 0.6 do not settle together, and nothing behind them is known") {
  Design d;
  d.add("c", Role::source).add("a", Role::pass).add("b", Role::pass).add("e", Role::pass);
  d.add("z", Role::pass).add("other", Role::pass);
  d.flow("f", 10).arrow("c", "a").arrow("a", "b").arrow("b", "a", {.x = 0.6});
  d.arrow("a", "e").arrow("e", "a", {.x = 0.6}).arrow("a", "z").arrow("c", "other");
  const Traffic t = analysis::solve(d.model());
  REQUIRE(t.loops.size() == 1);
  CHECK_FALSE(t.loops[0].settles);
  CHECK(t.loops[0].gain == about(1.2));
  CHECK_FALSE(load(d, t, "z").known);
  CHECK_FALSE(load(d, t, "a").known);
  CHECK(load(d, t, "other").mean == about(10));
}

TEST_CASE("a ring of gain exactly one does not settle") {
  Design d;
  d.add("c", Role::source).add("a", Role::pass).add("b", Role::pass);
  d.flow("f", 10).arrow("c", "a").arrow("a", "b", {.x = 0.1}).arrow("b", "a", {.x = 10});
  const Traffic t = analysis::solve(d.model());
  REQUIRE(t.loops.size() == 1);
  CHECK_FALSE(t.loops[0].settles);
  CHECK(t.loops[0].gain == about(1.0));
}

// Jackson's network with feedback: routing 1 -> 2 (0.4), 1 -> 3 (0.6), 2 -> 1 (0.2), 3 -> 1 (0.5).
TEST_CASE("an open network of queues with feedback obeys its traffic equations") {
  Design d;
  d.add("c", Role::source).add("q1", Role::pass).add("q2", Role::pass).add("q3", Role::pass);
  d.flow("f", 5).arrow("c", "q1").arrow("q1", "q2", {.x = 0.4}).arrow("q1", "q3", {.x = 0.6});
  d.arrow("q2", "q1", {.x = 0.2}).arrow("q3", "q1", {.x = 0.5});
  const double first = 5 / (1 - 0.4 * 0.2 - 0.6 * 0.5);
  CHECK(mean(d, "q1") == about(first));
  CHECK(mean(d, "q2") == about(0.4 * first));
  CHECK(mean(d, "q3") == about(0.6 * first));
}

TEST_CASE("retries make (1 - f^n) / (1 - f) attempts; what failed them all goes on") {
  Design d;
  d.add("c", Role::source).add("api", Role::pass).add("pay", Role::external);
  d.add("dlq", Role::queue);
  d.flow("f", 100).arrow("c", "api");
  d.arrow("api", "pay", {.numbers = {{Attribute::fails, 0.1}, {Attribute::retries, 2}}});
  d.arrow("api", "dlq", {.when = When::fail, .condition = "pay"});
  const Traffic t = analysis::solve(d.model());
  CHECK(load(d, t, "pay").mean == about(111));
  CHECK(load(d, t, "dlq").mean == about(0.1));
  State down;
  down.live.assign(d.model().components.size(), 1);
  down.live[d.id("pay").index()] = 0;
  const Traffic without = analysis::solve(d.model(), down);
  CHECK(load(d, without, "dlq").mean == about(100));
  CHECK(load(d, without, "pay").mean == about(0));
}

TEST_CASE("a queue gives every consumer every message, in batches where they say so") {
  Design d;
  d.add("c", Role::source).add("q", Role::queue).add("a", Role::compute);
  d.add("b", Role::compute, {{Attribute::batch, 50}}).add("db", Role::store);
  d.flow("f", 100).arrow("c", "q").arrow("q", "a", {.x = 0.25}).arrow("q", "b").arrow("b", "db");
  const Traffic t = analysis::solve(d.model());
  CHECK(load(d, t, "a").mean == about(25));
  CHECK(load(d, t, "b").mean == about(2));
  CHECK(load(d, t, "db").mean == about(2));
  CHECK(t.lost.empty());
}

TEST_CASE("messages that no consumer takes are lost") {
  Design d;
  d.add("c", Role::source).add("q", Role::queue).add("a", Role::compute).add("b", Role::compute);
  d.flow("f", 100).arrow("c", "q").arrow("q", "a", {.x = 0.3}).arrow("q", "b", {.x = 0.3});
  const Traffic t = analysis::solve(d.model());
  REQUIRE(t.lost.size() == 1);
  CHECK(t.lost[0].out == about(60));
}

TEST_CASE("replication carries the writes of all flows and sends none back") {
  Design d;
  d.add("c", Role::source).add("u", Role::source).add("us", Role::store).add("eu", Role::store);
  d.flow("a", 30, {{Attribute::peak, 2}}).arrow("c", "us", {.access = Access::write});
  d.flow("b", 12).arrow("u", "eu", {.access = Access::write});
  d.flow("r", 500).arrow("c", "us");
  d.flow("").arrow("us", "eu").arrow("eu", "us");
  const Traffic t = analysis::solve(d.model());
  CHECK(load(d, t, "us").mean_writes == about(42));
  CHECK(load(d, t, "eu").mean_writes == about(42));
  CHECK(load(d, t, "eu").writes == about(72));
  CHECK(t.arrows[3].mean == about(30));
  CHECK(t.arrows[4].mean == about(12));
  CHECK(load(d, t, "us").mean_reads == about(500));
}

TEST_CASE("replication in a chain passes everything on; in a full mesh each write comes once") {
  Design chain;
  chain.add("c", Role::source).add("a", Role::store).add("b", Role::store).add("e", Role::store);
  chain.flow("w", 10).arrow("c", "a", {.access = Access::write});
  chain.flow("v", 3).arrow("c", "b", {.access = Access::write});
  chain.flow("").arrow("a", "b").arrow("b", "e");
  CHECK(mean(chain, "e") == about(13));
  Design mesh;
  mesh.add("c", Role::source).add("a", Role::store).add("b", Role::store).add("e", Role::store);
  mesh.flow("w", 10).arrow("c", "a", {.access = Access::write});
  mesh.flow("");
  for (const char* from : {"a", "b", "e"}) {
    for (const char* to : {"a", "b", "e"}) {
      if (std::string(from) != to) mesh.arrow(from, to);
    }
  }
  for (const char* store : {"a", "b", "e"}) CHECK(mean(mesh, store) == about(10));
}

TEST_CASE("change capture counts each write that reached the store") {
  Design d;
  d.add("c", Role::source).add("db", Role::store).add("bus", Role::queue).add("w", Role::compute);
  d.flow("a", 30).arrow("c", "db", {.access = Access::write}).arrow("db", "bus").arrow("bus", "w");
  d.flow("b", 5).arrow("c", "db", {.access = Access::write});
  d.flow("r", 99).arrow("c", "db");
  CHECK(mean(d, "w") == about(30));
  d.flow("").arrow("db", "bus").arrow("bus", "w");
  CHECK(mean(d, "w") == about(35));
}

TEST_CASE("the rate enters at what nothing leads to; several entries each say theirs") {
  Design d;
  d.add("a", Role::source).add("b", Role::source).add("x", Role::pass);
  d.flow("f", 100).arrow("a", "x").arrow("b", "x");
  Traffic t = analysis::solve(d.model());
  REQUIRE(t.unclear.size() == 1);
  CHECK(t.unclear[0].candidates.size() == 2);
  CHECK_FALSE(load(d, t, "x").known);
  Design e;
  e.add("a", Role::source).add("b", Role::source).add("x", Role::pass);
  e.flow("f", 100).arrow("a", "x", {.x = 0.7}).arrow("b", "x", {.x = 0.3});
  t = analysis::solve(e.model());
  CHECK(t.unclear.empty());
  CHECK(load(e, t, "a").mean == about(70));
  CHECK(load(e, t, "x").mean == about(100));
  Design g;
  g.add("a", Role::source).add("b", Role::source).add("x", Role::pass);
  g.flow("f").arrow("a", "x", {.at = 20}).arrow("b", "x", {.at = 5});
  t = analysis::solve(g.model());
  CHECK(load(g, t, "x").mean == about(25));
  CHECK(t.flows[1].mean == about(25));
  CHECK(t.flows[1].sources.size() == 2);
}

TEST_CASE("a limit refuses what is above it, and what is behind never sees it") {
  Design d;
  d.of_design(Attribute::peak, 2);
  d.add("c", Role::source).add("gate", Role::pass, {{Attribute::limit, 150}});
  d.add("api", Role::pass).add("db", Role::store, {{Attribute::limit, 400}});
  d.flow("f", 100).arrow("c", "gate").arrow("gate", "api").arrow("api", "db", {.x = 4});
  const Traffic t = analysis::solve(d.model());
  CHECK(load(d, t, "gate").offered == about(200));
  CHECK(load(d, t, "gate").shed == about(50));
  CHECK(load(d, t, "gate").carried == about(150));
  CHECK(load(d, t, "api").offered == about(150));
  CHECK(load(d, t, "api").mean == about(100));
  CHECK(load(d, t, "db").offered == about(600));
  CHECK(load(d, t, "db").shed == about(200));
}

TEST_CASE("when a target of a list is down, the others of its list take its share") {
  Design d;
  d.add("c", Role::source).add("lb", Role::split).add("a", Role::pass).add("b", Role::pass);
  d.add("other", Role::pass);
  d.flow("f", 90).arrow("c", "lb").arrow("lb", "a", {.list = 7}).arrow("lb", "b", {.list = 7});
  d.arrow("lb", "other");
  State state;
  state.live.assign(d.model().components.size(), 1);
  state.live[d.id("a").index()] = 0;
  const Traffic t = analysis::solve(d.model(), state);
  CHECK(load(d, t, "b").mean == about(60));
  CHECK(load(d, t, "other").mean == about(30));
}

TEST_CASE("without its look-aside cache the store carries the whole") {
  const Design d = chirp();
  State state;
  state.live.assign(d.model().components.size(), 1);
  state.live[d.id("inbox").index()] = 0;
  const double read = 250e6 * 50 / 86400;
  CHECK(load(d, analysis::solve(d.model(), state), "tweets_db").mean_reads == about(read));
  state.live[d.id("inbox").index()] = 0.5;
  CHECK(load(d, analysis::solve(d.model(), state), "tweets_db").mean_reads ==
        about(read * (1 - 0.485)));
  State cold;
  cold.cold.assign(d.model().components.size(), false);
  cold.cold[d.id("edge").index()] = true;
  CHECK(load(d, analysis::solve(d.model(), cold), "media").mean_reads == about(read * 4));
}

}  // namespace
}  // namespace joist::tests

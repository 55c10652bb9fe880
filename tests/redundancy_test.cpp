// Which failures stop a flow: placement, single points, pairs, alternatives.
#include "analysis/redundancy.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "tests/model_builder.hpp"

using namespace joist;
using namespace joist::analysis;
using namespace joist::testing;

namespace {

Redundancy cut_sets(const model::Model& model, int order = 2) {
  Results results;
  const Failures failures = prepare_failures(model);
  Redundancy redundancy;
  redundancy.events = failures.events.all;
  redundancy.domains = failures.placements.domains;
  find_cut_sets(failures, order, redundancy);
  return redundancy;
}

std::set<std::string> names(const Redundancy& redundancy, const std::vector<CutSet>& cuts) {
  std::set<std::string> result;
  for (const CutSet& cut : cuts) {
    std::set<std::string> events;
    std::string text;
    std::vector<std::string> parts;
    for (const std::uint32_t event : cut.events) parts.push_back(redundancy.events[event].name);
    std::sort(parts.begin(), parts.end());
    for (const std::string& part : parts) text += (text.empty() ? "" : " + ") + part;
    result.insert(text);
  }
  return result;
}

using Names = std::set<std::string>;

// client -> lb -> api -> db
struct Chain : Builder {
  ComponentId client = add("client", Role::source);
  ComponentId lb = add("lb", Role::split);
  ComponentId api = add("api", Role::pass);
  ComponentId db = add("db", Role::store);
  FlowId read = flow("read");
  Chain() {
    arrow(read, client, lb);
    arrow(read, lb, api);
    arrow(read, api, db);
  }
  void copies(ComponentId id, double count) {
    at(id).attributes.numbers.push_back(stated(Attribute::replicas, count));
  }
};

}  // namespace

TEST_CASE("every single copy on the way is a single point, the client is none") {
  Chain chain;
  const Redundancy found = cut_sets(chain.model);
  CHECK(names(found, found.single_points) == Names{"`lb`", "`api`", "`db`"});
  CHECK(found.pairs.empty());
  CHECK(found.single_points.back().why == "`api` needs `db`, and it has one copy");
}

TEST_CASE("two copies are a pair, not a single point") {
  Chain chain;
  for (const ComponentId id : {chain.lb, chain.api, chain.db}) chain.copies(id, 2);
  const Redundancy found = cut_sets(chain.model);
  CHECK(found.single_points.empty());
  CHECK(names(found, found.pairs) == Names{"a copy of `lb` + a copy of `lb`",
                                           "a copy of `api` + a copy of `api`",
                                           "a copy of `db` + a copy of `db`"});
}

TEST_CASE("a majority of three is lost with two copies") {
  Chain chain;
  for (const ComponentId id : {chain.lb, chain.api, chain.db}) chain.copies(id, 3);
  chain.needs(chain.db, model::Needs::Rule::quorum);
  const Redundancy found = cut_sets(chain.model);
  CHECK(names(found, found.pairs) == Names{"a copy of `db` + a copy of `db`"});
  CHECK(found.pairs.front().because.front().fault == Fault::quorum);
  const Redundancy third = cut_sets(chain.model, 3);
  CHECK(names(third, third.higher).count("a copy of `api` + a copy of `api` + a copy of `api`") ==
        1);
}

TEST_CASE("what is never down is no event") {
  Chain chain;
  chain.at(chain.lb).attributes.numbers.push_back(stated(Attribute::availability, 1.0));
  const Redundancy found = cut_sets(chain.model);
  CHECK(names(found, found.single_points) == Names{"`api`", "`db`"});
}

TEST_CASE("an alternative takes the single point away and leaves a pair") {
  Chain chain;
  const ComponentId spare = chain.add("spare", Role::pass);
  auto& arrow = chain.arrow(chain.read, chain.lb, spare);
  arrow.when = When::fail;
  arrow.condition = chain.api;
  const Redundancy found = cut_sets(chain.model);
  CHECK(names(found, found.single_points) == Names{"`lb`"});
  CHECK(names(found, found.pairs) == Names{"`api` + `spare`", "`db` + `spare`"});
}

TEST_CASE("targets of one list out of a balancer stand in for each other, separate lines do not") {
  Builder design;
  const ComponentId client = design.add("client", Role::source);
  const ComponentId lb = design.add("lb", Role::split, {{Attribute::replicas, 3}});
  const ComponentId a = design.add("a");
  const ComponentId b = design.add("b");
  const ComponentId db = design.add("db", Role::store);
  const FlowId listed = design.flow("listed");
  design.arrow(listed, client, lb);
  design.list(listed, lb, {a, b});
  design.arrow(listed, a, db);
  design.arrow(listed, b, db);
  const Redundancy found = cut_sets(design.model);
  CHECK(names(found, found.single_points) == Names{"`db`"});
  CHECK(names(found, found.pairs) == Names{"`a` + `b`"});

  const FlowId apart = design.flow("apart");
  design.arrow(apart, client, lb);
  design.arrow(apart, lb, a);
  design.arrow(apart, lb, b);
  const Redundancy two = cut_sets(design.model);
  CHECK(names(two, two.single_points) == Names{"`a`", "`b`", "`db`"});
}

TEST_CASE("caches beside the way and what lies behind a queue are not needed") {
  Chain chain;
  const ComponentId cache = chain.add("cache", Role::cache);
  const ComponentId queue = chain.add("jobs", Role::queue);
  const ComponentId worker = chain.add("worker", Role::compute);
  chain.arrow(chain.read, chain.api, cache);
  chain.model.arrows[2].when = When::miss;
  chain.model.arrows[2].condition = cache;
  chain.arrow(chain.read, chain.api, queue, Call::async);
  chain.arrow(chain.read, queue, worker, Call::async);
  const Redundancy found = cut_sets(chain.model);
  CHECK(names(found, found.single_points) == Names{"`lb`", "`api`", "`db`", "`jobs`"});
}

TEST_CASE("a cache in the way is needed") {
  Builder design;
  const ComponentId client = design.add("client", Role::source);
  const ComponentId cache = design.add("edge", Role::cache);
  const ComponentId media = design.add("media", Role::store);
  const FlowId read = design.flow("read");
  design.arrow(read, client, cache);
  design.arrow(read, cache, media);
  const Redundancy found = cut_sets(design.model);
  CHECK(names(found, found.single_points) == Names{"`edge`", "`media`"});
}

TEST_CASE("what lies behind an optional call, or replicates, is not needed") {
  Chain chain;
  const ComponentId extra = chain.add("extra");
  const ComponentId copy = chain.add("copy", Role::store);
  auto& call = chain.arrow(chain.read, chain.api, extra);
  call.attributes.texts.push_back({Attribute::optional, {"yes"}, {}});
  chain.arrow(FlowId(0), chain.db, copy, Call::async);
  const Redundancy found = cut_sets(chain.model);
  CHECK(names(found, found.single_points) == Names{"`lb`", "`api`", "`db`"});
}

TEST_CASE("components that wait for each other in a ring do not pull themselves down") {
  Builder design;
  const ComponentId client = design.add("client", Role::source);
  const ComponentId lb = design.add("lb", Role::split, {{Attribute::replicas, 3}});
  const ComponentId a = design.add("a");
  const ComponentId b = design.add("b");
  const ComponentId c = design.add("c");
  const FlowId flow = design.flow("loop");
  design.arrow(flow, client, lb);
  design.list(flow, lb, {a, b});
  design.arrow(flow, a, c);
  design.arrow(flow, c, a);
  const Redundancy found = cut_sets(design.model);
  CHECK(found.single_points.empty());
  CHECK(names(found, found.pairs) == Names{"`a` + `b`", "`b` + `c`"});
}

TEST_CASE("copies spread over zones as evenly as they go") {
  Builder design;
  const ComponentId api = design.add("api", Role::pass, {{Attribute::replicas, 5}});
  const ComponentId db =
      design.add("db", Role::store, {{Attribute::shards, 4}, {Attribute::replicas, 2}});
  const ComponentId lb = design.add("lb", Role::split);
  design.zones(api, 3);
  design.zones(db, 3);
  const Placements placements = place(design.model);
  REQUIRE(placements.domains.size() == 3);
  CHECK(placements.domains[1].name == "zone 2");
  CHECK(placements.at(api).zones[0].second == 2);
  CHECK(placements.at(api).zones[2].second == 1);
  CHECK(placements.at(db).patterns.size() == 3);
  CHECK(placements.at(db).zones[0].second + placements.at(db).zones[1].second +
            placements.at(db).zones[2].second ==
        8);
  CHECK(placements.at(lb).assumed);
  CHECK(placements.at(lb).zones.size() == 1);
}

TEST_CASE("a design that says nothing about zones has none") {
  Chain chain;
  chain.copies(chain.api, 3);
  const Placements placements = place(chain.model);
  CHECK(placements.domains.empty());
  CHECK(placements.at(chain.api).zones.empty());
}

TEST_CASE("declared zones of the region come first, unnamed ones after") {
  Builder design;
  const GroupId us = design.group("us", Level::region);
  design.group("us.a", Level::zone, us);
  const ComponentId api = design.add("us.api", Role::pass, {{Attribute::replicas, 2}}, us);
  design.zones(api, 2);
  const Placements placements = place(design.model);
  REQUIRE(placements.domains.size() == 3);
  CHECK(placements.domains[placements.at(api).zones[0].first.index()].name == "us.a");
  CHECK(placements.domains[placements.at(api).zones[1].first.index()].name == "us zone 2");
}

TEST_CASE("a zone takes what stands in it, and a majority in two zones") {
  Chain chain;
  for (const ComponentId id : {chain.lb, chain.api, chain.db}) {
    chain.copies(id, 3);
    chain.zones(id, 2);
  }
  chain.needs(chain.db, model::Needs::Rule::quorum);
  const Redundancy found = cut_sets(chain.model);
  CHECK(names(found, found.single_points) == Names{"zone 1"});
  CHECK(found.single_points.front().because.front().component == chain.db);
  CHECK(found.single_points.front().because.front().fault == Fault::quorum);
}

TEST_CASE("a leader that nobody replaces stops writes, not reads") {
  Chain chain;
  for (const ComponentId id : {chain.lb, chain.api, chain.db}) chain.copies(id, 3);
  chain.say(chain.db, Attribute::failover, "manual");
  CHECK(cut_sets(chain.model).single_points.empty());
  const FlowId write = chain.flow("write");
  chain.arrow(write, chain.client, chain.api);
  chain.arrow(write, chain.api, chain.db).access = Access::write;
  const Redundancy found = cut_sets(chain.model);
  CHECK(names(found, found.single_points) == Names{"the leader of `db`"});
  CHECK(found.single_points.front().flow == write);
}

TEST_CASE("many alternatives are counted, not listed") {
  Builder design;
  const ComponentId client = design.add("client", Role::source);
  const ComponentId lb = design.add("lb", Role::split, {{Attribute::replicas, 3}});
  std::vector<ComponentId> nodes;
  for (int i = 0; i < 700; ++i) nodes.push_back(design.add(std::to_string(i)));
  const FlowId flow = design.flow("read");
  design.arrow(flow, client, lb);
  design.list(flow, lb, nodes);
  const ComponentId db = design.add("db", Role::store);
  for (const ComponentId node : nodes) design.arrow(flow, node, db);
  const Redundancy found = cut_sets(design.model);
  CHECK(names(found, found.single_points) == Names{"`db`"});
  CHECK(found.pairs.empty());
}

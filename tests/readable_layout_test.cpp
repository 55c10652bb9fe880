// What readers look for in the picture of a design: clients on top, straight chains, pages that are
// no wider than need be, and that stay as they were after a small edit.
#include <algorithm>
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "emit/render.hpp"
#include "layout/assemble.hpp"
#include "layout/assemble_line.hpp"
#include "project/project.hpp"
#include "tests/layout_designs.hpp"
#include "tests/memory_world.hpp"

using namespace joist;
using layout::Rect;
using layout::Step;

namespace {

struct Placed {
  scene::Scene scene;
  layout::Graph graph;
  layout::Arrangement drawn;
  layout::Metrics metrics;

  // By the last part of its path.
  Rect box(const std::string& name) const {
    for (std::size_t i = 0; i < scene.boxes.size(); ++i) {
      const std::string path = "." + scene.boxes[i].id, end = "." + name;
      if (path.size() >= end.size() && path.substr(path.size() - end.size()) == end)
        return drawn.nodes[i];
    }
    FAIL("no box " << name);
    return {};
  }
  bool backward(std::string_view id) const {
    for (const scene::Line& line : scene.lines)
      if (line.id == id) return line.backward;
    FAIL("no line " << id);
    return false;
  }
};

Placed placed(const std::string& text) {
  tests::MemoryWorld world;
  world.files["/work/design.joist"] = text;
  const project::Project project = project::load(world, "/work/design.joist");
  const scene::Subject subject{project.base.model, project.base.results, project.findings};
  Placed result;
  result.scene = scene::compose(subject, emit::RenderOptions().scene).scene;
  result.graph = layout::graph_of(result.scene);
  layout::ForkWorld fork;
  result.drawn = layout::arrange(fork, result.graph);
  result.metrics = layout::measure(result.graph, result.drawn);
  return result;
}

const char* const cluster = R"(
client dev
client user
balancer glb
saas github
region r1 {
  vpc v1 {
    kubernetes k1 {
      namespace ing { nginx ingress; service cert }
      namespace shop { service front; service cart; service pay }
      namespace mon { prometheus prom; grafana graf; loki logs }
      namespace cd { service argo }
    }
    subnet data { rds db; elasticache cache; msk bus }
  }
}
secret_store vault
dev -> github -> argo
argo -> front, cart, pay
user -> glb -> ingress -> front
front -> cart -> cache
front -> pay -> db
pay ~> bus
cart ~> bus
prom -> front, cart, pay, ingress
graf -> prom
graf -> logs
front, cart, pay ~> logs
dev -> graf
cert -> vault
pay -> vault
)";

std::string with(std::string text, const std::string& before, const std::string& added) {
  const std::size_t at = text.find(before);
  REQUIRE(at != std::string::npos);
  return text.insert(at, added);
}

}  // namespace

TEST_CASE("clients stand above what answers them") {
  const Placed hub = placed(R"(design "Test" { direction: down }
client alice, bob
device sensor
service hub
alice -> hub
bob -> hub
sensor -> hub
hub ~> alice
hub ~> bob
hub ~> sensor
)");
  for (const char* client : {"alice", "bob", "sensor"})
    CHECK(hub.box(client).bottom() < hub.box("hub").y);
  CHECK_FALSE(hub.backward("bob->hub"));
  CHECK(hub.backward("hub~>bob"));
}

TEST_CASE("a client that only receives stands below what sends to it") {
  const Placed push = placed(
      "design \"Test\" { direction: down }\nclient app, phone\napp -> api ~> push ~> phone\n");
  CHECK(push.box("push").bottom() < push.box("phone").y);
  CHECK_FALSE(push.backward("push~>phone"));
}

TEST_CASE("of a ring the hottest flow keeps its direction") {
  const Placed ring = placed(R"(design "Test" { direction: down }
client app
client probe
service front, back
flow cold @ 1/s { probe -> back -> front }
flow hot @ 1k/s { app -> front -> back }
)");
  CHECK(ring.box("front").bottom() < ring.box("back").y);
}

TEST_CASE("clients share the first row where nothing is lost by it") {
  const Placed two = placed(R"(design "Test" { direction: down }
client user
client admin
user -> lb -> api -> worker -> store
admin -> worker
)");
  CHECK(two.box("user").y == two.box("admin").y);
  const Placed rows = placed(cluster);
  CHECK(rows.box("user").y == rows.box("dev").y);
}

TEST_CASE("a service more does not turn a nested picture inside out") {
  const Placed before = placed(cluster);
  const std::string taxed = with(cluster, "service pay }", "service tax; ");
  for (const std::string& text : {taxed + "pay -> tax\n", std::string(cluster) + "pay -> cart\n"}) {
    const Placed after = placed(text);
    CHECK(after.drawn.size.width < 1.25 * before.drawn.size.width);
    CHECK(after.metrics.crossings <= before.metrics.crossings + 6);
    for (const char* store : {"db", "cache", "bus"})
      CHECK(after.box("pay").bottom() < after.box(store).y);
  }
}

TEST_CASE("a box more in one of several groups that are alike leaves the others where they are") {
  const std::string regions = R"(design "Test" { direction: down }
client users
dns names
region us { balancer lb; service api; cockroach db; redis cache }
region eu { balancer lb; service api; cockroach db; redis cache }
region ap { balancer lb; service api; cockroach db; redis cache }
users -> names -> us.lb, eu.lb, ap.lb
us.lb -> us.api -> us.db, us.cache
eu.lb -> eu.api -> eu.db, eu.cache
ap.lb -> ap.api -> ap.db, ap.cache
us.db ~> eu.db "copy"
eu.db ~> us.db "copy"
eu.db ~> ap.db "copy"
ap.db ~> eu.db "copy"
)";
  std::string zones = "client users\nbalancer lb\npostgres db\nusers -> lb\n";
  for (const std::string zone : {"a", "b", "c", "d"})
    zones += "zone " + zone + " { service web; service api; redis cache }\nlb -> " + zone +
             ".web -> " + zone + ".api -> " + zone + ".cache\n" + zone + ".api -> db\n";
  const struct {
    std::string before, after;
  } edits[] = {
      {regions, with(regions, " }\nregion ap", "; worker jobs") + "eu.api -> eu.jobs\n"},
      {regions, regions + "us.cache ~> eu.cache\n"},
      {zones, with(zones, " }\nlb -> b", "; worker jobs") + "b.web -> b.jobs\n"},
  };
  for (const auto& [before, after] : edits) {
    const Placed was = placed(before), is = placed(after);
    double moved = 0;
    for (const scene::Box& box : was.scene.boxes) {
      const Rect &from = was.box(box.id), &to = is.box(box.id);
      moved += std::hypot(to.x - from.x, to.y - from.y);
    }
    CHECK(moved / static_cast<double>(was.scene.boxes.size()) < 90);
  }
}

TEST_CASE("a group that only receives stands below the one that calls it") {
  const Placed search = placed(R"(client user
group serving {
  balancer lb
  service front "Query front end"
  service rewrite "Spelling, synonyms, intent"
  service root "Root aggregator"
  group leafs "Leaf pods" {
    search_index l1 "Leaf shard 1..100", l2 "Leaf shard 101..200", l3 "Leaf shard 201..300"
    search_index l4 "Leaf shard 301..400"
  }
  service snippets
  service ads "Ads auction"
  redis results "Result cache"
}
group indexing {
  worker crawl "Crawler"
  queue frontier "URL frontier"
  bigtable pages "Page store"
  worker parse "Parser"
  worker index "Indexer"
  gcs segments "Index segments"
}
user -> lb -> front -> results
front -> rewrite
front -> root -> l1, l2, l3, l4
front -> snippets -> pages
front -> ads
frontier ~> crawl
crawl -> pages write
pages ~> parse
parse ~> frontier
parse -> index -> segments write
)");
  CHECK(search.drawn.size.width < 950);  // four equal shards stand two by two
  CHECK(search.box("l1").y == search.box("l2").y);
  CHECK(search.box("l3").y == search.box("l4").y);
  CHECK(search.box("l1").bottom() < search.box("pages").y);
}

TEST_CASE("groups that are alike hold their boxes at the same places") {
  std::string text = "design \"Test\" { direction: down }\nclient users\n";
  for (const std::string r : {"us", "eu", "ap"}) {
    text += "region " + r + " {\n  zone a { balancer lb; service api }\n";
    text += "  zone b { cockroach db \"Orders and accounts\"; redis cache }\n}\n";
    text += "users -> " + r + ".a.lb -> " + r + ".a.api -> " + r + ".b.cache\n";
    text += r + ".a.api -> " + r + ".b.db\n";
  }
  for (const char* pair : {"us eu", "eu us", "us ap", "ap us", "eu ap", "ap eu"})
    text += std::string(pair, 2) + ".b.db ~> " + (pair + 3) + ".b.db\n";
  const Placed regions = placed(text);
  const auto offset = [&](const std::string& region, const std::string& name) {
    for (std::size_t f = 0; f < regions.scene.panels.size(); ++f)
      if (regions.scene.panels[f].id == region)
        return regions.box(region + "." + name).x - regions.drawn.frames[f].x;
    return -1.0;
  };
  for (const std::string name : {"a.lb", "a.api", "b.db", "b.cache"}) {
    CAPTURE(name);
    CHECK(offset("us", name) > 0);
    CHECK(offset("eu", name) == offset("us", name));
    CHECK(offset("ap", name) == offset("us", name));
    CHECK(regions.box("eu." + name).y == regions.box("us." + name).y);
  }
}

TEST_CASE("pills beside each other leave their lines straight") {
  const Placed small = placed(R"(design "Test" { direction: right }
client a
service b
postgres c
a -> b "request"
b ~> a "push"
b -> c "select"
b -> c write "insert"
)");
  CHECK(small.metrics.bends == 0);
}

TEST_CASE("a chain stands in a column, and what branches off beside it") {
  const Placed chain = placed(R"(design "Test" { direction: down }
client a
service b, c, d, e, f, g, h
service x, y, z
client q
a -> b -> c -> d -> e -> f -> g -> h
c -> x -> y
e -> z
q -> h
)");
  const auto middle = [&](const char* name) {
    return chain.box(name).x + chain.box(name).width / 2;
  };
  int aside = 0;  // from one box of the chain to the next
  const char* const boxes[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
  for (std::size_t i = 1; i < std::size(boxes); ++i)
    aside += std::abs(middle(boxes[i]) - middle(boxes[i - 1])) > 8 ? 1 : 0;
  CHECK(aside <= 3);
  CHECK(chain.metrics.bends <= 4);
}

TEST_CASE("several arrows of a component to itself lie one round the other") {
  const Placed loops = placed("a -> a \"again\"\na ~> a \"later\"\na -> b\n");
  CHECK(loops.metrics.label_overlaps == 0);
  CHECK(loops.metrics.crossings == 0);
  CHECK(loops.drawn.routes[0].label.right() < loops.drawn.routes[1].label.x);
}

TEST_CASE("a line jumps over another even close to its bend, which keeps off that line") {
  using layout::Point;
  for (const double off : {4.0, 6.0, 8.0, 12.0, 20.0}) {
    CAPTURE(off);
    const std::vector<std::vector<Point>> routes{{{0, 50}, {100, 50}, {100, 200}},
                                                 {{100 - off, 0}, {100 - off, 100}}};
    const layout::Path path =
        layout::draw_routes(routes, {layout::Style(), layout::Style()}).front();
    std::vector<double> curves;  // where each ends
    for (const Step& step : path.steps)
      if (step.kind == Step::Kind::cubic) curves.push_back(step.points[2].x);
    REQUIRE(curves.size() == 2);
    CHECK(curves[0] > 100 - off);
    CHECK(curves[0] <= 100);
  }
}

TEST_CASE("where a level line is dashed, the one that it crosses jumps") {
  using layout::Point;
  const std::vector<std::vector<Point>> routes{{{0, 50}, {200, 50}}, {{100, 0}, {100, 100}}};
  const auto drawn = [&](scene::Stroke level, scene::Stroke upright) {
    layout::Style one, other;
    one.dash = level;
    other.dash = upright;
    return layout::draw_routes(routes, {one, other});
  };
  const auto count = [](const layout::Path& path, Step::Kind kind) {
    return std::count_if(path.steps.begin(), path.steps.end(),
                         [&](const Step& step) { return step.kind == kind; });
  };
  using scene::Stroke;
  const auto solid = drawn(Stroke::solid, Stroke::dashed);
  CHECK(count(solid[0], Step::Kind::cubic) == 1);
  CHECK(count(solid[1], Step::Kind::cubic) == 0);
  const auto dashed = drawn(Stroke::dashed, Stroke::solid);
  CHECK(count(dashed[0], Step::Kind::cubic) == 0);
  CHECK(count(dashed[1], Step::Kind::cubic) == 1);
  const auto both = drawn(Stroke::dashed, Stroke::dashed);
  CHECK(count(both[0], Step::Kind::move) == 2);
  CHECK(count(both[1], Step::Kind::move) == 1);
}

TEST_CASE("groups that are called alike stand side by side, also after one of them has grown") {
  const std::string zones = R"(client c
balancer lb
group g1 { service s1
redis r1 }
group g2 { service s2
redis r2 }
group g3 { service s3
redis r3 }
postgres db
c -> lb -> s1, s2, s3 -> db
s1 -> r1
s2 -> r2
s3 -> r3
)";
  for (const std::string& more : {std::string(), std::string("redis g1.more\ns1 -> g1.more\n")}) {
    const Placed drawn = placed(zones + more);
    CHECK(drawn.box("s1").y == drawn.box("s2").y);
    CHECK(drawn.box("s2").y == drawn.box("s3").y);
  }
}

TEST_CASE("a relation between neighbours leads straight from side to side") {
  const Placed drawn = placed(R"(client c
group g { service a
service b }
service d
c -> g.a -> d
c -> g.b -> d
g.a -- g.b
)");
  const std::size_t last = drawn.graph.edges.size() - 1;
  const layout::Route& route = drawn.drawn.routes[last];
  REQUIRE(route.points.size() == 2);
  CHECK(route.points[0].y == route.points[1].y);
  const Rect a = drawn.box("a"), b = drawn.box("b");
  const double low = std::min(a.right(), b.right()), high = std::max(a.x, b.x);
  CHECK(std::min(route.points[0].x, route.points[1].x) == low);
  CHECK(std::max(route.points[0].x, route.points[1].x) == high);
}

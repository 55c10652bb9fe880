// The scaling story as a chart and as a table, the data model as a picture, and a component's page.
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/command_line.hpp"
#include "tests/markup.hpp"
#include "tests/memory_world.hpp"

using namespace joist;
using joist::tests::MemoryWorld;
using joist::tests::run;
using joist::tests::values;

namespace {

const std::string shop = R"(design "Shop" { peak: 2 }
people = 1M users
client           app
managed_balancer lb
service          api { replicas: 4, zones: 2, capacity: 100 rps, note: "The only one" }
postgres         db  { replicas: 3, zones: 3, failover: automatic, reads: 1k/s, writes: 500/s }
endpoints of api { GET /orders by look { auth: jwt, page: cursor } }
table customers in db { id bigint key; name text(40) }
table orders in db { id bigint key; customer_id bigint ref customers.id }
flow look @ people * 10/day { app -> lb -> api -> db }
stage "ten times" { people = 10M users }
stage "with cache" { redis hot { hit: 90%, capacity: 9k/s, replicas: 2, zones: 2 }; api.replicas: 40 }
)";

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

MemoryWorld with_shop() {
  MemoryWorld world;
  world.files["/work/shop.joist"] = shop;
  return world;
}

}  // namespace

TEST_CASE("the table of the scaling story says what was changed and how many are enough") {
  MemoryWorld world = with_shop();
  REQUIRE(run(world, {"scale", "shop.joist", "--at", "10x"}) == 0);
  CHECK(has(world.output, "there are"));
  CHECK(has(world.output, "4 instances"));
  CHECK(has(world.output, "at 10x: 2 components past the headroom\n"));
  CHECK(has(world.output, "stage \"ten times\", 2.31k/s at the peak: "));
  CHECK(has(world.output, "changed: people 1M users \u2192 10M users\n"));
  CHECK(has(world.output, "changed: new: component hot\n"));
  CHECK(has(world.output, "holds, but `db` is past the headroom\n"));
  CHECK(has(world.output, "changed: api replicas 4 \u2192 40\n"));
}

TEST_CASE("what is short of two things is named once") {
  MemoryWorld world;
  world.files["/work/x.joist"] = R"(client u
service a { capacity: 1k/s }
service d { capacity: 100/s, limit: 90/s }
flow f @ 300/s { u -> a; a -> d x 30% }
stage "more" { flow f @ 310/s {} }
)";
  REQUIRE(run(world, {"scale", "x.joist"}) == 0);
  INFO(world.output);
  CHECK(has(world.output, "holds, but `d` is past the headroom\n"));
}

TEST_CASE("what is enough carries the load: with it nothing is past its headroom") {
  MemoryWorld world = with_shop();
  REQUIRE(run(world, {"scale", "shop.joist", "--at", "10x", "--format", "json"}) == 0);
  const auto story = nlohmann::json::parse(world.output);
  const std::string enough = story["at"][0]["enough"]["api"];
  const std::string count = enough.substr(0, enough.find(' '));
  std::string grown = shop;
  grown.replace(grown.find("replicas: 4,"), 12, "replicas: " + count + ",");
  world.files["/work/shop.joist"] = grown;
  REQUIRE(run(world, {"scale", "shop.joist", "--at", "10x", "--format", "json"}) == 0);
  const auto again = nlohmann::json::parse(world.output);
  for (const auto& name : again["at"][0]["breaks"]) CHECK(name != "api");
}

TEST_CASE("what broke at a smaller factor is not listed where it holds again") {
  MemoryWorld world;
  // At 20 times the load `a` gets 450/s and passes on 200/s, 22/s of them from the second flow.
  world.files["/work/shop.joist"] = R"(client u, v
service pre { limit: 50/s }
service a   { limit: 200/s }
service c   { capacity: 60/s }
external ex { limit: 40/s }
flow one @ 20/s { u -> a }
flow two @ 20/s { v -> pre -> a -> ex; a -> c }
)";
  REQUIRE(run(world, {"scale", "shop.joist", "--at", "5x,20x", "--format", "json"}) == 0);
  const auto at = nlohmann::json::parse(world.output)["at"];
  CHECK(at[0]["breaks"] == nlohmann::json({"ex", "c", "pre"}));
  CHECK(at[1]["breaks"] == nlohmann::json({"pre", "a"}));
}

TEST_CASE("the chart has a row for each part and a line for each stage") {
  MemoryWorld world = with_shop();
  REQUIRE(run(world, {"scale", "shop.joist", "-o", "scale.svg"}) == 0);
  const std::string svg = world.files.at("/work/scale.svg");
  CHECK(tests::is_well_formed(svg));
  const std::vector<std::string> all = values(svg, "id");
  const std::set<std::string> ids(all.begin(), all.end());
  CHECK(ids.size() == all.size());
  for (const char* id :
       {"joist-row-api", "joist-row-db", "joist-stage-", "joist-stage-ten_20_times"})
    CHECK_MESSAGE(ids.count(id) == 1, id);
  CHECK(has(svg, "aria-roledescription=\"chart\""));
  CHECK(has(svg, "can&#39;t carry the load at ten times"));
  world.files["/work/a.joist"] = "client -> api\n";
  CHECK(run(world, {"scale", "a.joist", "-o", "b.svg"}) == 2);
  CHECK(has(world.errors, "there is no chart to draw"));
  CHECK(world.files.count("/work/b.svg") == 0);
}

TEST_CASE("the tables of a design are cards in frames of their stores") {
  MemoryWorld world = with_shop();
  REQUIRE(run(world, {"render", "shop.joist", "t.svg", "--tables"}) == 0);
  const std::string svg = world.files.at("/work/t.svg");
  CHECK(tests::is_well_formed(svg));
  for (const char* part : {">customer_id<", "bigint", ">customers<", "orders refers to customers"})
    CHECK_MESSAGE(has(svg, part), part);
  REQUIRE(run(world, {"render", "shop.joist", "--tables", "--metrics", "json"}) == 0);
  const auto metrics = nlohmann::json::parse(world.output);
  CHECK(metrics["boxes"] == 2);
  for (const char* name : {"box_overlaps", "label_overlaps", "arrows_through_boxes",
                           "frame_overlaps", "lost_arrows", "low_contrast"})
    CHECK_MESSAGE(metrics[name] == 0, name);
  world.output.clear();
  REQUIRE(run(world, {"render", "shop.joist", "--tables", "--to", "json", "-o", "-"}) == 0);
  const auto picture = nlohmann::json::parse(world.output);
  CHECK(picture["arrows"].size() == 1);
  CHECK(picture["boxes"][0]["y"] == picture["boxes"][1]["y"]);  // columns begin at one height
  world.files["/work/a.joist"] = "client -> api\n";
  CHECK(run(world, {"render", "a.joist", "b.svg", "--tables"}) == 2);
  CHECK(has(world.errors, "the design has no tables"));
}

TEST_CASE("the page of a component is about it alone") {
  MemoryWorld world = with_shop();
  REQUIRE(run(world, {"analyze", "shop.joist", "--component", "api"}) == 0);
  for (const char* part : {"The only one", "It gets 231/s at the peak", "Where its load comes from",
                           "GET /orders", "It serves on"})
    CHECK_MESSAGE(has(world.output, part), part);
  REQUIRE(run(world, {"analyze", "shop.joist", "--component", "api", "--format", "json"}) == 0);
  const auto figures = nlohmann::json::parse(world.output);
  CHECK(figures["components"].size() == 1);
  CHECK(figures["arrows"].size() == 2);
  for (const auto& finding : figures["findings"]) CHECK(finding["subject"] == "api");
  CHECK(run(world, {"analyze", "shop.joist", "--component", "apii"}) == 2);
  CHECK(has(world.errors, "there is no component `apii`; did you mean `api`?"));
}

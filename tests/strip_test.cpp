// One picture of all stages, and the picture of nothing.
#include <doctest/doctest.h>

#include "tests/command_line.hpp"

using joist::tests::line_count;
using joist::tests::MemoryWorld;
using joist::tests::run;

namespace {

constexpr const char* design = R"(design "Shop" { peak: 2 }
dau = 100k users
client app
service api { replicas: 3, zones: 3, capacity: 500 rps }
postgres db { replicas: 2, zones: 2, failover: automatic, reads: 2k/s, writes: 500/s }
service old
flow browse @ dau * 100/day { app -> api -> db }
app -> old
stage "1M users" { dau = 1M users }
stage "Cache" {
  redis cache { replicas: 2, zones: 2 }
  api -> cache
}
stage "Grown" {
  api.replicas: 12
  remove old
}
)";

std::string drawn(std::vector<std::string> words) {
  MemoryWorld world;
  world.files["/work/x.joist"] = design;
  words.insert(words.begin(), {"render", "x.joist", "-q", "--stages", "-o", "-"});
  REQUIRE(run(world, words) == 0);
  return world.output;
}

// From the part's start to the end of its first rectangle.
std::string part(const std::string& svg, const std::string& id) {
  const std::size_t at = svg.find("id=\"joist-" + id + "\"");
  return at == std::string::npos ? "" : svg.substr(at, svg.find("/>", at) - at);
}

double number(const std::string& text, const std::string& name) {
  const std::size_t at = text.find(" " + name + "=\"");
  REQUIRE(at != std::string::npos);
  return std::stod(text.substr(at + name.size() + 3));
}

struct Place {
  double x, y, width;
};
// Within the frame of its stage.
Place place(const std::string& svg, int stage, const std::string& id) {
  const std::string prefix = "stage-" + std::to_string(stage) + "-";
  const std::string frame = part(svg, prefix + "head"), box = part(svg, prefix + id);
  REQUIRE(!frame.empty());
  REQUIRE(!box.empty());
  return {number(box, "x") - number(frame, "x"), number(box, "y") - number(frame, "y"),
          number(box, "width")};
}

}  // namespace

TEST_CASE("in a picture of all stages a box stands at the same place in each") {
  const std::string svg = drawn({});
  for (int stage = 1; stage <= 3; ++stage) {
    const Place first = place(svg, 0, "box-api"), here = place(svg, stage, "box-api");
    const Place app = place(svg, 0, "box-app"), top = place(svg, stage, "box-app");
    CHECK(here.x == doctest::Approx(first.x));
    CHECK(here.y - top.y == doctest::Approx(first.y - app.y));  // heads differ from row to row
    CHECK(here.width == doctest::Approx(first.width));
  }
}

TEST_CASE("four stages fill two rows of two") {
  const std::string svg = drawn({});
  const auto left = [&](int stage) {
    return number(part(svg, "stage-" + std::to_string(stage) + "-head"), "x");
  };
  CHECK(left(0) == left(2));
  CHECK(left(1) == left(3));
  CHECK(left(0) < left(1));
}

TEST_CASE("a row of stages is as high as what stands in it") {
  MemoryWorld world;
  world.files["/work/x.joist"] = R"(client app
service api
app -> api
stage "Two" { api.replicas: 2 }
stage "Stored" {
  postgres db
  api -> db
}
stage "Twice" { db.replicas: 2 }
)";
  REQUIRE(run(world, {"render", "x.joist", "-q", "--stages", "--no-findings", "-o", "-"}) == 0);
  const std::string small = part(world.output, "stage-0-head");
  const std::string large = part(world.output, "stage-2-head");
  REQUIRE(number(small, "y") < number(large, "y"));
  CHECK(number(small, "height") < number(large, "height"));
}

TEST_CASE("a stage has what it adds, and no more what it removes") {
  const std::string svg = drawn({});
  const auto has = [&](const std::string& id) { return !part(svg, id).empty(); };
  CHECK_FALSE(has("stage-0-box-cache"));
  CHECK_FALSE(has("stage-1-box-cache"));
  CHECK(has("stage-2-box-cache"));
  CHECK(has("stage-3-box-cache"));
  CHECK(has("stage-2-box-old"));
  CHECK_FALSE(has("stage-3-box-old"));
  CHECK(svg.find(">+ cache<") != std::string::npos);  // where it is new
  CHECK(svg.find(">cache<") != std::string::npos);    // and where it is not
  CHECK(svg.find(">~ api<") != std::string::npos);
}

TEST_CASE("the stages as text say what each changes and what breaks there") {
  CHECK(drawn({"--to", "text"}) == R"(Shop

As it stands
  231/s at the peak · 15% api, the hottest · 4.54× the load would still fit · 1 single point of failure
  [!1] old is there once, and without it every request stops
       → add a second copy, in another zone, or an alternative: app -> old | another

1M users
  2.31k/s at the peak · 154% api, the hottest · 1 single point of failure
  dau 100k users → 1M users
  [×1] api gets 2.31k/s and can serve 1.5k/s
       → 8 instances carry it with 30% headroom, and still carry the load without one of its zones
  [!2] without one of its 2 copies, db would be at 116% of what is left
       → what is left of it gets 116% of what it can carry: have larger machines or more shards, or let less come to it

Cache
  2.31k/s at the peak · 154% api, the hottest · 1 single point of failure
  + cache
  still overloaded: api, 2.31k/s of 1.5k, 154%

Grown
  2.31k/s at the peak · 58% db, the hottest · 1.21× the load would still fit
  ~ api replicas 3 → 12
  − old
  nothing breaks
)");
}

TEST_CASE("a stage that breaks nothing new is not said to break nothing where rings stand") {
  MemoryWorld world;
  world.files["/work/x.joist"] =
      "n = 10/s\nclient app; service api { capacity: 1k/s }\nflow read @ n { app -> api }\n"
      "stage \"More\" { n = 20/s }\n";
  REQUIRE(run(world, {"render", "x.joist", "-q", "--stages", "--to", "text", "-o", "-"}) == 0);
  CHECK(world.output.find("nothing new breaks") != std::string::npos);
}

TEST_CASE("four stages are two rows of two, where that shows them larger") {
  MemoryWorld world;
  world.files["/work/x.joist"] =
      "n = 1/s\nclient u; service a; service b; service c; service d; service e; service f\n"
      "flow read @ n { u -> a, b, c, d, e, f }\nstage \"1\" { n = 2/s }\n"
      "stage \"2\" { n = 3/s }\nstage \"3\" { n = 4/s }\n";
  REQUIRE(run(world, {"render", "x.joist", "-q", "--stages", "-o", "-"}) == 0);
  const std::string& svg = world.output;
  const std::string first = part(svg, "stage-0-head"), second = part(svg, "stage-1-head");
  const std::string last = part(svg, "stage-3-head");
  CHECK(number(second, "y") == number(first, "y"));
  CHECK(number(last, "y") > number(first, "y"));
  CHECK(number(last, "x") == number(second, "x"));
}

TEST_CASE("what a stage takes away is in the key of the signs") {
  CHECK(drawn({}).find("\u2212 removed") != std::string::npos);
}

TEST_CASE("what has no picture of all stages says so in a line") {
  MemoryWorld world;
  world.files["/work/x.joist"] = design;
  world.files["/work/plain.joist"] = "a -> b\n";
  CHECK(run(world, {"render", "x.joist", "--stages", "--to", "dot", "-o", "-"}) == 2);
  CHECK(line_count(world.errors) == 1);
  CHECK(run(world, {"render", "plain.joist", "--stages", "-o", "-"}) == 2);
  CHECK(world.errors.find("no stages") != std::string::npos);
  CHECK(run(world, {"render", "x.joist", "--stages", "--stage", "Cache"}) == 2);
  CHECK(line_count(world.errors) == 1);
}

TEST_CASE("an empty design says how to begin, as text and as a picture") {
  MemoryWorld world;
  world.files["/work/empty.joist"] = "# nothing yet\n";
  REQUIRE(run(world, {"render", "-q", "empty.joist", "--to", "text"}) == 0);
  CHECK(world.output ==
        "nothing to draw yet: a line such as client -> api -> postgres is a design\n");
  world.output.clear();
  REQUIRE(run(world, {"render", "-q", "empty.joist", "-o", "-"}) == 0);
  CHECK(world.output.find("nothing to draw yet") != std::string::npos);
  CHECK(world.output.find("viewBox=\"0 0 408 ") != std::string::npos);
}

// The findings of a picture: in its words, once each, and about what it shows.
#include <doctest/doctest.h>

#include "tests/drawn_scene.hpp"

using namespace joist;
using tests::box;
using tests::line;
using tests::scene_of;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const scene::ListedFinding* listed(const scene::Scene& scene, const std::string& part) {
  for (const scene::ListedFinding& each : scene.findings)
    if (has(each.message, part)) return &each;
  return nullptr;
}

const std::string chain =
    "client u; gateway gw \"Front door\"; service api \"Orders\"; postgres db \"Orders\"\n"
    "flow buy \"Buy\" @ 10/s { u -> gw -> api -> db }\n";

}  // namespace

TEST_CASE("findings that say the same are one entry with one number") {
  const scene::Scene scene = scene_of(chain);
  const scene::ListedFinding* points = listed(scene, "there once each");
  REQUIRE(points);
  CHECK(has(points->message, "`Front door`"));
  CHECK(points->help == "add a second copy of each, in another zone, or an alternative");
  REQUIRE(box(scene, "gw")->badges.size() == 1);
  REQUIRE(box(scene, "db")->badges.size() == 1);
  CHECK(box(scene, "gw")->badges[0].number == points->badge.number);
  CHECK(box(scene, "db")->badges[0].number == points->badge.number);
  CHECK(has(box(scene, "gw")->tooltip, "is there once, and without it `Buy` stops"));
}

TEST_CASE("findings call things by their labels, with the id where a label is used twice") {
  const scene::Scene scene = scene_of(chain);
  const scene::ListedFinding* points = listed(scene, "there once each");
  REQUIRE(points);
  CHECK(has(points->message, "`Orders` (`api`)"));
  CHECK(has(points->message, "`Orders` (`db`)"));
  CHECK_FALSE(has(points->message, "`gw`"));
}

TEST_CASE("one point of failure is told an alternative by the names of the design") {
  const scene::Scene scene = scene_of(
      "client u; gateway gw { replicas: 2, zones: 2 }; service api\n"
      "flow buy @ 10/s { u -> gw -> api }\n");
  const scene::ListedFinding* point = listed(scene, "is there once");
  REQUIRE(point);
  CHECK(has(point->help, "`gw -> api | another`"));
}

TEST_CASE("what a limit refuses is numbered on its red bar, other notes are not drawn") {
  const scene::Scene scene = scene_of(
      "client u; service shop { replicas: 3, zones: 3, capacity: 1k/s }; external fcm { limit: "
      "100/s }\nflow pay @ 400/s { u -> shop -> fcm }\n");
  REQUIRE(box(scene, "fcm"));
  REQUIRE(box(scene, "fcm")->badges.size() == 1);
  CHECK(box(scene, "fcm")->badges[0].severity == Severity::note);
  CHECK(listed(scene, "refuses 300/s"));
}

TEST_CASE("a loop has its number on the arrow that leads back, and makes one request") {
  const scene::Scene scene = scene_of("service ot; service ws\nws -> ot\not ~> ws\n");
  const scene::ListedFinding* loop = listed(scene, "the loop");
  REQUIRE(loop);
  CHECK(has(loop->message, "makes 1 request of each one"));
  CHECK(loop->badge.number == 1);
  std::size_t badges = 0;
  for (const scene::Line& each : scene.lines) badges += each.badges.size();
  CHECK(badges == 1);
}

TEST_CASE("what is about nothing that is drawn has no number") {
  const scene::Scene scene = scene_of(
      "need buy.p99 < 1 ms\nclient u; service api { latency: 50 ms, replicas: 2, zones: 2 }\n"
      "flow buy @ 1/s { u -> api }\n");
  const scene::ListedFinding* need = listed(scene, "buy.p99");
  REQUIRE(need);
  CHECK(need->badge.number == 0);
}

TEST_CASE("the picture of a part lists what it shows") {
  const std::string text =
      "need a.p99 < 1 ms\nneed b.p99 < 1 ms\nneed survive zone\n"
      "client u; service one { latency: 50 ms }; service two { latency: 50 ms }\n"
      "flow a @ 1/s { u -> one }\nflow b @ 1/s { u -> two }\n";
  const scene::Scene whole = scene_of(text);
  CHECK(listed(whole, "a.p99"));
  CHECK(listed(whole, "survive zone"));
  const scene::Scene part = tests::scene_of_flow(text, "a");
  CHECK(listed(part, "a.p99"));
  CHECK_FALSE(listed(part, "b.p99"));
  CHECK_FALSE(listed(part, "survive zone"));
  const scene::Scene view = scene_of(text + "view v { show two, u }\n", [] {
    scene::Options options;
    options.view = "v";
    return options;
  }());
  CHECK(listed(view, "b.p99"));
  CHECK_FALSE(listed(view, "a.p99"));
}

TEST_CASE("how an arrow is written is no matter of the picture") {
  const scene::Scene scene = scene_of("service a; service b\na <-> b\n");
  CHECK_FALSE(listed(scene, "is read as"));
}

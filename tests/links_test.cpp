// What the design says beside figures is seen: links on the arrows that cross them or on their
// groups, remarks in tooltips.
#include <doctest/doctest.h>

#include "tests/drawn_scene.hpp"

using namespace joist;
using tests::line;

namespace {

scene::Scene scene_of(const std::string& text, int depth = -1) {
  scene::Options options;
  options.depth = depth;
  return tests::scene_of(text, options);
}

const std::string regions =
    "region us \"US East\" { zone a { service api } }\nregion eu \"Europe\" { service api2 }\n"
    "us -- eu { delay: 80 ms }\n";

}  // namespace

TEST_CASE("an arrow between linked groups says their delay, its own goes before it") {
  const scene::Scene scene = scene_of(regions + "us.a.api -> eu.api2\neu.api2 -> x\n");
  const scene::Line* crossing = line(scene, "us.a.api->eu.api2");
  REQUIRE(crossing);
  REQUIRE(crossing->pill.size() == 1);
  CHECK(crossing->pill[0].text == "+80 ms");
  CHECK(crossing->spoken.find("80 ms away") != std::string::npos);
  REQUIRE(line(scene, "eu.api2->x"));
  CHECK(line(scene, "eu.api2->x")->pill.empty());
  const scene::Scene own = scene_of(regions + "us.a.api -> eu.api2 { delay: 95 ms }\n");
  CHECK(line(own, "us.a.api->eu.api2")->pill[0].text == "+95 ms");
  const scene::Scene rated = scene_of(regions + "us.a.api -> eu.api2 @ 100/s\n");
  CHECK(line(rated, "us.a.api->eu.api2")->pill[0].rate == "100/s");
  CHECK(line(rated, "us.a.api->eu.api2")->pill[0].text == "+80 ms");
  for (const scene::Panel& panel : scene.panels)
    CHECK(panel.quiet.find("80 ms") == std::string::npos);
}

TEST_CASE("what a link is called is said on the arrows that cross it") {
  const std::string named =
      "region us { service a }\nregion eu { service b }\nus -- eu \"WAN\" { delay: 80 ms }\n";
  const scene::Scene open = scene_of(named + "us.a ~> eu.b\n");
  CHECK(tests::pill(open, "us.a~>eu.b") == "WAN +80 ms");
  CHECK(line(open, "us.a~>eu.b")->spoken.find("over WAN") != std::string::npos);
  CHECK(line(open, "us.a~>eu.b")->tooltip.find("over WAN") != std::string::npos);
  const scene::Scene closed = scene_of(named + "us.a -> eu.b @ 10/s\n", 0);
  CHECK(tests::pill(closed, "us->eu") == "10/s WAN +80 ms");
}

TEST_CASE("a link that no arrow crosses is said of its groups, or drawn between closed ones") {
  const scene::Scene open = scene_of(regions + "us.a.api -> y\neu.api2 -> z\n");
  int said = 0;
  for (const scene::Panel& panel : open.panels) {
    if (panel.id == "us") CHECK(panel.quiet == "Region \u00b7 80 ms to Europe");
    if (panel.id == "eu") CHECK(panel.quiet == "Region \u00b7 80 ms to US East");
    said += panel.quiet.find("80 ms") != std::string::npos ? 1 : 0;
  }
  CHECK(said == 2);
  const scene::Scene closed = scene_of(regions + "us.a.api -> y\neu.api2 -> z\n", 0);
  const scene::Line* link = line(closed, "us--eu");
  REQUIRE(link);
  CHECK(link->stroke == scene::Stroke::dotted);
  CHECK(link->pill[0].text == "80 ms");
  CHECK(closed.legend.relations);
  const scene::Scene crossed = scene_of(regions + "us.a.api -> eu.api2\n", 0);
  CHECK(line(crossed, "us--eu") == nullptr);
  REQUIRE(line(crossed, "us->eu"));
  CHECK(line(crossed, "us->eu")->pill[0].text == "+80 ms");
}

TEST_CASE("arrows of closed groups come together, with their rates added") {
  const std::string text =
      "region us { service a, b }\nregion eu { service c, d }\n"
      "flow f @ 30/s { client -> us.a -> eu.c }\nflow g @ 12/s { client -> us.b -> eu.d }\n";
  const scene::Scene closed = scene_of(text, 0);
  CHECK(closed.boxes.size() == 3);
  const scene::Line* merged = line(closed, "us->eu");
  REQUIRE(merged);
  CHECK(merged->pill[0].rate == "42/s");
  CHECK(line(scene_of(text), "us.a->eu.c")->pill[0].rate == "30/s");
}

TEST_CASE("a tooltip holds the owner, the tags and the note of a component or group") {
  const scene::Scene scene = scene_of(
      "group core { owner: \"platform\", note: \"moves in June\"\n"
      "  service api { note: \"drains in 30 s\", owner: \"team one\", tags: critical, edge }\n}\n"
      "x -> core.api\n");
  for (const scene::Box& box : scene.boxes) {
    if (box.id != "core.api") continue;
    CHECK(box.tooltip.find("\nowner: team one\ntags: critical, edge\ndrains in 30 s") !=
          std::string::npos);
  }
  REQUIRE(scene.panels.size() == 1);
  CHECK(scene.panels[0].tooltip.find("\nowner: platform\nmoves in June") != std::string::npos);
}

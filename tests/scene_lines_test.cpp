// What arrows say of themselves: kinds are never mixed, and conditions and ratios are told.
#include <set>

#include <doctest/doctest.h>

#include "tests/drawn_scene.hpp"

using namespace joist;
using tests::line;
using tests::pill;
using tests::scene_of;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("what is called when something fails is a line of its own, and says so") {
  const scene::Scene scene = scene_of(
      "service orch; service payments; service stock \"Stock room\"\n"
      "orch -> payments\norch -> payments \"refund\" on fail stock\norch -> stock\n");
  REQUIRE(scene.lines.size() == 3);
  CHECK(pill(scene, "orch->payments").empty());
  CHECK(pill(scene, "orch!->payments") == "refund, on fail");
  const scene::Line* refund = line(scene, "orch!->payments");
  REQUIRE(refund);
  CHECK(has(refund->tooltip, "when Stock room fails"));
  CHECK(has(refund->spoken, "when Stock room fails"));
  CHECK_FALSE(has(line(scene, "orch->payments")->tooltip, "refund"));
}

TEST_CASE("conditions and ratios are told on the line, in its tooltip and to screen readers") {
  const scene::Scene scene = scene_of(
      "client u; service lb; service v1; service v2; redis c \"Cache\"; postgres db; queue q\n"
      "u -> lb\nlb -> v1 x 95%\nlb -> v2 x 5% \"canary\"\nv1 -> c\nv1 -> db on miss c\n"
      "v2 -> db on hit c\nv1 ~> q on fail db\nv2 ~> q x 200\n");
  CHECK(pill(scene, "lb->v1") == "95%");
  CHECK(pill(scene, "lb->v2") == "canary, 5%");
  CHECK(pill(scene, "v1->db") == "on miss");
  CHECK(pill(scene, "v2->db") == "on hit");
  CHECK(pill(scene, "v1!~>q") == "on fail");
  CHECK(pill(scene, "v2~>q") == "\u00d7 200");
  CHECK(has(line(scene, "lb->v1")->tooltip, "95%"));
  CHECK(has(line(scene, "lb->v1")->spoken, "95%"));
  CHECK(has(line(scene, "v1->db")->tooltip, "on a miss of Cache"));
  CHECK(has(line(scene, "v1->db")->spoken, "on a miss of Cache"));
}

TEST_CASE("where the rate is known it stands for the ratio, and a condition stays") {
  const std::string text =
      "client u; service api; redis c { hit: 90% }; postgres db\n"
      "flow read @ 100/s { u -> api; api -> c x 50%; api -> db on miss c }\n";
  const scene::Scene scene = scene_of(text);
  CHECK(pill(scene, "api->c") == "50/s");
  CHECK(pill(scene, "api->db") == "5/s on miss");
  const scene::Scene mixed = scene_of(text + "flow put @ 2/s { u -> api; api -> db }\n");
  CHECK(pill(mixed, "api->db") == "7/s partly on miss");
  const scene::Scene both = scene_of(text + "flow put @ 2/s { u -> api; api -> db write }\n");
  CHECK(pill(both, "api->db") == "5/s reads on miss|2/s writes");
}

TEST_CASE("calls, messages and relations between the same boxes are lines of their own") {
  const scene::Scene scene = scene_of(
      "service a; service b\na -> b \"create\"\na ~> b \"paid?\"\nb ~> a \"refund issued\"\n"
      "a -- b \"shared library\"\nb -> a\n");
  CHECK(pill(scene, "a->b") == "create");
  CHECK(pill(scene, "a~>b") == "paid?");
  CHECK(pill(scene, "b~>a") == "refund issued");
  CHECK(pill(scene, "a--b") == "shared library");
  CHECK(scene.lines.size() == 5);
  CHECK(scene.legend.messages);
  CHECK(scene.legend.relations);
  CHECK(scene.legend.calls);
  std::set<std::string> ids;
  for (const scene::Line& each : scene.lines) ids.insert(each.id);
  CHECK(ids.size() == scene.lines.size());
}

TEST_CASE("an arrow that is written again keeps each of its labels") {
  const scene::Scene scene = scene_of(
      "service ws; client alice\nws ~> alice \"ack\"\nws ~> alice \"remote op\"\n"
      "ws ~> alice \"ack\"\n");
  CHECK(pill(scene, "ws~>alice") == "ack, remote op");
}

TEST_CASE("the picture of a flow tells its own share of a load from that of all flows") {
  const std::string text =
      "client u; client v; service api { replicas: 3, capacity: 1k/s }\n"
      "service own { capacity: 100/s }; service other\nflow a @ 10/s { u -> api -> own }\n"
      "flow b @ 40/s { v -> api }\nflow c @ 7/s { u -> other }\n";
  const scene::Scene scene = tests::scene_of_flow(text, "a");
  REQUIRE(tests::box(scene, "api"));
  REQUIRE(tests::box(scene, "api")->meter);
  CHECK(tests::box(scene, "api")->meter->load == "50/s of 3k, all flows");
  CHECK(tests::box(scene, "own")->meter->load == "10/s of 100");
  CHECK(tests::box(scene, "u")->load == "10/s");
  CHECK(has(tests::box(scene, "api")->tooltip, "10/s of this flow"));
}

// A picture keeps its arrangement when findings or loads come and go.
#include <string>

#include <doctest/doctest.h>

#include "layout/assemble.hpp"
#include "tests/drawn_scene.hpp"
#include "tests/layout_designs.hpp"
#include "tests/source_tree.hpp"
#include "tests/turned_pairs.hpp"

using namespace joist;
using layout::Arrangement;

namespace {

struct Drawn {
  scene::Scene scene;
  Arrangement arrangement;
};

Drawn drawn(const std::string& text, bool findings = true) {
  scene::Options options;
  options.findings = findings;
  Drawn result{tests::scene_of(text, options), {}};
  layout::ForkWorld world;
  result.arrangement = layout::arrange(world, layout::graph_of(result.scene));
  return result;
}

std::size_t badges(const scene::Scene& scene) {
  std::size_t count = 0;
  for (const scene::Box& box : scene.boxes) count += box.badges.size();
  return count;
}

}  // namespace

TEST_CASE("findings that are left out leave all boxes in their order") {
  std::size_t marked = 0;
  for (const tests::ProjectFile& file : tests::project_files("examples/flawed", {".joist"})) {
    CAPTURE(file.path);
    const Drawn with = drawn(std::string(file.text)), without = drawn(file.text, false);
    REQUIRE(with.scene.boxes.size() == without.scene.boxes.size());
    marked += badges(with.scene);
    CHECK(badges(without.scene) == 0);
    CHECK(tests::turned_pairs(with.arrangement, without.arrangement, with.scene.boxes.size()) == 0);
  }
  CHECK(marked > 10);
}

TEST_CASE("higher loads leave all boxes in their order") {
  const auto shop = [](const std::string& rate) {
    return "client -> lb -> api @ " + rate + R"(
service api { replicas: 40, reads: 1M/s, writes: 1M/s }
api -> postgres, redis
api -> kafka -> indexer -> elasticsearch
api -> payments -> bank
)";
  };
  const Drawn slow = drawn(shop("7/s")), fast = drawn(shop("12.3M/s"));
  REQUIRE(slow.scene.boxes.size() == fast.scene.boxes.size());
  CHECK(slow.arrangement.size.width != fast.arrangement.size.width);
  CHECK(tests::turned_pairs(slow.arrangement, fast.arrangement, slow.scene.boxes.size()) == 0);
}

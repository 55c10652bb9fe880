// What uncertain figures depend on: the ranges of the design, how finely they are sampled, and
// nothing else.
#include <string>

#include <doctest/doctest.h>

#include "project/project.hpp"
#include "quantity/quantity.hpp"
#include "tests/memory_world.hpp"

using namespace joist;

namespace {

// Of the quantity `sum`, which has no closed form.
std::array<double, 2> ends(const std::string& text, std::uint32_t samples = 0) {
  tests::MemoryWorld world;
  project::LoadOptions options;
  options.samples = samples;
  const auto project = project::load_text(world, "design.joist", text, {}, options);
  const auto& model = project.stages.empty() ? project.base.model : project.stages.back().model;
  for (const auto& binding : model.quantities) {
    if (binding.name == "sum") return quantity::interval(binding.quantity);
  }
  return {};
}

const std::string design = "guess = 1..3\nother = 10..50\nsum = guess + max(other, 20)\n";

}  // namespace

TEST_CASE("what comes with Joist, and where a range stands, changes no other figure") {
  const auto alone = ends(design);
  CHECK(alone[0] > 0);
  CHECK(alone[1] > alone[0]);
  // Kinds have ranges of their own, which are numbered behind those of the design.
  CHECK(ends("redis seen\npostgres users\nkafka log\n" + design) == alone);
  CHECK(ends(design + "stage \"later\" { more = 2..8; redis seen }\n") == alone);
  CHECK(ends(design + "service api { latency: 2 ms..8 ms, scales: 2..10 }\n") == alone);
}

TEST_CASE("more samples give nearly the same figure, and not the very same") {
  const auto usual = ends(design), few = ends(design, 64), many = ends(design, 16384);
  CHECK(ends(design, 4096) == usual);
  CHECK(few != usual);
  CHECK(many != usual);
  CHECK(many[0] == doctest::Approx(usual[0]).epsilon(0.01));
  CHECK(many[1] == doctest::Approx(usual[1]).epsilon(0.01));
}

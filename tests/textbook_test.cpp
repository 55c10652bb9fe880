// Figures from textbooks and from the tests of other tools: each file of tests/textbook says where
// they stand, and what `analyze` must print.
#include <doctest/doctest.h>

#include "cli/command.hpp"
#include "tests/figures_in_text.hpp"
#include "tests/memory_world.hpp"
#include "tests/source_tree.hpp"

using namespace joist;
using namespace joist::tests;
using nlohmann::json;

TEST_CASE("figures of textbooks and of other tools come out") {
  const auto designs = project_files("tests/textbook", {".joist"});
  REQUIRE(designs.size() > 10);
  for (const ProjectFile& design : designs) {
    CAPTURE(design.path);
    MemoryWorld world;
    world.files["/work/" + design.path] = design.text;
    const std::vector<std::string> words = {"analyze", design.path, "--format",
                                            "json",    "--order",   "3"};
    REQUIRE(cli::run(world, words) == 0);
    const json results = json::parse(world.output);
    int compared = 0;
    for (const std::string& line : lines_of(design.text)) {
      if (!is_figure(line)) continue;
      CHECK(check_figure(results, line) == "");
      ++compared;
    }
    CHECK(compared > 0);
  }
}

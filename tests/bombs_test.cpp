// Small texts that ask for more than can be held.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "project/project.hpp"
#include "tests/memory_world.hpp"

using namespace joist;

namespace {

bool has(const project::Project& project, std::string_view rule) {
  return std::count_if(project.findings.begin(), project.findings.end(),
                       [&](const Finding& finding) { return finding.rule == rule; }) == 1;
}

project::LoadOptions plain() {
  project::LoadOptions options;
  options.analyse = false;
  options.lint = false;
  return options;
}

}  // namespace

TEST_CASE("shared bodies in shared bodies stop where there are too many") {
  std::string text;
  for (int depth = 0; depth < 9; ++depth) text += "group a, b, c, d, e, f, g, h, i, j {\n";
  text += "service x { replicas: 2 }\n" + std::string(9, '}') + "\n";
  tests::MemoryWorld world;
  const auto project = project::load_text(world, "design.joist", text, {}, plain());
  CHECK(has(project, "too-large"));
  CHECK(project.base.model.groups.size() < 300'000);
}

TEST_CASE("imports in imports stop where there are too many") {
  tests::MemoryWorld world;
  for (int file = 0; file < 9; ++file) {
    std::string text = "service s\n";
    for (int copy = 0; copy < 10 && file < 8; ++copy) {
      text +=
          "import \"f" + std::to_string(file + 1) + ".joist\" as c" + std::to_string(copy) + "\n";
    }
    world.files["/work/f" + std::to_string(file) + ".joist"] = text;
  }
  const auto project = project::load(world, "f0.joist", {}, plain());
  CHECK(has(project, "too-large"));
  CHECK(project.base.model.components.size() < 300'000);
}

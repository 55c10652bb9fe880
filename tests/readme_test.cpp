// The designs that the README shows are designs: each is free of warnings.
#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "memory_world.hpp"
#include "project/project.hpp"
#include "tests/checkout.hpp"

TEST_CASE("every design in the README is clean") {
  std::ifstream file(joist::tests::checkout() + "/README.md");
  std::stringstream buffer;
  buffer << file.rdbuf();
  const std::string text = buffer.str(), fence = "```joist\n";
  int designs = 0;
  for (auto at = text.find(fence); at != std::string::npos; at = text.find(fence, at + 1)) {
    const auto begin = at + fence.size();
    const std::string design = text.substr(begin, text.find("```", begin) - begin);
    joist::tests::MemoryWorld world;
    for (const auto& finding : joist::project::load_text(world, "readme", design).findings) {
      const bool clean = finding.severity == joist::Severity::note || finding.allowed;
      CHECK_MESSAGE(clean, finding.rule, ": ", finding.message);
    }
    ++designs;
  }
  CHECK(designs >= 2);
}

// Every rule's page: its bad example fires it, its good one fires nothing at all.
#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "lint/rule.hpp"
#include "project/project.hpp"
#include "tests/memory_world.hpp"

using namespace joist;

namespace {

project::Project load(std::string_view text) {
  tests::MemoryWorld world;
  return project::load_text(world, "design.joist", std::string(text));
}

std::string list(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) text += finding.rule + ": " + finding.message + "\n";
  return text;
}

bool has(const std::vector<Finding>& findings, std::string_view rule) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.rule == rule; });
}

}  // namespace

TEST_CASE("a rule's bad example fires it") {
  for (const lint::Rule* rule : lint::rules::catalogue()) {
    CAPTURE(rule->name);
    const auto findings = load(rule->bad).findings;
    CAPTURE(list(findings));
    CHECK(has(findings, rule->name));
  }
}

TEST_CASE("a rule's good example fires nothing") {
  for (const lint::Rule* rule : lint::rules::catalogue()) {
    CAPTURE(rule->name);
    const auto findings = load(rule->good).findings;
    INFO(list(findings));
    CHECK(findings.empty());
  }
}

// The pages of the language's rules: their examples show what they say, and no rule is without one.
#include <set>

#include <doctest/doctest.h>

#include "fixtures.hpp"
#include "project/project.hpp"
#include "project/rule_pages.hpp"
#include "resolve/rules.hpp"
#include "tests/memory_world.hpp"

using namespace joist;

namespace {

std::set<std::string> errors_of(std::string_view text) {
  tests::MemoryWorld world;
  const project::Project project = project::load_text(world, "/work/x.joist", std::string(text));
  std::set<std::string> rules;
  for (const Finding& finding : project.findings) {
    if (finding.severity == Severity::error) rules.insert(finding.rule);
  }
  return rules;
}

}  // namespace

TEST_CASE("the examples of the language's rules have the fault, and have it not") {
  for (const resolve::RuleInfo& rule : resolve::rules) {
    CAPTURE(rule.name);
    CHECK(!rule.summary.empty());
    CHECK(!rule.why.empty());
    if (rule.bad.empty()) continue;
    CHECK(errors_of(rule.bad) == std::set<std::string>{std::string(rule.name)});
    CHECK(errors_of(rule.good).empty());
  }
}

TEST_CASE("every finding of every design is of a rule that has a page") {
  std::set<std::string_view> known;
  for (const project::RulePage& page : project::rule_pages()) known.insert(page.name);
  for (const cases::Fixture& fixture : cases::fixtures()) {
    tests::MemoryWorld world;
    const project::Project project = project::load_text(world, "/work/x.joist", fixture.text);
    for (const Finding& finding : project.findings) {
      CHECK_MESSAGE(known.count(finding.rule) == 1, finding.rule, " in ", fixture.path);
    }
  }
}

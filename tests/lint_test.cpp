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

namespace {

std::size_t count(const std::vector<Finding>& findings, std::string_view rule) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const Finding& finding) { return finding.rule == rule; }));
}

const Finding* find(const std::vector<Finding>& findings, std::string_view rule) {
  for (const Finding& finding : findings)
    if (finding.rule == rule) return &finding;
  return nullptr;
}

// Edits from the last to the first, so that places stay true.
std::string with(std::string text, std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  for (const Edit& edit : edits)
    text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
  return text;
}

constexpr std::string_view small = R"(
client           app
managed_balancer lb
service          api { replicas: 4, zones: 2, capacity: 1k rps }
flow read @ 5k/s { app -> lb -> api }
)";

}  // namespace

TEST_CASE("a fix of a bad example takes its finding away and adds no error") {
  int fixes = 0;
  for (const lint::Rule* rule : lint::rules::catalogue()) {
    CAPTURE(rule->name);
    const auto before = load(rule->bad).findings;
    for (const Finding& finding : before) {
      if (finding.rule != rule->name || finding.fixes.empty()) continue;
      ++fixes;
      const std::string mended = with(std::string(rule->bad), finding.fixes.front().edits);
      CAPTURE(mended);
      const auto after = load(mended).findings;
      INFO(list(after));
      CHECK(count(after, rule->name) < count(before, rule->name));
      for (const Finding& left : after) CHECK(left.severity != Severity::error);
    }
  }
  CHECK(fixes >= 12);
}

TEST_CASE("an allowance silences what it names, with its reason, and only that") {
  const std::string text(small);
  CHECK(find(load(text).findings, "overload")->allowed == std::nullopt);
  for (const char* allowance : {"allow overload \"a test\"", "allow overload on api \"a test\""}) {
    const auto findings = load(text + allowance).findings;
    CHECK(find(findings, "overload")->allowed == "a test");
    CHECK(!has(findings, "unused-allowance"));
  }
  const auto elsewhere = load(text + "allow overload on lb \"a test\"").findings;
  CHECK(find(elsewhere, "overload")->allowed == std::nullopt);
  CHECK(has(elsewhere, "unused-allowance"));
}

TEST_CASE("an allowance in a block is about what stands in it") {
  std::string text(small);
  text.replace(text.find("capacity: 1k"), 0, "allow: overload \"a test\", ");
  const auto findings = load(text).findings;
  INFO(list(findings));
  CHECK(find(findings, "overload")->allowed == "a test");
}

TEST_CASE("an allowance of a rule that is none is told the closest") {
  const auto findings = load(std::string(small) + "allow overlod \"a test\"").findings;
  const Finding* finding = find(findings, "unused-allowance");
  REQUIRE(finding != nullptr);
  CHECK(finding->message == "there is no rule `overlod`");
  CHECK(finding->help == "did you mean `overload`?");
}

TEST_CASE("in a sketch redundancy is a note, and a warning once anything is stated") {
  const auto sketch = load("client -> lb -> api -> postgres").findings;
  CHECK(count(sketch, "single-point-of-failure") == 3);
  for (const Finding& finding : sketch) CHECK(finding.severity == Severity::note);
  const auto stated = load("client -> lb -> api -> postgres @ 5/s").findings;
  CHECK(find(stated, "single-point-of-failure")->severity == Severity::warning);
}

TEST_CASE("overload says the arithmetic and what would carry it") {
  const auto findings = load(small).findings;
  const Finding* finding = find(findings, "overload");
  REQUIRE(finding != nullptr);
  CHECK(finding->message == "`api` gets 5k/s and can serve 4k/s");
  CHECK(finding->notes.front() == "that is 125% of its capacity at the peak");
  CHECK(finding->help ==
        "10 instances carry it with 30% headroom, and still carry the load without one of its "
        "zones");
  CHECK(!has(findings, "no-headroom"));
  CHECK(!has(findings, "no-failover-capacity"));
}

TEST_CASE("one fault is one finding: a single copy is not also in one zone") {
  const auto findings = load(R"(
client           app
managed_balancer lb
service          api { zones: 1, capacity: 9k rps }
flow read @ 1k/s { app -> lb -> api }
)")
                            .findings;
  CHECK(count(findings, "single-point-of-failure") == 1);
  CHECK(!has(findings, "one-zone"));
}

TEST_CASE("a misspelt name is one finding, not four") {
  const auto findings = load(R"(
client           app
managed_balancer lb
service          inventory { replicas: 4, zones: 2, capacity: 9k rps }
flow read @ 1k/s { app -> lb -> inventry }
)")
                            .findings;
  INFO(list(findings));
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().rule == "undeclared-name");
}

TEST_CASE("a need to survive is tried out") {
  const std::string base = R"(
client           app
managed_balancer lb
service          api   { replicas: 4, zones: 2, capacity: 1k rps }
service          spare { replicas: 4, zones: 2, capacity: 1k rps }
flow read @ 1k/s { app -> lb -> api | spare }
)";
  CHECK(!has(load(base + "need survive zone").findings, "missed-need"));
  CHECK(!has(load(base + "need survive instance").findings, "missed-need"));
  CHECK(!has(load(base + "need survive api").findings, "missed-need"));
  CHECK(has(load(base + "need survive lb").findings, "missed-need"));
  CHECK(has(load(base + "need survive region").findings, "missed-need"));
}

TEST_CASE("members of a list that cannot carry each other's load have no failover capacity") {
  const auto findings = load(R"(
client           app
managed_balancer lb
service          a { capacity: 1k rps }
service          b { capacity: 1k rps }
flow read @ 1.2k/s { app -> lb -> a, b }
)")
                            .findings;
  INFO(list(findings));
  CHECK(count(findings, "no-failover-capacity") == 2);
  CHECK(!has(findings, "single-point-of-failure"));
  CHECK(!has(findings, "cascade"));
}

TEST_CASE("a design of arrows only is not greeted with warnings") {
  for (const Finding& finding : load("client -> lb -> api, web -> postgres").findings) {
    CAPTURE(finding.rule);
    CHECK(finding.severity == Severity::note);
  }
}

// Every code that a finding can have has a page, and the pages of the language say what is so.
#include "project/rule_pages.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "fixtures.hpp"
#include "project/project.hpp"
#include "tests/memory_world.hpp"

using namespace joist;

namespace {

std::vector<Finding> check(std::string_view text) {
  tests::MemoryWorld world;
  world.files["/work/design.joist"] = std::string(text);
  return project::load(world, "design.joist").findings;
}

bool has(const std::vector<Finding>& findings, std::string_view rule) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.rule == rule; });
}

std::string list(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) text += finding.rule + ": " + finding.message + "\n";
  return text;
}

}  // namespace

TEST_CASE("a bad example of the language has one finding, and the good one has no error") {
  for (const project::RulePage& page : project::rule_pages()) {
    if (!page.language || page.bad.empty()) continue;
    CAPTURE(page.name);
    const auto bad = check(page.bad);
    INFO(list(bad));
    CHECK(has(bad, page.name));
    const auto errors = std::count_if(bad.begin(), bad.end(), [](const Finding& finding) {
      return finding.severity == Severity::error;
    });
    CHECK(errors == (page.severity == Severity::error ? 1 : 0));
    const auto good = check(page.good);
    INFO(list(good));
    CHECK_FALSE(has(good, page.name));
    CHECK(std::none_of(good.begin(), good.end(),
                       [](const Finding& finding) { return finding.severity == Severity::error; }));
  }
}

TEST_CASE("no rule has two pages") {
  std::set<std::string_view> known;
  for (const project::RulePage& page : project::rule_pages()) {
    CHECK_MESSAGE(known.insert(page.name).second, page.name, " has two pages");
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

namespace {

// The design with one fix made.
std::string mended(const Fix& fix, std::string text) {
  std::vector<Edit> edits = fix.edits;
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    text.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->text);
  }
  return text;
}

void check_fixes(std::string_view rule, const std::string& text) {
  for (const Finding& finding : check(text)) {
    if (finding.rule != rule) continue;
    for (const Fix& fix : finding.fixes) {
      CAPTURE(fix.title);
      const std::string after = mended(fix, text);
      INFO(after);
      const auto left = check(after);
      CHECK(std::none_of(left.begin(), left.end(), [&](const Finding& other) {
        return other.rule == rule && other.subject == finding.subject &&
               other.message == finding.message;
      }));
    }
  }
}

}  // namespace

TEST_CASE("each fix of a rule's own example removes the finding") {
  for (const project::RulePage& page : project::rule_pages()) {
    CAPTURE(page.name);
    check_fixes(page.name, std::string(page.bad));
  }
}

TEST_CASE("a majority outlives a zone after either fix") {
  const std::string flow = "flow r @ 100 rps { web -> e }\n";
  for (const char* copies :
       {"replicas: 4, zones: 2", "replicas: 3, zones: 2", "replicas: 5, zones: 2",
        "replicas: 6, zones: 2", "replicas: 4, zones: 3", "replicas: 8, zones: 2"}) {
    const std::string text = std::string("etcd e { ") + copies + " }\n" + flow;
    CAPTURE(text);
    const auto found = check(text);
    const auto own = std::find_if(found.begin(), found.end(), [](const Finding& finding) {
      return finding.rule == "two-zone-quorum";
    });
    REQUIRE(own != found.end());
    CHECK_FALSE(own->fixes.empty());
    for (const Fix& fix : own->fixes) {
      const std::string after = mended(fix, text);
      INFO(after);
      CHECK_FALSE(has(check(after), "two-zone-quorum"));
    }
  }
}

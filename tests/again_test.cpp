// A text that is parsed again after an edit gives the tree and the findings that it gives when it
// is parsed for the first time.
#include "syntax/again.hpp"

#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "fixtures.hpp"
#include "tests/random_edits.hpp"
#include "tests/sanitized.hpp"

using namespace joist;
using namespace joist::syntax;
using namespace joist::tests;

namespace {

constexpr FileId id(std::size_t{0});

std::string told(const File& file) {
  std::string text;
  for (const Node& node : file.nodes) {
    for (const std::uint32_t part :
         {static_cast<std::uint32_t>(node.kind), node.begin, node.end, node.next}) {
      text += std::to_string(part) + ' ';
    }
    text += '\n';
  }
  for (const Comment& comment : file.comments)
    text += std::to_string(comment.begin) + '-' + std::to_string(comment.end) + '\n';
  for (const Finding& finding : file.findings) {
    text += finding.rule + ' ' + std::to_string(finding.span.begin) + '-' +
            std::to_string(finding.span.end) + ' ' + finding.message + '\n';
  }
  return text;
}

// The text before the edit goes on to be the one that is compared with, as in an editor.
void edit_again_and_again(std::string text, int edits, std::mt19937& random) {
  auto before = std::make_unique<std::string>(std::move(text));
  File clean = read(id, *before);
  for (int i = 0; i < edits; ++i) {
    auto now = std::make_unique<std::string>(edited(*before, random));
    File again = read(id, *now, &clean);
    if (told(again) != told(read(id, *now))) {
      CAPTURE(*before);
      CAPTURE(*now);
      CHECK(told(again) == told(read(id, *now)));
      return;
    }
    if (!again.findings.empty()) continue;  // the next edit is another one of the same text
    clean = std::move(again);
    before = std::move(now);
  }
}

}  // namespace

TEST_CASE("what is parsed again after an edit is what is parsed at once") {
  std::mt19937 random(1848);
  for (const cases::Fixture& fixture : cases::fixtures()) {
    if (!read(id, fixture.text).findings.empty()) continue;
    CAPTURE(fixture.path);
    edit_again_and_again(fixture.text, is_sanitized ? 20 : 200, random);
  }
}

TEST_CASE("only the statements around an edit are parsed again") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "service s" + std::to_string(i) + " { replicas: 2 }\n";
  const File before = read(id, text);
  REQUIRE(before.findings.empty());
  std::string now = text;
  now.replace(now.find("s50 { replicas: 2") + 16, 1, "4");
  CHECK(read_again(before, now).has_value());
  // Braces that go together with others than before reach further.
  const File group = read(id, "group g {\n  service a\n  service b\n  service c\n}\n");
  now = "group g {\n  service a\n  service b\n}\n{\n  service c\n}\n";
  CHECK(!read_again(group, now).has_value());
}

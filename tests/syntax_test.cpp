// The parser: any bytes give a tree whose nodes lie in one another, in order, and soon.
#include <ctime>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include "fixtures.hpp"
#include "syntax/rules.hpp"
#include "syntax/tree.hpp"
#include "tests/sanitized.hpp"
#include "tests/sound_finding.hpp"

using namespace joist;
using namespace joist::syntax;

namespace {

File parsed(std::string_view text) {
  return parse(FileId(std::size_t{0}), text);
}

// Empty if the tree is sound: children inside their parents, in order, and `next` leading on.
std::string unsound(const File& file) {
  const std::vector<Node>& nodes = file.nodes;
  if (nodes.empty() || nodes[0].kind != Kind::file || nodes[0].next != nodes.size()) {
    return "the root does not hold the file";
  }
  std::vector<std::uint32_t> open;
  std::uint32_t last_end = 0;
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    while (!open.empty() && nodes[open.back()].next <= i) {
      last_end = nodes[open.back()].end;
      open.pop_back();
    }
    const Node& node = nodes[i];
    if (node.next <= i || node.next > nodes.size()) return "next leads nowhere";
    if (node.begin > node.end || node.end > file.text.size()) return "an end before its begin";
    if (i > 0) {
      const Node& parent = nodes[open.back()];
      if (node.begin < parent.begin || node.end > parent.end) return "a child outside its parent";
      if (node.next > parent.next) return "a subtree longer than its parent's";
      if (node.begin < last_end) return "children that overlap";
    }
    if (node.next > i + 1) {
      open.push_back(i);
      last_end = node.begin;
    } else {
      last_end = node.end;
    }
  }
  for (const Finding& finding : file.findings) {
    const std::string fault = joist::tests::unsound(finding, file.text.size());
    if (!fault.empty()) return fault + ": " + finding.message;
  }
  return {};
}

// Of the processor, whatever else the machine does meanwhile.
double seconds_to_parse(std::string_view text) {
  const std::clock_t begin = std::clock();
  const File file = parsed(text);
  const std::clock_t end = std::clock();
  CHECK(unsound(file) == "");
  CHECK(!file.findings.empty());
  CHECK(file.findings.size() < 1000);
  return static_cast<double>(end - begin) / CLOCKS_PER_SEC;
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

std::vector<std::string> hostile_texts(std::size_t n) {
  return {repeated("{", n),
          repeated("a b {", n),
          repeated("a b { ", n) + repeated("}", n),
          repeated("a b {\n", n),
          "x = " + repeated("(", n),
          "x = " + repeated("(", n) + "1" + repeated(")", n),
          "x = " + repeated("f(", n),
          "x = " + repeated("f(", n) + "1" + repeated(")", n),
          "x = " + repeated("- ", n) + "1",
          "x = " + repeated("2^", n) + "!",
          "x = " + repeated("(1,", n),
          "a: " + repeated("(", n),
          repeated("\"", n) + "!",
          repeated("\\\"", n),
          repeated("\"\"\" ", n + 1),
          repeated("/*", n),
          repeated("a -> b !\n", n),
          repeated("decide \"", n),
          "a ->" + repeated("\n# note\n", n) + "}",
          repeated("a = (\n", n),
          repeated("table t {", n),
          repeated("}", n),
          std::string(n, '\0'),
          repeated("\xff\xfe", n),
          std::string(20 * n, 'n') + " {",
          "service " + std::string(20 * n, 'n')};
}

std::vector<std::string> rules_of(std::string_view text) {
  std::vector<std::string> names;
  for (const Finding& finding : read(FileId(std::size_t{0}), text).findings) {
    names.push_back(finding.rule);
  }
  return names;
}

}  // namespace

TEST_CASE("every beginning of every design gives a sound tree") {
  for (const cases::Fixture& fixture : cases::fixtures()) {
    const std::size_t step = is_sanitized ? 17 : 1;
    for (std::size_t size = 0; size <= fixture.text.size(); size += step) {
      const std::string fault = unsound(parsed(std::string_view(fixture.text).substr(0, size)));
      if (!fault.empty()) FAIL_CHECK(fixture.path, " cut at ", size, ": ", fault);
    }
  }
}

TEST_CASE("random bytes and random tokens give a sound tree") {
  std::mt19937 random(20240613);
  const std::string_view pieces[] = {"a",      "b.c",      " ",
                                     "\n",     "{",        "}",
                                     ",",      ";",        ":",
                                     "=",      "->",       "~>",
                                     "--",     "\"",       "\"x\"",
                                     "\"\"\"", "#",        "(",
                                     ")",      "5",        "k",
                                     "..",     "x",        "of",
                                     "in",     "on",       "flow",
                                     "decide", "over",     "table",
                                     "view",   "need",     "endpoints of a",
                                     "GET /",  "@",        "|",
                                     "^",      "-",        "~",
                                     "\xff",   "\xc2\xa0", "é",
                                     "→",      "/",        "kind"};
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    const std::size_t size = random() % 60;
    for (std::size_t i = 0; i < size; ++i) {
      if (round % 4 == 0)
        text += static_cast<char>(random());
      else
        text += pieces[random() % std::size(pieces)];
      if (round % 4 == 1) text += ' ';
    }
    const std::string fault = unsound(parsed(text));
    if (!fault.empty()) FAIL_CHECK(fault, ":\n", text);
  }
}

// As a hand that slips: pieces of designs left out, written twice or put where they don't belong.
TEST_CASE("designs with pieces moved about give sound trees, also as they are read on") {
  std::mt19937 random(20261129);
  const std::vector<cases::Fixture> fixtures = cases::fixtures();
  const auto any = [&](std::size_t size) { return random() % std::max<std::size_t>(size, 1); };
  for (int round = 0; round < 3000; ++round) {
    std::string text = fixtures[any(fixtures.size())].text.substr(0, 4000);
    for (std::size_t slips = 1 + any(5); slips > 0; --slips) {
      const std::string& other = fixtures[any(fixtures.size())].text;
      const std::size_t at = any(text.size());
      if (any(2) == 0) text.erase(at, any(8));
      if (any(2) == 0)
        text.insert(std::min(at, text.size()), other.substr(any(other.size()), any(20)));
    }
    const File file = read(FileId(std::size_t{0}), text);
    const std::string fault = unsound(file);
    if (!fault.empty()) FAIL_CHECK(fault, ":\n", text);
    CHECK(file.text.size() == text.size());
  }
}

// What goes back and forth takes 64 times as long for 8 times as much.
TEST_CASE("hostile texts are read in time that grows with their size alone") {
  constexpr std::size_t n = 6'000;
  constexpr double too_short_to_compare = 0.01;
  const std::vector<std::string> texts = hostile_texts(n), longer = hostile_texts(8 * n);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CAPTURE(texts[i].substr(0, 20));
    const double once = std::max(seconds_to_parse(texts[i]), too_short_to_compare);
    CHECK(seconds_to_parse(longer[i]) < 48 * once);
  }
}

TEST_CASE("what stands too deep is passed over with one finding") {
  CHECK(rules_of("x = " + repeated("(", 300) + "1" + repeated(")", 300)) ==
        std::vector<std::string>{"deep-nesting"});
  CHECK(rules_of(repeated("group g { ", 300) + repeated("}", 300)) ==
        std::vector<std::string>{"deep-nesting"});
  CHECK(parsed("a b " + repeated("{", 300) + "\nc -> d\n").root().has(Kind::connection));
  CHECK(rules_of("x = " + repeated("(", 150) + "1" + repeated(")", 150)).empty());
}

TEST_CASE("blanks of every sort are blanks") {
  const std::string plain = notation(parsed("service api { zones: 2 }\na -> b\n"));
  CHECK(notation(parsed("\xef\xbb\xbfservice\xc2\xa0"
                        "api\t{ zones:\xc2\xa0"
                        "2 }\r\na -> b\r\n")) == plain);
  CHECK(parsed("mau = 500M\xc2\xa0users\r\n").findings.empty());
}

TEST_CASE("bytes that are no UTF-8 give one finding, and reading goes on") {
  const std::string text = "service a \"caf\xe9\"\nservice b \"\xff\"\na -> b\n";
  const File file = parsed(text);
  REQUIRE(file.findings.size() == 1);
  CHECK(file.findings[0].rule == "encoding");
  CHECK(file.findings[0].span.begin == 14);
  CHECK(file.root().has(Kind::connection));
}

TEST_CASE("an absurdly long name is found out") {
  CHECK(rules_of("service " + std::string(300, 'n')) == std::vector<std::string>{"long-name"});
}

TEST_CASE("values of strings") {
  CHECK(string_value(R"("a \"b\" \\ \n \t c")") == "a \"b\" \\ \n \t c");
  CHECK(string_value("\"\"\"one line\"\"\"") == "one line");
  CHECK(string_value("\"\"\"\n    # Head\n\n      indented\r\n    text\n  \"\"\"") ==
        "# Head\n\n  indented\ntext");
  CHECK(string_value("\"\"\"first\n  second\n  third\"\"\"") == "first\nsecond\nthird");
}

TEST_CASE("arrows mean what they look like") {
  CHECK(arrow_sense("->").sort == ArrowSense::Sort::call);
  CHECK(!arrow_sense("->").lookalike);
  CHECK(arrow_sense("<-").reversed);
  CHECK(arrow_sense("⇢").sort == ArrowSense::Sort::message);
  CHECK(arrow_sense("—").sort == ArrowSense::Sort::relation);
  CHECK(arrow_sense("=>").sort == ArrowSense::Sort::call);
  CHECK(arrow_sense("=>").lookalike);
}

namespace {

// The text with every safe fix of its findings applied, from the end on.
std::string mended(std::string text) {
  std::vector<Edit> edits;
  for (const Finding& finding : parsed(text).findings) {
    for (const Fix& fix : finding.fixes) {
      if (fix.safe) edits.insert(edits.end(), fix.edits.begin(), fix.edits.end());
    }
  }
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  for (const Edit& edit : edits) {
    text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
  }
  return text;
}

}  // namespace

static std::size_t how_often(std::string_view message, const File& file) {
  return static_cast<std::size_t>(
      std::count_if(file.findings.begin(), file.findings.end(),
                    [&](const Finding& finding) { return finding.message == message; }));
}

TEST_CASE("every fix mends its fault") {
  for (const cases::Fixture& fixture : cases::fixtures()) {
    CAPTURE(fixture.path);
    const File file = parsed(fixture.text);
    for (const Finding& finding : file.findings) {
      for (const Fix& fix : finding.fixes) {
        std::string text = fixture.text;
        for (auto edit = fix.edits.rbegin(); edit != fix.edits.rend(); ++edit) {
          text.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->text);
        }
        CAPTURE(text);
        CHECK(how_often(finding.message, parsed(text)) < how_often(finding.message, file));
      }
    }
  }
}

TEST_CASE("the rules of this stage show what they find, and only that") {
  for (const RuleInfo& rule : rules) {
    CAPTURE(rule.name);
    CHECK(!rule.summary.empty());
    CHECK(!rule.why.empty());
    if (rule.bad.empty()) continue;
    CHECK(rules_of(rule.bad) == std::vector<std::string>{std::string(rule.name)});
    CHECK(rules_of(rule.good).empty());
    if (rule.name != "stray-brace" && rule.name != "unclosed-block" &&
        rule.name != "unclosed-string" && rule.name != "foreign-language") {
      CHECK(mended(std::string(rule.bad)) == rule.good);
    }
  }
}

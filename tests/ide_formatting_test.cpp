// A part of a text can be set anew by itself: the rest stays, and the design is the same.
#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include "base/lines.hpp"
#include "fixtures.hpp"
#include "format/format.hpp"
#include "ide/formatting.hpp"
#include "syntax/tree.hpp"
#include "tests/sanitized.hpp"

using namespace joist;

namespace {

std::string canonical(std::string_view text) {
  return format::format(syntax::parse(FileId(std::size_t{0}), text));
}

// The same design with other blanks between its words and other line ends.
std::string ruffled(std::string text, std::mt19937& random) {
  std::string result;
  for (const char c : text) {
    const auto dice = random() % 40;
    if (c == ' ' && dice < 6) result += dice < 3 ? "  " : "   ";
    if (c == '\n' && dice < 2) result += '\n';
    result += c;
  }
  return result;
}

std::string with_returns(const std::string& text) {
  return with_line_ends_of("\r\n", text);
}

// For some of the stretches of lines: all of them would be a square of them.
void check_stretches(const std::string& text, std::mt19937& random, std::size_t most) {
  const std::string whole = canonical(text);
  CHECK(ide::applied(text, ide::formatted(text, false)) == whole);
  std::vector<std::size_t> starts = {0};
  for (const std::string_view line : whole_lines(text))
    starts.push_back(starts.back() + line.size());
  const std::size_t lines = starts.size() - 1;
  const bool every = lines * (lines + 1) / 2 <= most;
  const auto check = [&](std::size_t first, std::size_t behind) {
    const std::size_t begin = starts[first], end = starts[behind];
    const auto changes = ide::formatted_within(text, false, begin, end);
    const std::string after = ide::applied(text, changes);
    const bool inside = std::all_of(changes.begin(), changes.end(), [&](const auto& change) {
      return change.begin >= begin && change.end <= end;
    });
    CHECK_MESSAGE(inside, "lines ", first + 1, " to ", behind);
    if (canonical(after) != whole) FAIL_CHECK("lines ", first + 1, " to ", behind, ":\n", after);
  };
  if (every) {
    for (std::size_t i = 0; i < lines; ++i) {
      for (std::size_t j = i + 1; j <= lines; ++j) check(i, j);
    }
  } else {
    for (std::size_t n = 0; n < most; ++n) {
      const std::size_t i = random() % lines;
      check(i, std::min(lines, i + 1 + random() % 12));
    }
  }
}

}  // namespace

TEST_CASE("any lines of any design can be formatted by themselves") {
  std::mt19937 random(7);
  for (const cases::Fixture& fixture : cases::fixtures()) {
    if (fixture.text.size() > 20000) continue;
    CAPTURE(fixture.path);
    const std::size_t many = tests::is_sanitized ? 6 : 120, some = tests::is_sanitized ? 2 : 40;
    check_stretches(fixture.text, random, many);
    check_stretches(ruffled(fixture.text, random), random, many);
    check_stretches(with_returns(ruffled(fixture.text, random)), random, some);
  }
}

TEST_CASE("lines keep the ends that they have") {
  const std::string text = "web->api\r\napi->db # a\r\nservice  db\r\n";
  for (const auto& change : ide::formatted(text, false)) CHECK(change.text.ends_with("\r\n"));
  CHECK(ide::applied(text, ide::formatted(text, false)) ==
        "web -> api\r\napi -> db  # a\r\nservice db\r\n");
  const auto one = ide::formatted_within(text, false, 0, text.find("api->"));
  REQUIRE(one.size() == 1);
  CHECK(one[0].text == "web -> api\r\n");
  const std::string markdown = "A\r\n\r\n```joist\r\na->b\r\nb -> c\r\n```\r\nB\n";
  CHECK(ide::applied(markdown, ide::formatted(markdown, true)) ==
        "A\r\n\r\n```joist\r\na -> b\r\nb -> c\r\n```\r\nB\n");
}

TEST_CASE("a line that is aligned with others is set anew alone") {
  const std::string text =
      "service api { replicas: 6, zones: 3, capacity: 2k rps, latency: 5 ms, "
      "note: \"a long line, over 100 columns\" }\n"
      "redis  hot\n"
      "flow read  @ 3 rps {\n"
      "  web   -> api -> hot\n"
      "}\n";
  const auto at = text.find("redis");
  const auto changes = ide::formatted_within(text, false, at, text.find("flow"));
  REQUIRE(changes.size() == 1);
  CHECK(text.substr(changes[0].begin, changes[0].end - changes[0].begin) == "redis  hot\n");
  CHECK(changes[0].text.find("redis") != std::string::npos);
  // All of a statement that is broken into lines is one change.
  const auto first = ide::formatted_within(text, false, 0, at);
  REQUIRE(first.size() == 1);
  CHECK(first[0].text.find("note:") != std::string::npos);
}

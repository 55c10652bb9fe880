// The laws of the canonical form, over every design in the project.
#include "format/format.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/lines.hpp"
#include "fixtures.hpp"
#include "format/layout.hpp"
#include "syntax/tree.hpp"
#include "tests/sanitized.hpp"

using namespace joist;
using syntax::File;
using syntax::Kind;
using syntax::Ref;

namespace {

File parsed(std::string_view text) {
  return syntax::parse(FileId(std::size_t{0}), text);
}

std::string laid_out(const File& file) {
  return with_line_ends_of(file.text, format::Layout(file).whole_file());
}

std::string without_blanks(std::string_view text) {
  std::string kept;
  for (char c : text) {
    if (std::string_view(" \t\r\n\xc2\xa0").find(c) == std::string_view::npos) kept += c;
  }
  return kept;
}

bool optional_and_empty(Ref parent, Ref block) {
  return block.is(Kind::block) && !block.first() && !parent.is(Kind::stage) &&
         !parent.is(Kind::endpoints) && !parent.is(Kind::table) && !parent.is(Kind::view) &&
         block.text().find('#') == std::string_view::npos;
}

// The tree without what the canonical form may change: commas between attributes, blanks inside a
// number, the order of what follows a target, empty blocks. Made without the formatter's own
// tokens.
std::string essence(Ref ref) {
  if (ref.is(Kind::statement)) return essence(ref.first());
  if (!ref.first()) {
    return std::to_string(static_cast<int>(ref.kind())) + "'" + without_blanks(ref.text());
  }
  std::vector<std::string> parts;
  for (Ref child : ref) {
    if (!optional_and_empty(ref, child)) parts.push_back(essence(child));
  }
  if (ref.is(Kind::target)) std::sort(parts.begin() + 1, parts.end());
  std::string whole = "(" + std::to_string(static_cast<int>(ref.kind()));
  if (ref.is(Kind::clause) || ref.is(Kind::pick) || ref.is(Kind::on)) {
    whole += ref.text().substr(0, ref.first().span().begin - ref.span().begin);
    whole = without_blanks(whole);
  }
  for (const std::string& part : parts) whole += " " + part;
  return whole + ")";
}

std::vector<std::string> comments(const File& file) {
  std::vector<std::string> all;
  for (const syntax::Comment& c : file.comments) {
    all.emplace_back(file.text.substr(c.begin, c.end - c.begin));
  }
  return all;
}

bool broken(const File& file) {
  return std::any_of(file.nodes.begin(), file.nodes.end(), [](const syntax::Node& node) {
    return node.kind == Kind::bad || node.kind == Kind::junk || node.kind == Kind::stray ||
           node.kind == Kind::unclosed;
  });
}

}  // namespace

TEST_CASE("formatting twice is formatting once, and loses nothing") {
  for (const cases::Fixture& fixture : cases::fixtures()) {
    CAPTURE(fixture.path);
    const File before = parsed(fixture.text);
    const std::string once = format::format(before);
    const File after = parsed(once);
    CHECK(format::format(after) == once);
    CHECK(essence(after.root()) == essence(before.root()));
    CHECK(comments(after) == comments(before));
    CHECK(after.findings.size() == before.findings.size());
  }
}

TEST_CASE("a design without faults is never given back as it was for fear of changing it") {
  for (const cases::Fixture& fixture : cases::fixtures()) {
    CAPTURE(fixture.path);
    const File file = parsed(fixture.text);
    if (!broken(file)) CHECK(laid_out(file) == format::format(file));
  }
}

TEST_CASE("canonical text has no tabs, no blanks at line ends, no two empty lines") {
  for (const cases::Fixture& fixture : cases::fixtures()) {
    CAPTURE(fixture.path);
    const File file = parsed(fixture.text);
    if (broken(file) || fixture.text.find("\"\"\"") != std::string::npos) continue;
    const std::string text = format::format(file);
    CHECK(text.find('\t') == std::string::npos);
    CHECK(text.find(" \n") == std::string::npos);
    CHECK(text.find("\n\n\n") == std::string::npos);
    CHECK(text.find("{\n\n") == std::string::npos);
    if (!text.empty()) CHECK(text.back() == '\n');
  }
}

TEST_CASE("every beginning of every design can be formatted, and formatted again") {
  for (const cases::Fixture& fixture : cases::fixtures()) {
    const std::size_t most =
        tests::is_sanitized ? 25 : 300;  // of a design; all of them of a short one
    const bool few = tests::is_sanitized || fixture.text.size() > 3000;
    const std::size_t step = few ? fixture.text.size() / most + 1 : 1;
    for (std::size_t size = 0; size < fixture.text.size(); size += step) {
      const std::string text = fixture.text.substr(0, size);
      const std::string once = format::format(parsed(text));
      if (format::format(parsed(once)) != once) {
        FAIL_CHECK(fixture.path, " cut at ", size, ":\n", text);
      }
    }
  }
}

TEST_CASE("line ends, byte order mark and no-break spaces become plain") {
  CHECK(format::format(parsed("\xef\xbb\xbf"
                              "a -> b\r\nservice\xc2\xa0"
                              "c\r\n")) == "a -> b\r\nservice c\r\n");
}

namespace {

// The text as a stranger might have typed it: other indents, blank lines, comments at line ends and
// on lines of their own, returns.
std::string restyled(const std::string& text, std::mt19937& random) {
  const File file = parsed(text);
  std::vector<bool> inside(text.size() + 1, false);  // of a text of several lines
  for (const syntax::Node& node : file.nodes) {
    if (node.kind != Kind::string) continue;
    for (std::uint32_t at = node.begin; at < node.end; ++at) inside[at] = true;
  }
  std::string result;
  int comment = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    const bool plain = !inside[at] && !inside[end];
    if (plain) {
      line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
      line.insert(
          0, random() % 3 == 0 ? std::string(random() % 3, '\t') : std::string(random() % 9, ' '));
      if (random() % 7 == 0) result += std::string(random() % 4, '\n');
      if (random() % 9 == 0) result += "  # own " + std::to_string(++comment) + "\n";
      if (random() % 5 == 0 && line.find('#') == line.npos) {
        line += std::string(random() % 3, ' ') + " # end " + std::to_string(++comment);
      }
      if (random() % 11 == 0) line += " \t";
      if (random() % 13 == 0) line += "\r";
    }
    result += line + "\n";
    at = end + 1;
  }
  return result;
}

}  // namespace

TEST_CASE("however a design is set, the canonical form is one, and keeps every comment") {
  std::mt19937 random(7);
  for (const cases::Fixture& fixture : cases::fixtures()) {
    const File plain = parsed(fixture.text);
    if (broken(plain) || !plain.findings.empty() || fixture.text.size() > 20'000) continue;
    for (int round = 0; round < 4; ++round) {
      const std::string text = restyled(fixture.text, random);
      const File file = parsed(text);
      if (!file.findings.empty()) continue;  // a comment has cut a statement in two
      CAPTURE(fixture.path);
      CAPTURE(text);
      const std::string once = format::format(file);
      const File after = parsed(once);
      CHECK(once == laid_out(file));
      CHECK(format::format(after) == once);
      CHECK(comments(after) == comments(file));
      CHECK(essence(after.root()) == essence(file.root()));
    }
  }
}

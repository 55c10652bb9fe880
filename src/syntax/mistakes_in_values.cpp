// Mistakes in values and texts: quotes, brackets, parentheses, magnitudes, operators.
#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "syntax/look.hpp"
#include "syntax/mistakes.hpp"

namespace joist::syntax {

namespace g = grammar;

// A `"` or `"""` that has no end.
Found open_string(const Broken& broken) {
  Look look(broken, broken.node.begin);
  while (!look.done()) {
    const char* whole_end = broken.file.text.data() + broken.file.text.size();
    if (look.character() == '#') return {};
    if (look.character() != '"') {
      ++look.at;
      continue;
    }
    if (const char* stop = g::string_end(look.here(), whole_end, look.reader)) {
      look.at = look.reader.offset(stop);
      continue;
    }
    const bool text = look.starts("\"\"\"");
    Finding finding = finding_at(broken, look.at, look.at + (text ? 3 : 1));
    finding.rule = "unclosed-string";
    finding.message = text ? "this `\"\"\"` has no end" : "this `\"` has no end on its line";
    if (text) {
      help(finding, "write `\"\"\"` where the text ends", {}, false);
    } else {
      const std::uint32_t stop = line_stop(broken, look.at);
      help(finding, "write `\"` where the text ends; one of several lines stands in `\"\"\"`",
           {insert(broken, stop, "\"")}, false);
    }
    return finding;
  }
  return {};
}

// `zones: [a, b]`
Found brackets(const Broken& broken) {
  const std::uint32_t open = broken.junk() ? broken.node.begin : broken.expected.at;
  Look look(broken, open);
  if (look.character() != '[') return {};
  while (!look.done() && look.character() != ']' && look.character() != '\n') ++look.at;
  Finding finding = finding_at(broken, open, look.at);
  std::vector<Edit> edits;
  if (look.character() == ']') {
    finding.span.end = look.at + 1;
    edits = {{span(broken, open, open + 1), ""}, {span(broken, look.at, look.at + 1), ""}};
  }
  finding.message = "`[` stands where a value is expected";
  help(finding, "a list is written without brackets: `zones: a, b`", std::move(edits), true);
  return finding;
}

// `5 M users`
Found loose_magnitude(const Broken& broken) {
  if (!broken.junk()) return {};
  const std::uint32_t from = broken.node.begin - std::min(broken.node.begin, 64u);
  const std::string_view before = trimmed(broken.at(from, broken.node.begin));
  const std::size_t blank = before.find_last_of(" \t");
  if (blank == before.npos) return {};
  const std::string_view letter = before.substr(blank + 1);
  const std::string_view number = trimmed(before.substr(0, blank));
  const bool magnitude =
      letter == "bn" ||
      (letter.size() == 1 && std::string_view("kKMGTP").find(letter[0]) != letter.npos);
  if (!magnitude || number.empty() || !g::ascii_digit(number.back())) return {};
  const auto offset = [&](const char* at) {
    return static_cast<std::uint32_t>(at - broken.file.text.data());
  };
  const std::uint32_t gap = offset(number.data() + number.size());
  const std::uint32_t place = offset(letter.data());
  Finding finding = finding_at(broken, place, place + static_cast<std::uint32_t>(letter.size()));
  finding.message = fmt::format("`{}` stands apart from its number", letter);
  const std::size_t start = number.find_last_of(" \t=:(");
  help(finding,
       fmt::format("write `{}{}`", number.substr(start == number.npos ? 0 : start + 1), letter),
       {{span(broken, gap, place), ""}}, true);
  return finding;
}

namespace {

// The `NAME: value` of an attribute that ends where the junk begins, or that is the broken
// statement: where its value begins.
std::optional<std::uint32_t> value_begin(const Broken& broken) {
  Ref attribute = broken.before;
  if (attribute && attribute.is(Kind::statement)) attribute = attribute.first();
  if (attribute && !attribute.is(Kind::attribute)) return {};
  Look look(broken, attribute ? attribute.span().begin : broken.node.begin);
  if (look.qname().empty()) return {};
  look.blanks();
  if (look.character() != ':') return {};
  ++look.at;
  look.blanks();
  return look.at;
}

// Where a bare text would end: before a `,` with a key behind it, `;`, a brace or the line's end.
std::uint32_t text_stop(const Broken& broken, std::uint32_t from) {
  Look look(broken, from);
  while (!look.done() &&
         std::string_view("\n;{}\"").find(look.character()) == std::string_view::npos) {
    if (look.character() == ',') {
      Look next(broken, look.at + 1);
      next.blanks();
      const bool key = !next.qname().empty() && next.character() == ':' && !next.starts("://");
      if (key || next.done()) break;
    }
    ++look.at;
  }
  std::uint32_t stop = look.at;
  while (stop > from &&
         std::string_view(" \t\r").find(broken.file.text[stop - 1]) != std::string_view::npos) {
    --stop;
  }
  return stop;
}

}  // namespace

// `note: fast path`, `link: https://x`, `color: #f80`
Found unquoted_text(const Broken& broken) {
  const std::optional<std::uint32_t> from = value_begin(broken);
  if (!from) return {};
  const std::uint32_t stop = text_stop(broken, *from);
  if (stop == *from) return {};
  const std::string_view text = broken.at(*from, stop);
  const bool colour = text.size() > 1 && text[0] == '#' && text[1] != ' ' && text[1] != '#';
  if (text[0] == '#' && !colour) return {};
  if (text[0] == '=' || text.find('(') != text.npos) return {};
  Finding finding = finding_at(broken, *from, stop);
  finding.rule = "unquoted-text";
  finding.message = colour ? fmt::format("{} is read as a comment", shown(text))
                           : fmt::format("{} is neither one name nor a number", shown(text));
  const std::string right = quoted(text);
  help(finding, "write " + shown(right), {{finding.span, right}}, true);
  return finding;
}

// `a = (3 + 4`
Found open_parenthesis(const Broken& broken) {
  const std::uint32_t from = broken.junk() ? broken.before.span().begin : broken.node.begin;
  const std::uint32_t stop = std::max(broken.expected.at, broken.node.begin);
  std::vector<std::uint32_t> open;
  Look look(broken, from);
  for (; !look.done() && (look.at < stop || look.character() == '('); ++look.at) {
    if (look.character() == '\n' || look.character() == '"' || look.character() == '#') break;
    if (look.character() == '(') open.push_back(look.at);
    if (look.character() == ')' && !open.empty()) open.pop_back();
  }
  if (open.empty()) return {};
  const std::string_view rest = broken.at(look.at, line_stop(broken, look.at));
  if (rest.find(')') != rest.npos) return {};
  Finding finding = finding_at(broken, open.back(), open.back() + 1);
  finding.message = "this `(` has no `)`";
  help(finding, "write the `)` where the expression ends", {}, false);
  return finding;
}

// `a = 5 *` with nothing behind
Found dangling_operator(const Broken& broken) {
  if (!broken.junk()) return {};
  Look look(broken, broken.node.begin);
  const std::uint32_t begin = look.at;
  if (look.name().empty() &&
      std::string_view("+-*/^,|@").find(look.character()) != std::string_view::npos) {
    ++look.at;
  }
  const std::uint32_t stop = look.at;
  const std::string_view text = broken.at(begin, stop);
  const bool word = text == "of" || text == "over" || text == "in" || text == "per";
  if (text.empty() || (g::ascii_letter(text[0]) && !word)) return {};
  if (line_stop(broken, begin) != stop) return {};
  Finding finding = finding_at(broken, begin, stop);
  finding.message = fmt::format("`{}` has nothing behind it", text);
  help(finding, "write what is to follow, or take it away", {}, false);
  return finding;
}

}  // namespace joist::syntax

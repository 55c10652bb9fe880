// Mistakes in texts: quotes that are missing, open or of another sort.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "syntax/look.hpp"
#include "syntax/mistakes.hpp"

namespace joist::syntax {

namespace g = grammar;

namespace {

// Where the `"` was probably meant: before a block that ends with the line, else at the line's end.
std::uint32_t closing_place(const Broken& broken, std::uint32_t open) {
  const std::uint32_t stop = line_stop(broken, open);
  const std::string_view line = broken.at(open, stop);
  std::size_t block = line.find('{');
  if (block == line.npos || line.back() != '}') block = line.find_first_of(";");
  if (block == line.npos) return stop;
  while (block > 1 && (line[block - 1] == ' ' || line[block - 1] == '\t')) --block;
  return block > 1 ? open + static_cast<std::uint32_t>(block) : stop;
}

// `service api Front door" { ... }`: the `"` ends a text that has no beginning.
Found missing_opening(const Broken& broken, std::uint32_t quote) {
  if (!broken.junk() || quote == broken.node.begin) return {};
  const std::string_view words = broken.at(broken.node.begin, quote);
  if (words.find_first_of("\n\"{}:=@#,;") != words.npos) return {};
  const bool before_block =
      trimmed(broken.at(quote + 1, line_stop(broken, quote))).starts_with('{');
  if (!before_block && line_stop(broken, quote) != quote + 1) return {};
  Finding finding = finding_at(broken, quote, quote + 1);
  finding.rule = "unclosed-string";
  finding.message = "this `\"` ends a text that has no `\"` before it";
  help(finding, fmt::format("write {}", shown("\"" + std::string(words) + "\"")),
       {insert(broken, broken.node.begin, "\"")}, false);
  return finding;
}

}  // namespace

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
    if (Found missing = missing_opening(broken, look.at)) return missing;
    const bool text = look.starts("\"\"\"");
    Finding finding = finding_at(broken, look.at, look.at + (text ? 3 : 1));
    finding.rule = "unclosed-string";
    finding.message = text ? "this `\"\"\"` has no end" : "this `\"` has no end on its line";
    if (text) {
      help(finding, "write `\"\"\"` where the text ends", {}, false);
    } else {
      const std::uint32_t stop = closing_place(broken, look.at);
      help(finding, "write `\"` where the text ends; one of several lines stands in `\"\"\"`",
           {insert(broken, stop, "\"")}, false);
    }
    return finding;
  }
  return {};
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

// The text between `from` and `stop`, cut to what stands on one line before a brace or comment.
std::uint32_t words_stop(const Broken& broken, std::uint32_t from, std::string_view stops) {
  Look look(broken, from);
  while (!look.done() && stops.find(look.character()) == std::string_view::npos) ++look.at;
  std::uint32_t stop = look.at;
  while (stop > from && (broken.file.text[stop - 1] == ' ' || broken.file.text[stop - 1] == '\t')) {
    --stop;
  }
  return stop;
}

void quote(Finding& finding, std::string_view text) {
  const std::string right = quoted(text);
  help(finding, "write " + shown(right), {{finding.span, right}}, true);
}

}  // namespace

// `note: fast path`, `link: https://x`
Found unquoted_text(const Broken& broken) {
  const std::optional<std::uint32_t> from = value_begin(broken);
  if (!from) return {};
  const std::uint32_t stop = text_stop(broken, *from);
  if (stop == *from) return {};
  const std::string_view text = broken.at(*from, stop);
  if (text[0] == '=' || text.find('(') != text.npos) return {};
  Finding finding = finding_at(broken, *from, stop);
  finding.rule = "unquoted-text";
  finding.message = fmt::format("{} is neither one name nor a number", shown(text));
  const bool number = g::ascii_digit(text[0]) || text[0] == '$' || text[0] == '~';
  if (number) finding.fixes.push_back({"", false, {}});
  quote(finding, text);
  if (!number) return finding;
  finding.fixes.back().safe = false;
  finding.help =
      "a number has at most a unit: `5`, `20 ms`, `4k rps`, `$0.20/hour`; a text stands in "
      "quotes";
  return finding;
}

// `color: #f80`: the value is read as a comment.
Found value_in_comment(const Broken& broken) {
  if (broken.junk() || !broken.text().ends_with(':')) return {};
  const std::string_view rest = broken.file.text.substr(broken.node.end);
  const std::size_t sign = rest.find_first_not_of(" \t");
  if (sign == rest.npos || rest[sign] != '#') return {};
  const std::string_view text = rest.substr(sign, 64);
  const std::size_t size = std::min(text.find_first_of(" \t\r\n,;{}"), text.size());
  if (size < 2) return {};
  const std::uint32_t begin = broken.node.end + static_cast<std::uint32_t>(sign);
  Finding finding = finding_at(broken, begin, begin + static_cast<std::uint32_t>(size));
  finding.rule = "unquoted-text";
  finding.message = fmt::format("{} is read as a comment", shown(text.substr(0, size)));
  quote(finding, text.substr(0, size));
  return finding;
}

// `service api API tier { ... }`, `a -> b: calls it`
Found unquoted_label(const Broken& broken) {
  if (!broken.junk()) return {};
  const bool component = broken.before.is(Kind::component);
  Look look(broken, broken.node.begin);
  const bool colon = broken.before.is(Kind::connection) && look.character() == ':';
  if (colon) {
    ++look.at;
    look.blanks();
  }
  const std::uint32_t from = look.at;
  if ((!component && !colon) || look.name().empty()) return {};
  if (broken.before.has(Kind::block) || broken.before.has(Kind::string)) return {};
  const std::uint32_t stop = words_stop(broken, from, "\n;{}\"#");
  Finding finding = finding_at(broken, broken.node.begin, stop);
  finding.rule = "unquoted-text";
  finding.message = fmt::format("{} is no label without quotes", shown(broken.at(from, stop)));
  quote(finding, broken.at(from, stop));
  if (colon) finding.fixes.back().edits.front().text.insert(0, 1, ' ');
  return finding;
}

// `service api 'Front door'`
Found single_quotes(const Broken& broken) {
  const std::uint32_t open = broken.junk() ? broken.node.begin : broken.expected.at;
  Look look(broken, open);
  if (look.character() != '\'') return {};
  if (open > 0 && g::ascii_letter(broken.file.text[open - 1])) return {};  // `it's fast`
  const std::size_t close = broken.at(open, limit(broken)).find_first_of("'\n", 1);
  const bool closed = close != std::string_view::npos && broken.file.text[open + close] == '\'';
  const std::uint32_t end = open + (closed ? static_cast<std::uint32_t>(close) + 1 : 1);
  Finding finding = finding_at(broken, open, end);
  finding.message = "`'` begins no text";
  if (closed)
    quote(finding, broken.at(open + 1, end - 1));
  else
    help(finding, "a text stands in `\"`", {}, false);
  return finding;
}

namespace {

// Where a text without quotes ends: at the line's end, or before a word that goes on.
std::uint32_t bare_text_stop(const Broken& broken, std::uint32_t from, std::string_view keyword) {
  const std::uint32_t stop = words_stop(broken, from, "\n;{}\"#");
  const std::string_view text = broken.at(from, stop);
  std::size_t end = text.size();
  const auto before = [&](std::string_view word) {
    const std::size_t at = text.find(word);
    if (at != text.npos && at > 0) end = std::min(end, at);
  };
  if (keyword == "feature") before(" by ");
  if (keyword == "import") before(" as ");
  if (keyword == "decide") {
    for (const std::string_view word : {" over ", " because ", " but ", " until "}) before(word);
  }
  return from + static_cast<std::uint32_t>(end);
}

}  // namespace

// `assume public posts only`, `import payments.joist`, `decide A over B`
Found missing_quotes(const Broken& broken) {
  const auto text = [](const Token& token) { return token.text == "a text in quotes"; };
  const Expected& expected = broken.expected;
  if (!std::any_of(expected.begin(), expected.end(), text)) return {};
  if (broken.junk() && expected.at <= broken.node.begin) return {};
  Look look(broken, broken.junk() ? broken.before.span().begin : broken.node.begin);
  const std::string_view keyword = look.name();
  if (!is_statement_word(keyword)) return {};
  const std::uint32_t from = expected.at;
  if (from >= limit(broken) ||
      !(g::ascii_letter(broken.file.text[from]) || g::ascii_digit(broken.file.text[from])))
    return {};
  const std::uint32_t stop = bare_text_stop(broken, from, keyword);
  if (stop <= from) return {};
  Finding finding = finding_at(broken, from, stop);
  finding.rule = "unquoted-text";
  finding.message =
      fmt::format("{} stands where a text in quotes is expected", shown(broken.at(from, stop)));
  quote(finding, broken.at(from, stop));
  const std::uint32_t end = words_stop(broken, from, "\n;{}\"#");
  if (keyword == "decide" && stop < end) {  // `decide A over B`: the other text has none either
    const std::uint32_t over = stop + 6;
    if (broken.at(stop, end).starts_with(" over ") && over < end) {
      const std::uint32_t other = bare_text_stop(broken, over, keyword);
      finding.fixes.back().edits.push_back(
          {span(broken, over, other), quoted(broken.at(over, other))});
      finding.fixes.back().title = "write both in quotes";
    }
  }
  return finding;
}

}  // namespace joist::syntax

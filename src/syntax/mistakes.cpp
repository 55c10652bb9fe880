// The mistakes that are made often, each told by its looks.
#include "syntax/mistakes.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "syntax/reader.hpp"

namespace joist::syntax {

namespace {

namespace g = grammar;

using Found = std::optional<Finding>;

// Statements of absurd length are looked at as far as this.
constexpr std::uint32_t looked_at = 4096;

constexpr std::string_view statement_words[] = {
    "design", "import", "kind",      "type",  "unit",  "flow", "feature", "need",  "assume",
    "defer",  "decide", "endpoints", "table", "stage", "view", "allow",   "remove"};

bool is_statement_word(std::string_view word) {
  return std::find(std::begin(statement_words), std::end(statement_words), word) !=
         std::end(statement_words);
}

std::uint32_t limit(const Broken& broken) {
  return std::min(broken.node.end, broken.node.begin + looked_at);
}

// Steps through the text of the broken statement.
struct Look {
  const Broken& broken;
  Reader reader;
  std::uint32_t at;

  Look(const Broken& b, std::uint32_t from)
      : broken(b), reader(b.file.text, b.file.braces_balance), at(from) {}

  const char* here() const { return broken.file.text.data() + at; }
  const char* end() const { return broken.file.text.data() + limit(broken); }
  bool done() const { return at >= limit(broken); }
  char character() const { return done() ? '\0' : broken.file.text[at]; }
  bool starts(std::string_view text) const {
    return !done() && broken.at(at, limit(broken)).starts_with(text);
  }
  void blanks() {
    if (!done()) at = reader.offset(g::blanks_end(here(), end()));
  }
  std::string_view name() {
    if (done()) return {};
    const std::uint32_t stop = reader.offset(g::loose_name_end(here(), end(), reader));
    const std::string_view text = broken.at(at, stop);
    at = stop;
    return text;
  }
  std::string_view qname() {
    const std::uint32_t from = at;
    if (name().empty()) return {};
    while (character() == '.') {
      ++at;
      if (name().empty()) {
        --at;
        break;
      }
    }
    return broken.at(from, at);
  }
};

void help(Finding& finding, std::string text, std::vector<Edit> edits, bool safe) {
  finding.help = std::move(text);
  if (!edits.empty()) finding.fixes.push_back({finding.help, safe, std::move(edits)});
}

Span span(const Broken& broken, std::uint32_t begin, std::uint32_t end) {
  return {broken.file.id, begin, end};
}

Edit insert(const Broken& broken, std::uint32_t at, std::string text) {
  return {span(broken, at, at), std::move(text)};
}

// The end of the statement's first line, before a comment.
std::uint32_t line_stop(const Broken& broken, std::uint32_t from) {
  Look look(broken, from);
  while (!look.done() && look.character() != '\n' && look.character() != '#') ++look.at;
  std::uint32_t stop = look.at;
  while (stop > from &&
         std::string_view(" \t\r").find(broken.file.text[stop - 1]) != std::string_view::npos) {
    --stop;
  }
  return stop;
}

// `// text`
Found comment_sign(const Broken& broken) {
  const Look look(broken, broken.node.begin);
  const bool slashes = look.starts("//");
  if (!slashes && !look.starts("/*")) return {};
  Finding finding = finding_at(broken, look.at, look.at + 2);
  finding.message = fmt::format("`{}` begins no comment here", slashes ? "//" : "/*");
  help(finding, "a comment begins with `#` and ends with its line",
       slashes ? std::vector<Edit>{{finding.span, "#"}} : std::vector<Edit>{}, true);
  return finding;
}

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

// `dau == 5M` and `dau := 5M`
Found other_assignment(const Broken& broken) {
  if (broken.junk()) return {};
  Look look(broken, broken.node.begin);
  if (look.qname().empty()) return {};
  look.blanks();
  if (!look.starts("==") && !look.starts(":=")) return {};
  Finding finding = finding_at(broken, look.at, look.at + 2);
  finding.message =
      fmt::format("`{}` stands where a name gets its value", broken.at(look.at, look.at + 2));
  help(finding, "write `=`", {{finding.span, "="}}, true);
  return finding;
}

// `a -> b, need p99 < 5 ms`
Found statement_in_list(const Broken& broken) {
  if (!broken.junk() || broken.node.begin == 0) return {};
  std::uint32_t from = broken.node.begin - std::min(broken.node.begin, 64u);
  const std::string_view before = trimmed(broken.at(from, broken.node.begin));
  std::size_t start = before.size();
  while (start > 0 && (g::ascii_letter(before[start - 1]) || before[start - 1] == '.')) --start;
  const std::string_view word = before.substr(start);
  const std::string_view head = trimmed(before.substr(0, start));
  if (!is_statement_word(word) || !head.ends_with(',')) return {};
  const std::uint32_t comma =
      static_cast<std::uint32_t>(head.data() + head.size() - 1 - broken.file.text.data());
  Finding finding = finding_at(broken, comma, comma + 1);
  finding.message = fmt::format("this `,` makes `{}` one more of the list", word);
  help(finding, fmt::format("write `;` before a statement such as `{}`", word),
       {{finding.span, ";"}}, true);
  return finding;
}

// `a = 5 b = 6`, `replicas: 2 zones: 3`
Found two_on_a_line(const Broken& broken) {
  if (!broken.junk()) return {};
  Look look(broken, broken.node.begin);
  const std::string_view name = look.qname();
  if (name.empty()) return {};
  look.blanks();
  const bool attribute = look.character() == ':' && !look.starts("://") && !look.starts(":=");
  const bool binding = look.character() == '=' && !look.starts("==") && !look.starts("=>");
  if (!attribute && !binding) return {};
  const bool after_attribute = broken.before.is(Kind::statement) ||
                               broken.before.is(Kind::attribute) ||
                               broken.before.is(Kind::allow_attribute);
  const char* mark = attribute && after_attribute ? "," : ";";
  Finding finding = finding_at(broken, broken.node.begin,
                               broken.node.begin + static_cast<std::uint32_t>(name.size()));
  finding.message = fmt::format("{} begins on the line of what stands before it", shown(name));
  help(finding, fmt::format("write `{}` between the two, or a line for each", mark),
       {insert(broken, broken.before.span().end, mark)}, true);
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

// `api` and nothing else.
Found lone_name(const Broken& broken) {
  if (broken.junk()) return {};
  Look look(broken, broken.node.begin);
  const std::string_view name = look.qname();
  if (name.empty() || look.at != broken.node.end || is_statement_word(name)) return {};
  if (broken.header == Kind::view || broken.header == Kind::table) return {};
  Finding finding = finding_at(broken, broken.node.begin, broken.node.end);
  finding.message = fmt::format("{} stands alone", shown(name));
  help(finding,
       fmt::format("say what it is (`service {0}`) or what it calls (`{0} -> ...`)",
                   name.size() > 40 ? "api" : name),
       {}, false);
  return finding;
}

// `replicas 2` for `replicas: 2`, `mau 5M users` for `mau = 5M users`
Found missing_colon(const Broken& broken) {
  if (broken.junk()) return {};
  Look look(broken, broken.node.begin);
  const std::string_view name = look.qname();
  const std::uint32_t name_stop = look.at;
  if (name.empty() || is_statement_word(name)) return {};
  look.blanks();
  const char next = look.character();
  const bool value =
      g::ascii_digit(next) || next == '$' || next == '"' || (next == '~' && !look.starts("~>"));
  if (!value || look.at == name_stop) return {};
  const bool binding = broken.header == Kind::file || broken.header == Kind::stage;
  if (binding && next == '"') return {};
  Finding finding = finding_at(broken, broken.node.begin, name_stop);
  const char* mark = binding ? "=" : ":";
  finding.message = fmt::format("{} has no `{}` before its value", shown(name), mark);
  const std::string value_text(broken.at(look.at, line_stop(broken, look.at)));
  help(finding, "write " + shown(fmt::format("{}{} {}", name, binding ? " =" : ":", value_text)),
       {insert(broken, name_stop, binding ? " =" : ":")}, true);
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

// `a -> b ->` with nothing behind, and a line that begins with an arrow
Found dangling_arrow(const Broken& broken) {
  const std::uint32_t at = broken.junk() ? broken.node.begin : broken.expected.at;
  Look look(broken, broken.node.begin);
  if (!broken.junk() && at != broken.node.begin) {  // `a ->`, then what is no target
    std::uint32_t back = std::min(at, static_cast<std::uint32_t>(broken.file.text.size()));
    while (back > 0 &&
           g::blanks_end(broken.file.text.data() + back - 1, broken.file.text.data() + back) ==
               broken.file.text.data() + back) {
      --back;
    }
    if (back < broken.node.begin + 2) return {};
    look.at = back - 2;
  }
  if (!look.starts("->") && !look.starts("~>") && !look.starts("--")) return {};
  const std::uint32_t arrow = look.at;
  look.at += 2;
  look.blanks();
  const bool leads = look.at < broken.node.end && !look.name().empty();
  Finding finding = finding_at(broken, arrow, arrow + 2);
  const std::string text(broken.at(arrow, arrow + 2));
  if (leads) {
    finding.message = fmt::format("`{}` stands where no arrow can go on", text);
    help(finding, "an arrow goes on from a name: `a -> b`", {}, false);
  } else {
    finding.message = fmt::format("`{}` leads nowhere", text);
    help(finding, "write the name that it leads to, or take it away", {}, false);
  }
  return finding;
}

// A word one or two letters off what is expected: `decide "a" ovr "b"`, `fow read @ 5`
Found misspelt(const Broken& broken) {
  const std::uint32_t at =
      broken.junk() ? std::max(broken.node.begin, broken.expected.at) : broken.expected.at;
  std::vector<std::string_view> words;
  for (const Token& token : broken.expected) {
    if (token.verbatim && g::ascii_letter(token.text[0])) words.push_back(token.text);
  }
  Look look(broken, at);
  std::string_view seen = look.name();
  std::string_view meant = at == broken.expected.at ? nearest(seen, words) : std::string_view();
  std::uint32_t begin = at;
  const bool plain = !broken.junk() || broken.before.is(Kind::component);
  if (meant.empty() && plain && broken.header != Kind::endpoints) {
    Look head(broken, broken.junk() ? broken.before.span().begin : broken.node.begin);
    seen = head.name();
    if (seen.empty() || is_statement_word(seen)) return {};
    begin = broken.junk() ? broken.before.span().begin : broken.node.begin;
    meant = nearest(seen, statement_words);
  }
  if (meant.empty() || seen.size() < 2) return {};
  Finding finding = finding_at(broken, begin, begin + static_cast<std::uint32_t>(seen.size()));
  finding.message = fmt::format("{} is no word that can stand here", shown(seen));
  help(finding, fmt::format("did you mean `{}`?", meant), {{finding.span, std::string(meant)}},
       false);
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

// `read.p99 < 200 ms` without `need`
Found bare_condition(const Broken& broken) {
  if (broken.junk()) return {};
  Look look(broken, broken.node.begin);
  if (look.qname().empty()) return {};
  look.blanks();
  if (!look.starts("<") && !look.starts(">")) return {};
  Finding finding = finding_at(broken, broken.node.begin, line_stop(broken, look.at));
  finding.message = "a condition stands where a statement is expected";
  help(finding, "write `need` before what must hold", {insert(broken, broken.node.begin, "need ")},
       false);
  return finding;
}

constexpr Mistake known[] = {
    open_string,   comment_sign,    brackets,          other_assignment, statement_in_list,
    two_on_a_line, loose_magnitude, dangling_operator, bare_condition,   dangling_arrow,
    misspelt,      unquoted_text,   lone_name,         missing_colon,    open_parenthesis,
};

}  // namespace

std::span<const Mistake> mistakes() {
  return known;
}

Finding finding_at(const Broken& broken, std::uint32_t begin, std::uint32_t end) {
  Finding finding;
  finding.rule = "syntax";
  finding.span = span(broken, begin, std::max(begin, end));
  return finding;
}

std::uint32_t token_end(const Broken& broken, std::uint32_t at) {
  const std::string_view text = broken.file.text;
  if (at >= text.size() || text[at] == '\n') return at;
  Reader reader(text, true);
  const char* end = text.data() + text.size();
  const char* stop = text.data() + at;
  while (const std::size_t size = g::name_character(stop, end, reader)) stop += size;
  if (stop == text.data() + at) {
    if (const char* string = g::string_end(stop, end, reader)) return reader.offset(string);
    return at + decode(text, at).size;
  }
  return reader.offset(stop);
}

}  // namespace joist::syntax

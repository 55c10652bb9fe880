// Words for one statement that does not parse. The common mistakes are known each by its looks and
// have a fix; for the rest the grammar says what could have gone on.
#include "syntax/explain.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "grammar/characters.hpp"
#include "syntax/look.hpp"
#include "syntax/mistakes.hpp"

namespace joist::syntax {

namespace {

// How many alternatives a message names at most.
constexpr std::size_t most_named = 3;

std::string named(const Token& token) {
  return token.verbatim ? fmt::format("`{}`", token.text) : std::string(token.text);
}

std::string alternatives(const Expected& expected) {
  std::vector<std::string> names;
  for (const Token& token : expected) {
    const std::string name = named(token);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  if (names.size() > most_named) return {};
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? " or " : ", ";
    list += names[i];
  }
  return list;
}

// "`x`", "the line ends", ...: what stands at `at`.
std::string seen(const Broken& broken, std::uint32_t at, std::uint32_t end) {
  if (end > at) return shown(broken.at(at, end)) + " stands";
  return at >= broken.file.text.size() ? "the file ends" : "the line ends";
}

// Of `peak 3 {` the number, which is the value of an attribute; empty for anything else, such as
// a ratio.
std::string_view value_behind(std::string_view text) {
  const auto name_end = std::find_if_not(text.begin(), text.end(), grammar::ascii_letter);
  const std::string_view rest(name_end, text.end());
  if (text.substr(0, text.size() - rest.size()) == "x") return {};
  if (name_end == text.begin() || rest.empty() || (rest.front() != ' ' && rest.front() != '\t'))
    return {};
  const std::string_view value = trimmed(rest);
  const std::string_view number = value.substr(0, value.find_first_of(" \t\n{;#"));
  return !number.empty() && number.front() >= '0' && number.front() <= '9' ? number
                                                                           : std::string_view();
}

// The rest of a statement that cannot go on where the junk begins.
Finding does_not_belong(const Broken& broken) {
  Finding finding = finding_at(broken, broken.node.begin, token_end(broken, broken.node.begin));
  finding.message = fmt::format("{} does not belong to the statement before it",
                                shown(broken.at(finding.span.begin, finding.span.end)));
  const std::string_view text = broken.at(broken.node.begin, broken.node.end);
  const bool label = text.starts_with(':') && trimmed(text.substr(1)).starts_with('"');
  const std::string_view value = value_behind(text);
  if (label)
    finding.help = "a label stands behind the name as it is: `postgres orders \"Orders\"`";
  else if (!value.empty())
    finding.help = fmt::format("what is stated of it stands in its block: `{{ {}: {} }}`",
                               broken.at(finding.span.begin, finding.span.end), value);
  else
    finding.help = "a statement ends with its line, or with `;`";
  return finding;
}

// Where the statement stopped: at what could not be read, or behind its last token where that
// stands on a later line, or nowhere.
std::uint32_t stopped(const Broken& broken) {
  const std::uint32_t at =
      std::min(broken.expected.at, static_cast<std::uint32_t>(broken.file.text.size()));
  const std::uint32_t begin = broken.node.begin;
  const std::size_t line = broken.file.text.substr(begin, at - std::min(at, begin)).find('\n');
  const bool inside = at < broken.node.end;
  if (line == std::string_view::npos || inside) return at;
  return broken.node.end;
}

struct Sample {
  std::string_view word;
  std::string_view line;
};
constexpr Sample samples[] = {
    {"design", "design \"Chirp\" { peak: 3 }"},
    {"import", "import \"payments.joist\" as pay"},
    {"kind", "kind pg15 : postgres { writes: 8k/s }"},
    {"type", "type uuid = 16 B"},
    {"unit", "unit tweet"},
    {"flow", "flow read @ 5k rps { app -> api }"},
    {"feature", "feature \"Post a tweet\" by post"},
    {"need", "need read.p99 < 200 ms"},
    {"assume", "assume \"public posts only\""},
    {"defer", "defer \"messages\" \"a product of its own\""},
    {"decide", "decide \"a log\" over \"a queue\" because \"it can be read again\""},
    {"endpoints", "endpoints of api { GET /users }"},
    {"table", "table users in db { id bigint key }"},
    {"stage", "stage \"10x\" { users = 5M users }"},
    {"view", "view main { show api }"},
    {"allow", "allow one-zone on db \"a region is next\""},
    {"remove", "remove cache"},
};

// How a statement that begins with this word is written, for one that stops halfway.
std::string sample(const Broken& broken) {
  const std::uint32_t begin = broken.junk() ? broken.before.span().begin : broken.node.begin;
  const std::string_view text = broken.at(begin, broken.node.end);
  for (const Sample& known : samples) {
    const std::string_view word = known.word;
    if (text.starts_with(word) &&
        (text.size() == word.size() || !grammar::ascii_letter(text[word.size()]))) {
      if (word == "decide" && text.find(" until ") != text.npos)
        return "as in `decide \"one node\" over \"shards\" until db.utilization > 60%`";
      return fmt::format("as in `{}`", known.line);
    }
  }
  return {};
}

Finding expected_finding(const Broken& broken) {
  const std::uint32_t at = stopped(broken);
  const std::uint32_t end = at == broken.expected.at ? token_end(broken, at) : at;
  Finding finding = finding_at(broken, at, end);
  const std::string right = alternatives(broken.expected);
  if (right.empty()) {
    finding.message = fmt::format("{} where the statement cannot go on so", seen(broken, at, end));
  } else {
    finding.message = fmt::format("{} where {} is expected", seen(broken, at, end), right);
  }
  finding.help = sample(broken);
  const std::string_view text = broken.at(at, end);
  if (finding.help.empty() && text == "@")
    finding.help = "a rate stands behind the target: `client -> api @ 5k rps`";
  if (finding.help.empty() && (text == "<" || text == ">" || text == "<=" || text == ">="))
    finding.help = "only needs and the `until` of decisions compare: `need a > b`";
  return finding;
}

}  // namespace

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (at + point.size > longest) {
      clean += "...";
      break;
    }
    const bool bad = point.value == 0xfffd && point.size == 1;
    if (bad || point.value < 0x20 || point.value == 0x7f) {
      clean += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
    } else if (point.value == '`') {
      clean += '\'';
    } else {
      clean += text.substr(at, point.size);
    }
    at += point.size;
  }
  return "`" + clean + "`";
}

Finding explain(const Broken& broken) {
  for (const auto mistake : mistakes()) {
    if (std::optional<Finding> finding = mistake(broken)) return *std::move(finding);
  }
  if (broken.junk() && broken.expected.at <= broken.node.begin) return does_not_belong(broken);
  return expected_finding(broken);
}

}  // namespace joist::syntax

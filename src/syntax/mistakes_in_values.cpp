// Mistakes in values: brackets, parentheses, magnitudes, operators, ratios.
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
  if (!finding.fixes.empty()) finding.fixes.back().title = "take the brackets away";
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

// `50% mau`
Found share_of(const Broken& broken) {
  if (!broken.junk() || broken.node.begin == 0) return {};
  const std::uint32_t from = broken.node.begin - std::min(broken.node.begin, 32u);
  if (!trimmed(broken.at(from, broken.node.begin)).ends_with('%')) return {};
  Look look(broken, broken.node.begin);
  const std::string_view name = look.qname();
  if (name.empty()) return {};
  Finding finding = finding_at(broken, broken.node.begin, look.at);
  finding.message = fmt::format("a share and {} stand side by side", shown(name));
  help(finding, "write " + shown(fmt::format("of {}", name)),
       {insert(broken, broken.node.begin, "of ")}, true);
  return finding;
}

// `a -> b 2x` and `a -> b x2`
Found glued_ratio(const Broken& broken) {
  if (!broken.junk() || !broken.before.is(Kind::connection)) return {};
  Look look(broken, broken.node.begin);
  std::uint32_t end = look.at;
  while (end < broken.node.end &&
         (g::ascii_digit(broken.file.text[end]) ||
          std::string_view("x.").find(broken.file.text[end]) != std::string_view::npos)) {
    ++end;
  }
  std::string_view number = broken.at(look.at, end);
  if (number.starts_with('x'))
    number.remove_prefix(1);
  else if (number.ends_with('x'))
    number.remove_suffix(1);
  else
    return {};
  const bool plain = !number.empty() && g::ascii_digit(number.front()) &&
                     g::ascii_digit(number.back()) && number.find('x') == number.npos;
  if (!plain) return {};
  Finding finding = finding_at(broken, look.at, end);
  finding.message = fmt::format("`{}` is no ratio", broken.at(look.at, end));
  const std::string right = fmt::format("x {}", number);
  help(finding, fmt::format("write `{}`", right), {{finding.span, right}}, true);
  return finding;
}

}  // namespace joist::syntax

// Mistakes in numbers: their digits, magnitudes, currencies and units, and signs of arithmetic.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "syntax/look.hpp"
#include "syntax/mistakes.hpp"
#include "syntax/pieces.hpp"

namespace joist::syntax {

namespace g = grammar;

namespace {

struct Magnitude {
  std::string_view word;
  std::string_view right;
};
constexpr Magnitude magnitudes[] = {
    {"thousand", "k"}, {"million", "M"}, {"millions", "M"}, {"mio", "M"}, {"mn", "M"},
    {"mm", "M"},       {"MM", "M"},      {"mil", "M"},      {"m", "M"},   {"billion", "G"},
    {"billions", "G"}, {"mrd", "G"},     {"B", "G"},        {"b", "G"},   {"bil", "G"},
    {"trillion", "T"}, {"t", "T"},       {"k", "k"},        {"K", "K"},   {"M", "M"},
    {"G", "G"},        {"T", "T"},       {"P", "P"},        {"bn", "bn"}};

std::string_view magnitude(std::string_view word) {
  for (const Magnitude& known : magnitudes) {
    if (known.word == word) return known.right;
  }
  return {};
}

bool currency(std::string_view text) {
  return one_of(text, {"$", "€", "£", "¥", "₹", "USD", "EUR", "GBP", "JPY", "CHF", "US$"});
}

}  // namespace

// `2B users`, `20 million users`, `5 M users`
Found magnitude_word(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!broken.junk() || i < 2 || !pieces[i - 1].name() || !pieces[i - 2].number()) return {};
  const Piece& word = pieces[i - 1];
  const Piece& number = pieces[i - 2];
  const std::string_view right = magnitude(word.text);
  if (right.empty() || !(pieces[i].name() || pieces[i].is("/"))) return {};
  const bool glued = pieces.glued(i - 2);
  if (glued && right == word.text) return {};
  Finding finding = finding_at(broken, word.begin, word.end);
  if (right == word.text)
    finding.message = fmt::format("`{}` stands apart from its number", word.text);
  else if (word.text == "B")
    finding.message = fmt::format("`{}` is read as bytes", broken.at(number.begin, word.end));
  else
    finding.message = fmt::format("{} is no magnitude", shown(word.text));
  std::string text = fmt::format("write `{}{}`", number.text, right);
  if (right == "G") text += fmt::format(" or `{}bn`", number.text);
  help(finding, text, {{span(broken, number.end, word.end), std::string(right)}},
       right == word.text || (!glued && word.text.size() > 2));
  return finding;
}

// `1,000,000`, `1 000 000`, `1.000.000`, `99,9%`
Found digit_groups(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!broken.junk() || i == 0 || !pieces[i - 1].number()) return {};
  const std::string_view mark = pieces[i].text;
  const bool blank = pieces[i].number();
  if (!blank && (!one_of(mark, {",", ".", "'"}) || !pieces[i + 1].number())) return {};
  std::size_t first = i - 1;
  std::size_t last = blank ? i : i + 1;
  if (!pieces.on_one_line(first, last)) return {};
  while (pieces[last + 1].number() && blank && pieces.on_one_line(last, last + 1)) ++last;
  while (!blank && pieces.glued(last) && pieces[last + 1].is(mark) && pieces[last + 2].number())
    last += 2;
  std::string whole(broken.at(pieces[first].begin, pieces[last].end));
  const bool groups = pieces[last].text.size() == 3;
  if (!groups && (mark != "," || last != i + 1)) return {};
  std::string right;
  for (const char c : whole) {
    if (g::ascii_digit(c) || c == '_')
      right += c;
    else if (right.back() != '_')
      right += groups ? '_' : '.';
  }
  Finding finding = finding_at(broken, pieces[first].begin, pieces[last].end);
  finding.message = fmt::format("{} is no number", shown(whole));
  help(finding,
       groups ? fmt::format("write `{}`: digits are grouped by `_`", right)
              : fmt::format("write `{}`: the point of a number is `.`", right),
       {{finding.span, right}}, !blank);
  return finding;
}

// `.5`, `5.`
Found bare_point(const Broken& broken) {
  const Pieces pieces(broken);
  for (std::size_t i = pieces.rest(); i <= pieces.failed() + 1 && i < pieces.size(); ++i) {
    if (!pieces[i].is(".")) continue;
    const bool before = i > 0 && pieces[i - 1].number() && pieces.glued(i - 1);
    const bool after = pieces[i + 1].number() && pieces.glued(i);
    if (before == after || pieces[i + 1].is(".") || pieces.before(i).is(".")) continue;
    Finding finding =
        finding_at(broken, pieces[before ? i - 1 : i].begin, pieces[after ? i + 1 : i].end);
    finding.message = fmt::format("{} has no digit {} its point",
                                  shown(broken.at(finding.span.begin, finding.span.end)),
                                  before ? "behind" : "before");
    const std::string right =
        before ? std::string(pieces[i - 1].text) : fmt::format("0.{}", pieces[i + 1].text);
    help(finding, fmt::format("write `{}`", right), {{finding.span, right}}, true);
    return finding;
  }
  return {};
}

// `3 €`, `5 $/hour`, `€3`, `USD 5`
Found other_currency(const Broken& broken) {
  const Pieces pieces(broken);
  std::size_t i = pieces.failed();
  if (i < pieces.size() && pieces[i].number() && i > 0 && currency(pieces[i - 1].text)) --i;
  if (!currency(pieces[i].text) || !pieces[i]) return {};
  const bool behind = i > 0 && pieces[i - 1].number();
  const bool before = !behind && pieces[i + 1].number();
  if (!behind && !before) return {};
  const Piece& number = pieces[behind ? i - 1 : i + 1];
  std::uint32_t end = std::max(number.end, pieces[i].end);
  std::string right = fmt::format("${}", number.text);
  std::size_t next = behind ? i + 1 : i + 2;
  if (behind && i > 1 && pieces[i - 2].number()) return {};
  while (pieces[next].is("/") && pieces[next + 1].name()) {
    right += fmt::format("/{}", pieces[next + 1].text);
    end = pieces[next + 1].end;
    next += 2;
  }
  Finding finding = finding_at(broken, std::min(number.begin, pieces[i].begin), end);
  const bool dollar = pieces[i].is("$");
  finding.message =
      dollar ? "`$` stands behind its number" : fmt::format("{} is no unit", shown(pieces[i].text));
  const std::string_view why = dollar ? "" : ": `$` stands for whatever currency you count in";
  help(finding, fmt::format("write `{}`{}", right, why), {{finding.span, right}}, dollar);
  return finding;
}

// `0.5 per day`, `100 req per second`
Found per_word(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!broken.junk() || !pieces[i].is("per") || !pieces[i + 1].name() || i == 0) return {};
  const std::string right = fmt::format("/{}", pieces[i + 1].text);
  Finding finding = finding_at(broken, pieces[i].begin, pieces[i + 1].end);
  finding.message = "`per` makes no unit";
  help(finding, fmt::format("write `{}`", right),
       {{span(broken, pieces[i - 1].end, pieces[i + 1].end), right}}, true);
  return finding;
}

// `10 to 50`, `about 5M`
Found range_in_words(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.failed();
  const Piece& before = pieces.before(i);
  if (!pieces[i].number() && !pieces[i].is("≈")) return {};
  const bool to = i > 1 && one_of(before.text, {"to", "until"});
  const bool about = one_of(before.text, {"about", "around", "approx", "circa", "roughly", "ca"}) ||
                     (pieces[i].is("≈") && pieces[i + 1].number());
  if (!to && !about) return {};
  const Piece& word = pieces[i].is("≈") ? pieces[i] : before;
  Finding finding = finding_at(broken, word.begin, word.end);
  finding.message = fmt::format("{} is no part of a number", shown(word.text));
  const std::string_view number = pieces[pieces[i].is("≈") ? i + 1 : i].text;
  if (to)
    help(finding, fmt::format("a range is written `LOW..{}`", number), {{finding.span, ".."}},
         true);
  else
    help(finding, fmt::format("write `~{}...`: within a factor of two", number),
         {{finding.span, "~"}}, true);
  finding.fixes.back().title = to ? "write `..`" : "write `~`";
  return finding;
}

// `5 × 3`, `5 ÷ 3`, `5 – 3`, `2 ** 8`, `5 x 3`
Found other_operator(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t rest = pieces.rest();
  if (!broken.junk() || broken.before.is(Kind::connection) || broken.before.is(Kind::component))
    return {};
  const bool power = pieces[rest].is("*") && pieces[rest + 1].is("*");
  std::string_view right = power ? "^" : "";
  if (one_of(pieces[rest].text, {"×", "·", "x", "•", "∗"})) right = "*";
  if (pieces[rest].is("÷")) right = "/";
  if (one_of(pieces[rest].text, {"−", "–", "—"})) right = "-";
  const Piece& behind = pieces[rest + (power ? 2 : 1)];
  if (right.empty() || !(behind.number() || behind.name() || behind.is("("))) return {};
  Finding finding = finding_at(broken, pieces[rest].begin, pieces[rest + (power ? 1 : 0)].end);
  finding.message =
      fmt::format("{} is no operator", shown(broken.at(finding.span.begin, finding.span.end)));
  help(finding, fmt::format("write `{}`", right), {{finding.span, std::string(right)}}, true);
  return finding;
}

// `x = 5 * 3)`
Found closing_parenthesis(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!broken.junk() || !one_of(pieces[i].text, {")", "]"})) return {};
  Finding finding = finding_at(broken, pieces[i].begin, pieces[i].end);
  finding.message = fmt::format("this `{}` closes nothing", pieces[i].text);
  help(finding,
       pieces[i].is(")") ? "take it away, or write the `(` that it belongs to" : "take it away",
       {{finding.span, ""}}, false);
  finding.fixes.back().title = "take it away";
  return finding;
}

// `x += 5`, `x = + 5`, `x = = 5`
Found loose_sign(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.failed();
  const bool compound =
      !broken.junk() && i == 1 && one_of(pieces[1].text, {"+", "*", "/", "-"}) && pieces[2].is("=");
  const bool sign = pieces.before(i).is("=") && one_of(pieces[i].text, {"+", "*", "/", "="}) &&
                    (pieces[i + 1].number() || pieces[i + 1].name());
  if (!compound && !sign) return {};
  Finding finding = finding_at(broken, pieces[i].begin, pieces[compound ? 2 : i].end);
  if (compound) {
    finding.message = fmt::format("`{}=` changes nothing: a name has one value", pieces[1].text);
    help(finding, "write `=`; in a stage, a new value replaces the old one", {{finding.span, "="}},
         false);
  } else {
    finding.message = fmt::format("`{}` stands before a value", pieces[i].text);
    help(finding, "take it away", {{finding.span, ""}}, true);
  }
  return finding;
}

}  // namespace joist::syntax

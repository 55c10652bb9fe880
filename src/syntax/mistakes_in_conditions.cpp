// Mistakes in needs and allowances: comparisons in words, several at once, reasons that are
// missing.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "syntax/look.hpp"
#include "syntax/mistakes.hpp"
#include "syntax/pieces.hpp"

namespace joist::syntax {

namespace {

bool percentile(std::string_view word) {
  return one_of(word, {"p50", "p90", "p95", "p99", "p999", "mean", "availability", "latency",
                       "load", "cost", "utilization", "storage"});
}

// What words say: a comparison, and how many pieces it takes.
struct Comparison {
  std::string_view right;
  std::size_t pieces = 1;
};

Comparison comparison(const Pieces& pieces, std::size_t i) {
  const std::string_view first = pieces[i].text;
  const std::string_view second = pieces[i + 1].text;
  const std::string_view third = pieces[i + 2].text;
  if (first == "at" && one_of(second, {"most", "least"}))
    return {second == "most" ? "<=" : ">=", 2};
  if (one_of(first, {"less", "lower", "smaller"}) && second == "than") return {"<", 2};
  if (one_of(first, {"more", "greater", "higher"}) && second == "than") return {">", 2};
  if (first == "is" && third == "than") return {second == "less" ? "<" : ">", 3};
  if (one_of(first, {"under", "below", "within"})) return {"<", 1};
  if (one_of(first, {"above", "over", "exceeds"})) return {">", 1};
  if (one_of(first, {"≤", "≦"})) return {"<=", 1};
  if (one_of(first, {"≥", "≧"})) return {">=", 1};
  if (first == "=" && second == "<") return {"<=", 2};
  if (first == "=" && second == ">") return {">=", 2};
  return {};
}

}  // namespace

// `decide "A" instead of "B" since "x"`
Found decide_words(const Broken& broken) {
  const Pieces pieces(broken);
  if (!broken.junk() || !broken.before.is(Kind::decide)) return {};
  const std::size_t i = pieces.rest();
  const std::string_view word = pieces[i].text;
  std::string_view right;
  if (one_of(word, {"instead", "rather", "not", "vs", "versus", "against", "or"})) right = "over";
  if (one_of(word, {"since", "as", "why", "for", "reason", "pro"})) right = "because";
  if (one_of(word, {"however", "though", "although", "con", "yet", "tradeoff"})) right = "but";
  if (right.empty()) return {};
  std::size_t last = i;
  if (one_of(pieces[i + 1].text, {"of", "than", ":", "."})) ++last;
  if (!pieces[last + 1].string()) return {};
  Finding finding = finding_at(broken, pieces[i].begin, pieces[last].end);
  finding.message = fmt::format("{} is no word of a decision",
                                shown(broken.at(finding.span.begin, finding.span.end)));
  help(finding, fmt::format("write `{}`; there are `over`, `because`, `but` and `until`", right),
       {{finding.span, std::string(right)}}, false);
  return finding;
}

// `need read.p99 under 200 ms`, `need read.p99 ≤ 200 ms`
Found other_comparison(const Broken& broken) {
  const Pieces pieces(broken);
  const bool condition = pieces[0].is("need") || (broken.junk() && broken.before.is(Kind::decide));
  if (!condition) return {};
  const std::size_t i = pieces.failed();
  const Comparison said = comparison(pieces, i);
  if (said.right.empty()) return {};
  Finding finding = finding_at(broken, pieces[i].begin, pieces[i + said.pieces - 1].end);
  finding.message =
      fmt::format("{} is no comparison", shown(broken.at(finding.span.begin, finding.span.end)));
  help(finding, fmt::format("write `{}`", said.right), {{finding.span, std::string(said.right)}},
       true);
  return finding;
}

// `need read.p99 = 200 ms`, `need availability: 99.9%`, `need availability 99.9%`, `need 99.9%
// availability`
Found need_without_comparison(const Broken& broken) {
  const Pieces pieces(broken);
  if (broken.junk() || !pieces[0].is("need")) return {};
  const bool named =
      pieces[1].name() && (pieces[2].number() || one_of(pieces[2].text, {":", "=", "is"}));
  const bool turned = pieces[1].number() && pieces.failed() > 1 && pieces.failed() < 5;
  if (!named && !turned) return {};
  std::string_view name = named ? pieces[1].text : pieces[pieces.failed()].text;
  if (name.empty() || !(named || pieces[pieces.failed()].name())) return {};
  const bool most = name.find("availability") == name.npos;
  const Piece& number = pieces[named && !pieces[2].number() ? 3 : named ? 2 : 1];
  Finding finding = finding_at(broken, pieces[1].begin, pieces[pieces.failed()].end);
  finding.message = "this need compares nothing";
  std::vector<Edit> edits;
  const bool whose = broken.header == Kind::flow || !percentile(name);
  if (named && whose && number.number())
    edits = {{span(broken, pieces[1].end, number.begin), most ? " < " : " >= "}};
  help(
      finding,
      fmt::format("write it like `need {}{} {} {}{}`",
                  name.find('.') == name.npos && percentile(name) ? "FLOW." : "",
                  name.substr(0, 30), most ? "<" : ">=", number.number() ? number.text : "...",
                  broken.at(number.end, std::min(number.end + 1, limit(broken))) == "%" ? "%" : ""),
      std::move(edits), false);
  return finding;
}

// `need read p99 < 200 ms`
Found blank_before_figure(const Broken& broken) {
  const Pieces pieces(broken);
  if (broken.junk() || !pieces[0].is("need") || !pieces[1].name() || !pieces[2].name()) return {};
  if (!percentile(pieces[2].text) || pieces.failed() != 2) return {};
  const std::string right = fmt::format("{}.{}", pieces[1].text, pieces[2].text);
  Finding finding = finding_at(broken, pieces[1].begin, pieces[2].end);
  finding.message =
      fmt::format("{} is two names", shown(broken.at(pieces[1].begin, pieces[2].end)));
  help(finding, "write " + shown(right), {{span(broken, pieces[1].end, pieces[2].begin), "."}},
       true);
  return finding;
}

// `need zone survive`, `need survives zone`, `need survive a zone`
Found survive_words(const Broken& broken) {
  const Pieces pieces(broken);
  if (!pieces[0].is("need")) return {};
  const auto survives = [](const Piece& piece) {
    return one_of(piece.text, {"survive", "survives", "surviving", "survived", "survival"});
  };
  std::string what;
  std::size_t last = 0;
  if (survives(pieces[2]) && pieces[1].name()) {
    what = pieces[1].text;
    last = 2;
  } else if (survives(pieces[1])) {
    last = 2;
    while (one_of(pieces[last].text, {"a", "an", "one", "any", "the", "loss", "of", "losing"}))
      ++last;
    if (pieces[last].number() && pieces[last + 1].name()) ++last;
    if (last == 2 && pieces[1].is("survive")) return {};
    what = pieces[last].text;
  }
  if (what.empty() || !pieces[last].name()) return {};
  if (what == "zones" || what == "regions" || what == "instances") what.pop_back();
  const std::string right = fmt::format("survive {}", what);
  Finding finding = finding_at(broken, pieces[1].begin, pieces[last].end);
  finding.message =
      fmt::format("{} is no need", shown(broken.at(finding.span.begin, finding.span.end)));
  help(finding, fmt::format("write `need {}`", right), {{finding.span, right}}, false);
  return finding;
}

// `need 100 ms < read.p99 < 200 ms`
Found compared_twice(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!broken.junk() || !broken.before.is(Kind::need) || !one_of(pieces[i].text, {"<", ">", "="}))
    return {};
  Finding finding = finding_at(broken, pieces[i].begin, pieces[i].end);
  finding.message =
      fmt::format("`{}` compares a second time; a need compares once", pieces[i].text);
  help(finding, "write a `need` for each", {}, false);
  finding.fixes.push_back(
      {"", false, {{span(broken, pieces[i].begin, line_stop(broken, pieces[i].begin)), ""}}});
  return finding;
}

namespace {

bool rule_word(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '-' || c == '_';
  });
}

}  // namespace

// `allow overload`, `allow overload because "x"`, `allow no_headroom "x"`, `allow: overload` in a
// block
Found allowance_form(const Broken& broken) {
  const Pieces pieces(broken);
  if (broken.junk() || !pieces[0].is("allow")) return {};
  const std::size_t i = pieces[1].is(":") ? 2 : 1;
  const Piece& rule = pieces[i];
  if (!rule.name() || !rule_word(rule.text)) return {};
  if (rule.text.find('_') != std::string_view::npos) {
    std::string right(rule.text);
    std::replace(right.begin(), right.end(), '_', '-');
    Finding finding = finding_at(broken, rule.begin, rule.end);
    finding.message = fmt::format("{} is no rule; rules are written with `-`", shown(rule.text));
    help(finding, "write " + shown(right), {{finding.span, right}}, true);
    return finding;
  }
  std::size_t last = i;
  if (pieces[last + 1].is("on") && pieces[last + 2].name()) last += 2;
  const bool filler =
      one_of(pieces[last + 1].text, {"because", "as", "since", "for", ":", "-", "--", ","});
  if (filler && pieces[last + 2].string()) {
    const Piece& word = pieces[last + 1];
    Finding finding = finding_at(broken, word.begin, word.end);
    finding.message = fmt::format("`{}` stands before the reason", word.text);
    help(finding, "the reason stands alone, in quotes; take the word away", {{finding.span, ""}},
         true);
    return finding;
  }
  const bool words = pieces[last + 1] && pieces.on_one_line(last, last + 1) &&
                     !one_of(pieces[last + 1].text, {",", ";", "}"});
  if (words) return {};
  Finding finding = finding_at(broken, pieces[0].begin, pieces[last].end);
  finding.message =
      fmt::format("{} gives no reason", shown(broken.at(finding.span.begin, finding.span.end)));
  help(finding,
       "say why it may be, in quotes: " +
           shown(fmt::format("{} \"...\"", broken.at(finding.span.begin, finding.span.end))),
       {}, false);
  const bool comma = pieces[last + 1].is(",");
  finding.fixes.push_back(
      {"", false, {{span(broken, pieces[0].begin, pieces[comma ? last + 1 : last].end), ""}}});
  return finding;
}

}  // namespace joist::syntax

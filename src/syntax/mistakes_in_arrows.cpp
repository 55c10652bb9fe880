// Mistakes in arrows: torn, doubled, with a list in brackets, with a rate or a label gone astray.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "syntax/look.hpp"
#include "syntax/mistakes.hpp"
#include "syntax/pieces.hpp"

namespace joist::syntax {

namespace g = grammar;

// `client - > api`
Found torn_arrow(const Broken& broken) {
  const Pieces pieces(broken);
  for (std::size_t i = pieces.failed() > 0 ? pieces.failed() - 1 : 0;
       i < pieces.size() && i <= pieces.failed(); ++i) {
    const bool line = pieces[i].is("-") || pieces[i].is("~") || pieces[i].is("=") ||
                      pieces[i].is("–") || pieces[i].is("—") || pieces[i].is("--");
    if (!line || !pieces[i + 1].is(">") || !pieces.on_one_line(i, i + 1)) continue;
    if (i == 0 || !(pieces[i - 1].name() || pieces[i - 1].is("}"))) continue;
    const std::string right = pieces[i].is("~") ? "~>" : "->";
    Finding finding = finding_at(broken, pieces[i].begin, pieces[i + 1].end);
    finding.message = fmt::format("{} is an arrow with a gap in it",
                                  shown(broken.at(pieces[i].begin, pieces[i + 1].end)));
    help(finding, fmt::format("write `{}`", right), {{finding.span, right}}, true);
    return finding;
  }
  return {};
}

// `client > api`, `client >> api`, `client - api`, `client - - api`
Found part_of_arrow(const Broken& broken) {
  const Pieces pieces(broken);
  if (broken.junk() || !pieces[0].name() || is_statement_word(pieces[0].text)) return {};
  std::size_t i = 1;
  while (one_of(pieces[i].text, {">", "-", "<"}) && i < 4) ++i;
  if (i == 1 || !pieces[i].name() || !pieces.on_one_line(0, i)) return {};
  const Piece& behind = pieces[i + 1];
  if (behind && pieces.on_one_line(i, i + 1) && !behind.string() &&
      !one_of(behind.text, {">", "-", ",", "@", ";", "{", "}", "->"})) {
    return {};
  }
  const std::string_view seen = broken.at(pieces[1].begin, pieces[i - 1].end);
  Finding finding = finding_at(broken, pieces[1].begin, pieces[i - 1].end);
  finding.message = fmt::format("{} is no arrow", shown(seen));
  const bool dashes = seen.find('>') == seen.npos && seen.find('<') == seen.npos && i > 2;
  help(finding, "write `->` for a call, `~>` for a message, `--` for a relation",
       {{finding.span, dashes ? "--" : "->"}}, false);
  return finding;
}

// `client -> -> api`, `client, -> api`
Found doubled_arrow(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.failed();
  for (std::size_t at = i > 0 ? i - 1 : 0; at <= i; ++at) {
    const bool doubled = pieces[at].arrow() && pieces[at + 1].arrow();
    const bool comma = pieces[at].is(",") && pieces[at + 1].arrow();
    if (!doubled && !comma) continue;
    Finding finding = finding_at(broken, pieces[at].begin, pieces[at].end);
    finding.message = fmt::format("`{}` stands before an arrow", pieces[at].text);
    help(finding, "take it away, or write a name between the two", {{finding.span, ""}}, false);
    return finding;
  }
  return {};
}

// `client -> {api, db}`, `lb -> (a | b) -> db`
Found bracketed_targets(const Broken& broken) {
  const Pieces pieces(broken);
  for (std::size_t i = pieces.failed() > 0 ? pieces.failed() - 1 : 0;
       i < pieces.size() && i <= pieces.failed() + 1; ++i) {
    const bool open = one_of(pieces[i].text, {"{", "[", "("});
    if (!open || (i > 0 && !pieces[i - 1].arrow())) continue;
    std::size_t close = i + 1;
    while (pieces[close].name() || one_of(pieces[close].text, {",", "|", ";", "&"})) ++close;
    if (!one_of(pieces[close].text, {"}", "]", ")"})) continue;
    if (i == 0 && !pieces[close + 1].arrow()) continue;
    Finding finding = finding_at(broken, pieces[i].begin, pieces[close].end);
    finding.message = fmt::format("`{}` begins no list", pieces[i].text);
    std::vector<Edit> edits{{span(broken, pieces[i].begin, pieces[i].end), ""}};
    for (std::size_t at = i + 1; at < close; ++at) {
      const bool apart = pieces[at].name() && pieces[at + 1].name();
      if (apart) edits.push_back({span(broken, pieces[at].end, pieces[at + 1].begin), ", "});
      if (pieces[at].is(";") || pieces[at].is("&")) {
        edits.push_back({span(broken, pieces[at].begin, pieces[at].end), ","});
      }
    }
    edits.push_back({span(broken, pieces[close].begin, pieces[close].end), ""});
    help(finding, "a list has no brackets: `a -> b, c`; `|` for what stands in when one is down",
         std::move(edits), true);
    finding.fixes.back().title = "take the brackets away";
    return finding;
  }
  return {};
}

namespace {

bool in_arrows(const Broken& broken) {
  return broken.junk() && broken.before.is(Kind::connection);
}

std::optional<std::string_view> list_mark(std::string_view word) {
  if (one_of(word, {"&", "+", "and", "plus"})) return ",";
  if (one_of(word, {"or", "||", "else"})) return "|";
  return {};
}

}  // namespace

// `client -> api & db`, `client -> api or db`
Found other_list(const Broken& broken) {
  const Pieces pieces(broken);
  if (!in_arrows(broken)) return {};
  std::size_t i = pieces.failed();
  std::size_t last = i;
  if (pieces[i].is("|") && pieces.before(i).is("|")) --i;
  if (pieces[i].is("&") && pieces[i + 1].is("&")) last = i + 1;
  const std::string_view seen = broken.at(pieces[i].begin, pieces[last].end);
  const auto mark = list_mark(seen == "&&" ? "&" : seen);
  if (!mark || !pieces[last + 1].name()) return {};
  Finding finding = finding_at(broken, pieces[i].begin, pieces[last].end);
  finding.message = fmt::format("{} joins no targets", shown(seen));
  help(finding,
       *mark == "," ? "write `,` for both" : "write `|` for the one, when it is down the other",
       {{finding.span, std::string(*mark)}}, false);
  return finding;
}

// `client -> api 5k rps`, `client -> api: 5k rps`, `lb -> a 70%, b 30%`
Found rate_without_sign(const Broken& broken) {
  const Pieces pieces(broken);
  const bool flow = broken.junk() && broken.before.is(Kind::flow);
  if (!flow && !in_arrows(broken)) return {};
  const std::size_t i = pieces.rest();
  std::size_t number = i;
  if (one_of(pieces[i].text, {":", "=", "at", "~"})) ++number;
  if (!pieces[number].number() || pieces[number + 1].is("x")) return {};
  if (flow && broken.before.has(Kind::rate)) return {};
  std::uint32_t from = pieces.before(i).end;
  if (number == i && from == pieces[i].begin) return {};
  const bool share = !flow && pieces[number + 1].is("%");
  const char* sign = share ? "x" : "@";
  const std::uint32_t end = pieces[share ? number + 1 : number].end;
  const std::string_view seen = broken.at(pieces[number].begin, end);
  Finding finding = finding_at(broken, pieces[i].begin, end);
  finding.message = fmt::format("{} has no `{}` before it", shown(seen), sign);
  help(finding,
       share  ? fmt::format("a part of the requests is written `x {}`", seen)
       : flow ? fmt::format("the rate of a flow is written `@ {}...`", pieces[number].text)
              : fmt::format("a rate is written `@ {}...`", pieces[number].text),
       {{span(broken, from, pieces[number].begin), fmt::format(" {} ", sign)}}, false);
  if (!finding.fixes.empty())
    finding.fixes.back().title = fmt::format("write `{}` before it", sign);
  if (share) finding.fixes.push_back({"", false, {{finding.span, ""}}});
  return finding;
}

// `client -> api * 5`
Found times_ratio(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (in_arrows(broken) && pieces[i].number() && pieces[i + 1].is("x") && !pieces.glued(i)) {
    Finding finding = finding_at(broken, pieces[i].begin, pieces[i + 1].end);
    finding.message = fmt::format("`{} x` is turned round", pieces[i].text);
    const std::string right = fmt::format("x {}", pieces[i].text);
    help(finding, fmt::format("write `{}`", right), {{finding.span, right}}, true);
    return finding;
  }
  if (!in_arrows(broken) || !one_of(pieces[i].text, {"*", "×", "times"})) return {};
  if (!pieces[i + 1].number()) return {};
  Finding finding = finding_at(broken, pieces[i].begin, pieces[i].end);
  finding.message = fmt::format("{} makes no ratio", shown(pieces[i].text));
  const std::string_view percent = pieces[i + 2].is("%") ? "%" : "";
  help(finding,
       fmt::format("write `x {}{}`: so many calls for each request", pieces[i + 1].text, percent),
       {{finding.span, "x "}}, true);
  return finding;
}

// `client -> api: reads`, `client -> api (reads)`, `client -> api [reads]`
Found arrow_label(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!in_arrows(broken)) return {};
  const std::string_view open = pieces[i].text;
  if (pieces[i].is(":") && pieces[i + 1].string()) {
    Finding finding = finding_at(broken, pieces[i].begin, pieces[i].end);
    finding.message = "`:` stands before a label";
    help(finding, fmt::format("write the label alone: {}", shown(pieces[i + 1].text)),
         {{finding.span, " "}}, true);
    return finding;
  }
  if (!one_of(open, {":", "(", "["}) || !pieces[i + 1].name()) return {};
  const std::string_view stops = open == ":" ? "\n;{}\"#" : open == "(" ? ")\n{}\"#" : "]\n{}\"#";
  const std::uint32_t from = pieces[i + 1].begin;
  std::uint32_t stop = from;
  while (stop < limit(broken) && stops.find(broken.file.text[stop]) == stops.npos) ++stop;
  std::uint32_t end = stop;
  if (open != ":" && stop < limit(broken) && stops[0] == broken.file.text[stop]) end = stop + 1;
  while (stop > from && g::blanks_end(&broken.file.text[stop - 1], &broken.file.text[stop]) ==
                            &broken.file.text[stop]) {
    --stop;
  }
  if (open == ":") end = stop;
  const std::string label = quoted(broken.at(from, stop));
  Finding finding = finding_at(broken, pieces[i].begin, end);
  finding.rule = "unquoted-text";
  finding.message = fmt::format("{} is no label without quotes", shown(broken.at(from, stop)));
  const bool glued = pieces[i].begin == pieces.before(i).end;
  if (const std::string_view word = broken.at(from, stop); one_of(word, {"read", "write"})) {
    finding.message = fmt::format("{} stands in brackets", shown(word));
    help(finding, "write it as it is: " + shown(word),
         {{finding.span, (glued ? " " : "") + std::string(word)}}, true);
    return finding;
  }
  help(finding, "write " + shown(label), {{finding.span, (glued ? " " : "") + label}}, true);
  return finding;
}

// `client -> api on cache miss`, `if miss cache`, `on error db`
Found other_condition(const Broken& broken) {
  const Pieces pieces(broken);
  if (!in_arrows(broken)) return {};
  std::size_t i = pieces.rest();
  const bool on = pieces[i].is("on");
  if (!on && !one_of(pieces[i].text, {"if", "when", "upon"})) return {};
  const auto event = [](std::string_view word) -> std::string_view {
    if (one_of(word, {"miss", "misses", "missing"})) return "miss";
    if (one_of(word, {"hit", "hits"})) return "hit";
    if (one_of(word, {"fail", "fails", "failed", "error", "errors", "failure", "down", "timeout"}))
      return "fail";
    return {};
  };
  const Piece& first = pieces[i + 1];
  const Piece& second = pieces[i + 2];
  const bool swapped = event(first.text).empty() && first.name() && !event(second.text).empty();
  const std::string_view what = event(swapped ? second.text : first.text);
  const std::string_view of = swapped ? first.text : second.text;
  if (what.empty()) return {};
  const bool named = swapped || (second.name() && pieces.on_one_line(i + 1, i + 2));
  Finding finding = finding_at(broken, pieces[i].begin, named ? second.end : first.end);
  if (!named) {
    finding.message = fmt::format("`on {}` does not say of what", what);
    help(finding, fmt::format("write the component behind it: `on {} cache`", what), {}, false);
    return finding;
  }
  const std::string right = fmt::format("on {} {}", what, of);
  finding.message =
      fmt::format("{} is no condition", shown(broken.at(finding.span.begin, finding.span.end)));
  help(finding, "write " + shown(right), {{finding.span, right}}, false);
  return finding;
}

// `client -> api read/write`
Found read_and_write(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!in_arrows(broken) || !one_of(pieces.before(i).text, {"read", "write"})) return {};
  if (!one_of(pieces[i].text, {"/", "and", "&", ",", "+"})) return {};
  if (!one_of(pieces[i + 1].text, {"read", "write"})) return {};
  Finding finding = finding_at(broken, pieces.before(i).begin, pieces[i + 1].end);
  finding.message = "one arrow is marked as a read and as a write";
  help(finding, "write an arrow for each: `a -> b read` and `a -> b write`",
       {{span(broken, pieces.before(i).end, pieces[i + 1].end), ""}}, false);
  finding.fixes.back().title = fmt::format("keep `{}`", pieces.before(i).text);
  return finding;
}

// `a -> b c -> d`, `a -> b c`
Found name_behind_target(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!in_arrows(broken) || !pieces[i].name() || is_statement_word(pieces[i].text)) return {};
  if (!pieces.on_one_line(i > 0 ? i - 1 : 0, i)) return {};
  if (one_of(pieces[i].text, {"x", "on", "read", "write", "by", "over"})) return {};
  const Piece& before = pieces.before(i);
  Finding finding = finding_at(broken, pieces[i].begin, pieces[i].end);
  finding.message = fmt::format("{} stands behind {} with nothing between", shown(pieces[i].text),
                                shown(before.text));
  if (pieces[i + 1].arrow()) {
    help(finding, "write `;` between two statements, or a line for each",
         {{span(broken, before.end, pieces[i].begin), "; "}}, false);
  } else {
    help(finding,
         fmt::format("a label stands in quotes (`{}`), a second target behind `,`",
                     quoted(pieces[i].text.substr(0, 40))),
         {}, false);
  }
  return finding;
}

}  // namespace joist::syntax

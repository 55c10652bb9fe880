// Mistakes in how components, kinds, stages, endpoints and tables begin, and in what they hold.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "syntax/look.hpp"
#include "syntax/mistakes.hpp"
#include "syntax/pieces.hpp"

namespace joist::syntax {

namespace {

Finding at_pieces(const Broken& broken, const Piece& first, const Piece& last) {
  return finding_at(broken, first.begin, last.end);
}

// Where the junk goes on that can stand in a block: to the line's end, a brace or a comment.
std::uint32_t words_end(const Broken& broken, std::uint32_t at) {
  while (at < limit(broken) &&
         std::string_view("\n;{}#").find(broken.file.text[at]) == std::string_view::npos) {
    ++at;
  }
  while (at > 0 &&
         std::string_view(" \t\r").find(broken.file.text[at - 1]) != std::string_view::npos) {
    --at;
  }
  return at;
}

}  // namespace

// `service api = { replicas: 2 }`, `service api: { ... }`
Found sign_before_block(const Broken& broken) {
  const Pieces pieces(broken);
  std::size_t i = broken.junk() ? pieces.rest() : pieces.failed();
  if (!one_of(pieces[i].text, {":", "=", "="}) && i > 0) --i;
  if (!one_of(pieces[i].text, {":", "="}) || !pieces[i + 1].is("{")) return {};
  const bool header = broken.junk() || (i >= 2 && pieces[i - 1].sort != Piece::Sort::symbol);
  if (!header || !pieces.on_one_line(i, i + 1)) return {};
  Finding finding = at_pieces(broken, pieces[i], pieces[i]);
  finding.message = fmt::format("`{}` stands before a block", pieces[i].text);
  help(finding, fmt::format("take the `{}` away", pieces[i].text), {{finding.span, ""}}, true);
  return finding;
}

// `api: service { ... }`, `api = service { ... }`, `api: { ... }`
Found turned_component(const Broken& broken) {
  const Pieces pieces(broken);
  const bool kindless = !broken.junk() && pieces.failed() == 2 && pieces[2].is("{");
  if (kindless && pieces[0].name() && one_of(pieces[1].text, {":", "="})) {
    Finding finding = at_pieces(broken, pieces[0], pieces[1]);
    finding.message = fmt::format("{} has no kind", shown(pieces[0].text));
    help(finding, "write it first: " + shown(fmt::format("service {} {{ ... }}", pieces[0].text)),
         {}, false);
    return finding;
  }
  if (!broken.junk() || pieces.rest() != 3 || !pieces[3].is("{")) return {};
  if (!pieces[0].name() || !pieces[2].name() || !one_of(pieces[1].text, {":", "="})) return {};
  Finding finding = at_pieces(broken, pieces[0], pieces[2]);
  finding.message = fmt::format("a block stands behind the value of {}", shown(pieces[0].text));
  const std::string right = fmt::format("{} {}", pieces[2].text, pieces[0].text);
  help(finding,
       fmt::format("a component is written with its kind first: {}", shown(right + " { ... }")),
       {{finding.span, right}}, false);
  return finding;
}

// `service api(replicas: 2)`, `service api [replicas: 2]`, `table t in db ( ... )`
Found other_block(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = broken.junk() ? pieces.rest() : pieces.failed();
  if (!one_of(pieces[i].text, {"(", "["}) || i == 0) return {};
  const bool table = pieces[0].is("table") || pieces[0].is("endpoints");
  const bool attributes = pieces[i + 1].name() && one_of(pieces[i + 2].text, {":", "="});
  if (!table && !(attributes && (broken.junk() || pieces[1].name()))) return {};
  std::size_t open = 0;
  std::size_t close = i;
  for (; close < pieces.size(); ++close) {
    if (one_of(pieces[close].text, {"(", "["})) ++open;
    if (one_of(pieces[close].text, {")", "]"}) && --open == 0) break;
  }
  if (close >= pieces.size()) return {};
  Finding finding = at_pieces(broken, pieces[i], pieces[i]);
  finding.message = fmt::format("`{}` begins no block", pieces[i].text);
  const Piece& last = pieces[close];
  help(finding, "a block stands in braces: `service api { replicas: 2 }`",
       {{finding.span, " { "}, {span(broken, last.begin, last.end), " } "}}, true);
  finding.fixes.back().title = "write braces";
  finding.fixes.push_back(
      {"", true, {{finding.span, "{"}, {span(broken, last.begin, last.end), "}"}}});
  return finding;
}

// `service(api)`
Found called_kind(const Broken& broken) {
  const Pieces pieces(broken);
  if (broken.junk() || !pieces[0].name() || !pieces[1].is("(") || !pieces.glued(0)) return {};
  if (!(pieces[2].name() || pieces[2].string()) || !pieces[3].is(")")) return {};
  const std::string name =
      pieces[2].string() ? name_from(string_value(pieces[2].text)) : std::string(pieces[2].text);
  Finding finding = at_pieces(broken, pieces[0], pieces[3]);
  finding.message =
      fmt::format("{} is no statement", shown(broken.at(pieces[0].begin, pieces[3].end)));
  const std::string right = fmt::format("{} {}", pieces[0].text, name);
  help(finding, "write " + shown(right), {{finding.span, right}}, false);
  return finding;
}

// `service api x 3`, `service api[3]`, `3 service api`, `service api with 3 replicas`
Found copies_in_header(const Broken& broken) {
  const Pieces pieces(broken);
  const bool first = !broken.junk() && pieces[0].number() && pieces[1].name() && pieces[2].name();
  const bool behind = broken.junk() && broken.before.is(Kind::component) && pieces.rest() == 2;
  if (!first && !behind) return {};
  std::size_t number = first ? 0 : 2;
  while (behind && number < 5 && !pieces[number].number()) ++number;
  if (!pieces[number].number() || pieces[number].text.find('.') != std::string_view::npos)
    return {};
  if (behind && number != 2 && !one_of(pieces[2].text, {"x", "*", "×", "[", "with", "("}))
    return {};
  const Piece& kind = pieces[first ? 1 : 0];
  const Piece& name = pieces[first ? 2 : 1];
  const Piece& last = pieces[number + 1];
  const bool unit = last && (one_of(last.text, {"]", ")", "x"}) ||
                             (last.name() && pieces.on_one_line(number, number + 1)));
  Finding finding =
      at_pieces(broken, pieces[first ? 0 : 2], unit && !first ? last : pieces[number]);
  finding.message = fmt::format("{} is no part of a component's name",
                                shown(broken.at(finding.span.begin, finding.span.end)));
  help(finding,
       fmt::format("copies are said in its block: {}",
                   shown(fmt::format("{} {} {{ replicas: {} }}", kind.text.substr(0, 20),
                                     name.text.substr(0, 20), pieces[number].text.substr(0, 8)))),
       {}, false);
  finding.fixes.push_back({"", false, {{finding.span, ""}}});
  return finding;
}

// `service api replicas: 2`
Found attributes_without_block(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  const bool headed =
      broken.junk() && (broken.before.is(Kind::component) || broken.before.is(Kind::flow) ||
                        broken.before.is(Kind::kind));
  if (!headed || !pieces[i].name() || !one_of(pieces[i + 1].text, {":", "="})) return {};
  if (!pieces.on_one_line(0, i) || broken.before.has(Kind::block)) return {};
  const std::uint32_t end = words_end(broken, pieces[i].begin);
  Finding finding = finding_at(broken, pieces[i].begin, pieces[i].end);
  finding.message = fmt::format("{} stands outside of a block", shown(pieces[i].text));
  std::vector<Edit> edits{{span(broken, pieces[i].begin, pieces[i].begin), "{ "}};
  if (pieces[i + 1].is("="))
    edits.push_back({span(broken, pieces[i + 1].begin, pieces[i + 1].end), ":"});
  edits.push_back({span(broken, end, end), " }"});
  help(finding, "attributes stand in braces: `service api { replicas: 2 }`", std::move(edits),
       true);
  finding.fixes.back().title = "write braces round them";
  return finding;
}

// `service a b`, `service a b, c`
Found component_list(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!broken.junk() || !broken.before.is(Kind::component) || !pieces[i].name()) return {};
  if (broken.before.has(Kind::block) || broken.before.has(Kind::string)) return {};
  std::size_t last = i;
  while (pieces[last + 1].name() && pieces.on_one_line(last, last + 1)) ++last;
  const Piece& next = pieces[last + 1];
  const bool ends =
      !next || one_of(next.text, {"{", ",", ";", "}"}) || !pieces.on_one_line(last, last + 1);
  const bool one = last == i;
  if (!ends || (!one && !next.is(","))) return {};
  Finding finding = at_pieces(broken, pieces[i], pieces[last]);
  finding.message = fmt::format("{} stands behind {} with nothing between",
                                shown(broken.at(finding.span.begin, finding.span.end)),
                                shown(pieces.before(i).text));
  help(finding,
       fmt::format("one more component stands behind `,`, a label in quotes: {}",
                   shown(quoted(broken.at(finding.span.begin, finding.span.end)))),
       {{span(broken, pieces.before(i).end, pieces[i].begin), ", "}}, false);
  finding.fixes.back().title = "write `,` between the two";
  return finding;
}

// `kind mydb extends postgres`, `kind mydb = postgres`, `kind mydb postgres`
Found kind_parent(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!broken.junk() || !broken.before.is(Kind::kind) || i != 2) return {};
  const bool word =
      one_of(pieces[i].text, {"extends", "is", "of", "from", "inherits", "=", "as", "<"});
  const Piece& parent = pieces[word ? i + 1 : i];
  if (!parent.name()) return {};
  Finding finding = at_pieces(broken, pieces[i], pieces[i]);
  finding.message = word ? fmt::format("{} names no parent", shown(pieces[i].text))
                         : fmt::format("{} stands behind the name of the kind", shown(parent.text));
  help(finding,
       fmt::format("write {}", shown(fmt::format("kind {} : {}", pieces[1].text, parent.text))),
       {{span(broken, pieces[1].end, parent.begin), " : "}}, true);
  return finding;
}

// `stage "10x" mau = 5M users`
Found stage_without_block(const Broken& broken) {
  const Pieces pieces(broken);
  if (broken.junk() || !pieces[0].is("stage") || !pieces[1].string() || pieces[2].is("{"))
    return {};
  const std::size_t from = pieces[2].is(":") ? 3 : 2;
  Finding finding = at_pieces(broken, pieces[1], pieces[1]);
  finding.message = "the stage has no block";
  std::vector<Edit> edits;
  if (pieces[from] && pieces.on_one_line(1, from)) {
    const std::uint32_t end = words_end(broken, pieces[from].begin);
    edits = {{span(broken, pieces[1].end, pieces[from].begin), " { "},
             {span(broken, end, end), " }"}};
  }
  help(finding, "what it changes stands in braces: `stage \"10x\" { users = 5M users }`",
       std::move(edits), true);
  if (!finding.fixes.empty()) finding.fixes.back().title = "write braces round what it changes";
  return finding;
}

// `endpoints api { ... }`
Found endpoints_without_of(const Broken& broken) {
  const Pieces pieces(broken);
  if (broken.junk() || !pieces[0].is("endpoints") || !pieces[1].name() || pieces[1].is("of"))
    return {};
  const bool other = one_of(pieces[1].text, {"for", "in", "on"}) && pieces[2].name();
  Finding finding = at_pieces(broken, pieces[1], pieces[1]);
  finding.message = fmt::format("{} stands where `of` is expected", shown(pieces[1].text));
  const std::string_view name = pieces[other ? 2 : 1].text;
  help(finding, "write " + shown(fmt::format("endpoints of {}", name)),
       {other ? Edit{finding.span, "of"} : insert(broken, pieces[1].begin, "of ")}, true);
  return finding;
}

// `GET users`, `/users`, `GET /x, POST /y`, `GET /x -> read`; and `GET /users` outside of
// endpoints.
Found broken_endpoint(const Broken& broken) {
  const Pieces pieces(broken);
  const auto method = [](const Piece& piece) {
    return one_of(piece.text, {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"});
  };
  if (broken.header != Kind::endpoints) {
    if (broken.junk() || !method(pieces[0]) || !pieces[1].is("/")) return {};
    Finding finding = at_pieces(broken, pieces[0], pieces[0]);
    finding.message = "an endpoint stands outside of `endpoints`";
    help(finding,
         fmt::format("write `endpoints of SERVICE {{ {} /... }}` round it", pieces[0].text), {},
         false);
    return finding;
  }
  const std::size_t i = pieces.rest();
  if (broken.junk() && pieces[i].is(",") && method(pieces[i + 1])) {
    Finding finding = at_pieces(broken, pieces[i], pieces[i]);
    finding.message = "`,` stands between two endpoints";
    help(finding, "a line for each, or `;` between", {{finding.span, ";"}}, true);
    return finding;
  }
  if (broken.junk() && (pieces[i].arrow() || pieces[i].is(":") || pieces[i].is("=")) &&
      pieces[i + 1].name()) {
    Finding finding = at_pieces(broken, pieces[i], pieces[i]);
    finding.message = fmt::format("{} leads to no flow", shown(pieces[i].text));
    help(finding, fmt::format("write `by {}`", pieces[i + 1].text), {{finding.span, "by"}}, false);
    return finding;
  }
  if (!broken.junk() && method(pieces[0]) && pieces[1].name()) {
    Finding finding = at_pieces(broken, pieces[1], pieces[1]);
    finding.message = fmt::format("{} is no path", shown(pieces[1].text));
    help(finding, fmt::format("a path begins with `/`: `{} /{}`", pieces[0].text, pieces[1].text),
         {insert(broken, pieces[1].begin, "/")}, true);
    return finding;
  }
  if (!broken.junk() && pieces[0].is("/")) {
    Finding finding = at_pieces(broken, pieces[0], pieces[0]);
    finding.message = "the path has no method before it";
    help(finding, "write `GET /...`, `POST /...`", {}, false);
    return finding;
  }
  return {};
}

// `id bigint,`, `id bigint primary key`, `name text not null`, `user bigint fk users.id`
Found column_of_sql(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!broken.junk() || broken.header != Kind::table) return {};
  const bool ends = !pieces[i + 1] || !pieces.on_one_line(i, i + 1);
  if (pieces[i].is(",")) {
    Finding finding = at_pieces(broken, pieces[i], pieces[i]);
    finding.message = "`,` stands behind a column";
    help(finding, "columns are parted by line ends or `;`", {{finding.span, ends ? "" : ";"}},
         true);
    return finding;
  }
  std::string word;
  for (const char c : pieces[i].text)
    word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const bool key = word == "primary" || word == "pk";
  const bool refers = one_of(word, {"references", "foreign", "fk"});
  if (!key && !refers && !one_of(word, {"not", "null", "unique", "default", "auto_increment"}))
    return {};
  std::size_t last = i;
  const bool two = one_of(word, {"primary", "foreign", "not", "default"});
  if (two && pieces[i + 1] && pieces.on_one_line(i, i + 1)) ++last;
  Finding finding = at_pieces(broken, pieces[i], pieces[last]);
  finding.message = fmt::format("{} is no flag of a column",
                                shown(broken.at(finding.span.begin, finding.span.end)));
  if (refers) {
    help(finding, "write `ref TABLE.COLUMN`", {{finding.span, "ref"}}, false);
  } else {
    help(finding,
         key ? "write `key`" : "there are `key`, `partition` and `ref TABLE.COLUMN`; take it away",
         {{finding.span, key ? "key" : ""}}, false);
  }
  return finding;
}

// `create: api` lists of views: `only api`, `show api db`
Found view_words(const Broken& broken) {
  const Pieces pieces(broken);
  if (broken.header != Kind::view) return {};
  if (!broken.junk() && one_of(pieces[0].text, {"only", "include", "select", "with", "exclude",
                                                "except", "without"})) {
    const bool hides = one_of(pieces[0].text, {"exclude", "except", "without"});
    Finding finding = at_pieces(broken, pieces[0], pieces[0]);
    finding.message = fmt::format("`{}` picks nothing", pieces[0].text);
    help(
        finding,
        fmt::format("write `{}`; there are `show`, `hide` and `collapse`", hides ? "hide" : "show"),
        {{finding.span, hides ? "hide" : "show"}}, false);
    return finding;
  }
  const std::size_t i = pieces.rest();
  if (!broken.junk() || !broken.before.is(Kind::pick) || !pieces[i].name()) return {};
  Finding finding = at_pieces(broken, pieces[i], pieces[i]);
  finding.message = fmt::format("{} stands behind {} with nothing between", shown(pieces[i].text),
                                shown(pieces.before(i).text));
  help(finding, "write `,` between the two",
       {{span(broken, pieces.before(i).end, pieces[i].begin), ", "}}, true);
  return finding;
}

}  // namespace joist::syntax

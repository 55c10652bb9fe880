// Mistakes in names: missing, in quotes, in two words.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "syntax/look.hpp"
#include "syntax/mistakes.hpp"
#include "syntax/pieces.hpp"

namespace joist::syntax {

namespace {

// Statements of other tools, and what says the same here.
struct Other {
  std::string_view word;
  std::string_view here;
};
constexpr Other others[] = {
    {"title", "design"},    {"name", "design"},      {"system", "design"},
    {"include", "import"},  {"require", "import"},   {"use", "import"},
    {"goal", "need"},       {"requirement", "need"}, {"assumption", "assume"},
    {"decision", "decide"}, {"deferred", "defer"},   {"skip", "defer"}};

// `client -> "My API"`, `"My API" -> db`
Found quoted_name(const Broken& broken, const Pieces& pieces) {
  const std::size_t i = pieces.failed();
  if (!pieces[i].string() || pieces[i].text.size() < 3) return {};
  const bool arrow_near = pieces.before(i).arrow() || pieces[i + 1].arrow() ||
                          (pieces.before(i).is(",") && i > 1 && pieces[0].string());
  if (!arrow_near || broken.header == Kind::endpoints) return {};
  Finding finding = finding_at(broken, pieces[i].begin, pieces[i].end);
  if (i == 1 && pieces[0].name() && pieces.on_one_line(0, 1)) {  // `web "home" -> api`
    finding.message = fmt::format("a label stands before an arrow: {}", shown(pieces[i].text));
    help(finding,
         fmt::format("take it out, and write it where the name is declared: `service {} {}`",
                     pieces[0].text.substr(0, 40), pieces[i].text.substr(0, 40)),
         {{{finding.span.file, pieces[0].end, finding.span.end}, ""}}, false);
    return finding;
  }
  const std::string name = name_from(string_value(pieces[i].text));
  finding.message = fmt::format("{} stands where a name is expected", shown(pieces[i].text));
  help(finding,
       fmt::format("write a name, {}, and the label where it is declared: `service {} {}`",
                   shown(name), name.size() > 40 ? "api" : name, pieces[i].text.substr(0, 40)),
       {{finding.span, name}}, false);
  return finding;
}

}  // namespace

// `title "Chirp"`, `include "payments.joist"`
Found other_statement(const Broken& broken) {
  const Pieces pieces(broken);
  if (broken.junk() || !pieces[0].name() || !pieces[1].string()) return {};
  for (const Other& other : others) {
    if (other.word != pieces[0].text) continue;
    Finding finding = finding_at(broken, pieces[0].begin, pieces[0].end);
    finding.message = fmt::format("`{}` is no statement", other.word);
    help(finding, fmt::format("write `{}`", other.here), {{finding.span, std::string(other.here)}},
         false);
    return finding;
  }
  return {};
}

// `service "My API"`, `flow "Read" @ 5k rps`, `client -> "My API"`
Found label_without_name(const Broken& broken) {
  const Pieces pieces(broken);
  if (Found found = quoted_name(broken, pieces)) return found;
  const Piece& word = pieces[0];
  const Piece& label = pieces[1];
  if (broken.junk() || pieces.failed() != 1 || !word.name() || !label.string()) return {};
  if (broken.header == Kind::endpoints || broken.header == Kind::table ||
      broken.header == Kind::view) {
    return {};
  }
  const bool statement = is_statement_word(word.text);
  if (statement && !one_of(word.text, {"flow", "table", "view", "kind", "unit"})) return {};
  const std::string_view close = nearest(word.text, statement_words());
  if (!statement && !close.empty()) return {};  // `Design "Chirp"`
  const std::string name = name_from(string_value(label.text));
  Finding finding = finding_at(broken, label.begin, label.end);
  finding.message = fmt::format("`{}` has a label and no name", word.text);
  help(finding,
       fmt::format("a name stands before the label: `{} {} {}`", word.text, name,
                   label.text.substr(0, 40)),
       {{span(broken, label.begin, label.begin), name + " "}}, false);
  finding.fixes.push_back({"", false, {{finding.span, name}}});
  return finding;
}

// `flow @ 10k rps { ... }`, `service { ... }`, `view { ... }`
Found nameless(const Broken& broken) {
  const Pieces pieces(broken);
  const Piece& word = pieces[0];
  const Piece& next = pieces[1];
  if (broken.junk() || !word.name() || pieces.failed() != 1) return {};
  if (!next.is("{") && !(next.is("@") && word.is("flow"))) return {};
  if (is_statement_word(word.text) && !one_of(word.text, {"flow", "table", "view", "kind"})) {
    return {};
  }
  Finding finding = finding_at(broken, word.begin, word.end);
  finding.message = fmt::format("{} has no name", shown(word.text));
  const std::string_view name = word.is("flow") ? "read" : word.is("table") ? "users" : "main";
  const std::string_view kind = word.text.size() > 40 ? "service" : word.text;
  const bool statement = one_of(word.text, {"flow", "table", "view", "kind"});
  const std::string right =
      statement ? fmt::format("write one behind it: `{} {} {}`", kind,
                              word.is("kind") ? "api" : name, next.is("@") ? "@ ..." : "{ ... }")
                : fmt::format(
                      "of a kind, write a name behind it: `{0} api {{ ... }}`; "
                      "of a component, its kind before it (`service {0} {{ "
                      "... }}`), or `{0}.replicas: 3`",
                      kind);
  help(finding, right, {}, false);
  if (next.is("@") && next.end < broken.file.text.size() && broken.file.text[next.end] == ' ') {
    finding.fixes.push_back({"", false, {{span(broken, next.begin, next.end + 1), "f@"}}});
  }
  return finding;
}

// `my api -> db`: two words where one name is expected.
Found name_of_two_words(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!broken.junk() || !broken.before.is(Kind::component) || i != 2 || !pieces[i].arrow()) {
    return {};
  }
  if (!pieces[0].name() || !pieces[1].name() || !pieces.on_one_line(0, 2)) return {};
  const std::string name = fmt::format("{}_{}", pieces[0].text, pieces[1].text);
  Finding finding = finding_at(broken, pieces[0].begin, pieces[1].end);
  finding.message = fmt::format("{} is two words, and a name is one",
                                shown(broken.at(pieces[0].begin, pieces[1].end)));
  help(finding,
       fmt::format("write {}, or {} on a line of its own", shown(name),
                   shown(broken.at(pieces[0].begin, pieces[1].end))),
       {{span(broken, pieces[0].end, pieces[1].begin), "_"}}, false);
  return finding;
}

// `replicas replicas: 2`
Found doubled_word(const Broken& broken) {
  const Pieces pieces(broken);
  if (!pieces[0].name() || pieces[0].text != pieces[1].text || pieces.failed() > 2) return {};
  if (!pieces.on_one_line(0, 1) || pieces[2].arrow()) return {};
  Finding finding = finding_at(broken, pieces[1].begin, pieces[1].end);
  finding.message = fmt::format("{} stands twice", shown(pieces[1].text));
  help(finding, "take one of the two away", {{span(broken, pieces[0].begin, pieces[0].end), ""}},
       false);
  return finding;
}

// `tweets table in db { ... }`, `read flow @ 5k rps { ... }`
Found turned_statement(const Broken& broken) {
  const Pieces pieces(broken);
  if (!broken.junk() || !broken.before.is(Kind::component) || pieces.rest() != 2) return {};
  if (!one_of(pieces[1].text, {"flow", "table", "view", "kind"}) || !pieces[0].name()) return {};
  const std::string right = fmt::format("{} {}", pieces[1].text, pieces[0].text);
  Finding finding = finding_at(broken, pieces[0].begin, pieces[1].end);
  finding.message = fmt::format("`{}` stands behind its name", pieces[1].text);
  help(finding, "write " + shown(right), {{finding.span, right}}, false);
  return finding;
}

// `of api { GET /x }`, `users "Users" in db { ... }`: the word at the beginning is missing.
Found missing_keyword(const Broken& broken) {
  const Pieces pieces(broken);
  const bool endpoints = pieces[0].is("of") && pieces[1].name() && pieces[2].is("{");
  const std::size_t in = pieces[1].string() ? 2 : 1;
  const bool table = pieces[0].name() && pieces[in].is("in") && pieces[in + 1].name() &&
                     pieces[in + 2].is("{") && !is_statement_word(pieces[0].text);
  if ((!endpoints && !table) || (broken.junk() && !broken.before.is(Kind::component))) return {};
  const std::string_view word = endpoints ? "endpoints" : "table";
  Finding finding = finding_at(broken, pieces[0].begin, pieces[0].end);
  finding.message = fmt::format("{} begins no statement", shown(pieces[0].text));
  help(finding, fmt::format("write `{} {} ...`", word, pieces[0].text),
       {insert(broken, pieces[0].begin, std::string(word) + " ")}, false);
  leave_out(finding, broken);
  return finding;
}

// `redis "Timelines" inbox { ... }`, `flow "Send" send @ 5 rps { ... }`
Found label_before_name(const Broken& broken) {
  const Pieces pieces(broken);
  if (broken.junk() || !pieces[0].name() || !pieces[1].string() || !pieces[2].name()) return {};
  const bool statement = is_statement_word(pieces[0].text);
  if (statement && !one_of(pieces[0].text, {"flow", "table", "view"})) return {};
  const Piece& next = pieces[3];
  const bool ends =
      !next || one_of(next.text, {"{", "@", ";", "}", "in"}) || !pieces.on_one_line(2, 3);
  if (!ends || !pieces.on_one_line(0, 2) || one_of(pieces[2].text, {"in", "by", "as"})) return {};
  Finding finding = finding_at(broken, pieces[1].begin, pieces[2].end);
  finding.message = "the label stands before the name";
  const std::string right = fmt::format("{} {}", pieces[2].text, pieces[1].text);
  help(finding, "write " + shown(fmt::format("{} {}", pieces[0].text, right)),
       {{finding.span, right}}, true);
  return finding;
}

// `let x = 5`, `var x = 5`
Found declared_binding(const Broken& broken) {
  const Pieces pieces(broken);
  if (!broken.junk() || !broken.before.is(Kind::component) || pieces.rest() != 2) return {};
  if (!pieces[2].is("=") || pieces[3].is("{") || !pieces[3]) return {};
  const bool known = one_of(pieces[0].text, {"let", "var", "const", "set", "val", "def", "param",
                                             "variable", "quantity", "define"});
  Finding finding = finding_at(broken, pieces[0].begin, pieces[0].end);
  finding.message = known
                        ? fmt::format("`{}` stands before a name that gets a value", pieces[0].text)
                        : fmt::format("two names stand before `=`");
  help(finding, fmt::format("write `{} = ...`", pieces[1].text), {{finding.span, ""}}, known);
  return finding;
}

// `api is a service`
Found is_kind(const Broken& broken) {
  const Pieces pieces(broken);
  if (!broken.junk() || !broken.before.is(Kind::component) || !pieces[1].is("is")) return {};
  const std::size_t kind = one_of(pieces[2].text, {"a", "an", "the"}) ? 3 : 2;
  if (!pieces[kind].name() || !pieces.on_one_line(0, kind)) return {};
  Finding finding = finding_at(broken, pieces[0].begin, pieces[kind].end);
  finding.message =
      fmt::format("`{}` says no kind", broken.at(pieces[1].begin, pieces[kind - 1].end));
  const std::string right = fmt::format("{} {}", pieces[kind].text, pieces[0].text);
  help(finding, "write " + shown(right), {{finding.span, right}}, false);
  return finding;
}

// `The client calls the api.`
Found sentence(const Broken& broken) {
  const Pieces pieces(broken);
  const bool component = broken.junk() && broken.before.is(Kind::component);
  if (!component && broken.junk()) return {};
  if (is_statement_word(pieces[0].text)) return {};
  std::size_t words = 0;
  std::size_t last = 0;
  while (pieces[last].name() ||
         (last > 0 && one_of(pieces[last].text, {",", ".", "'", "!", "?", ";"}))) {
    if (last > 0 && !pieces.on_one_line(0, last)) break;
    if (pieces[last].name()) ++words;
    ++last;
  }
  const bool ends = last >= pieces.size() || !pieces.on_one_line(0, last) ||
                    !one_of(pieces[last].text, {"{", "->", "~>", "--", "=", ":"});
  if (words < 5 || !ends) return {};
  Finding finding = finding_at(broken, pieces[0].begin, pieces[last - 1].end);
  finding.message = "this line reads like a sentence";
  finding.fixes.push_back({"", false, {{finding.span, ""}}});
  help(finding, "a comment begins with `#`; a design is made of lines such as `client -> api`",
       {insert(broken, pieces[0].begin, "# ")}, false);
  finding.fixes.back().title = "make it a comment";
  return finding;
}

// `for i in 1..3 { ... }`, `if x { ... }`
Found control_flow(const Broken& broken) {
  const Pieces pieces(broken);
  if (!one_of(pieces[0].text, {"for", "if", "while", "foreach", "loop", "else", "function", "def"}))
    return {};
  if (broken.junk() && !broken.before.is(Kind::component)) return {};
  if (!broken.junk() && pieces[1].arrow()) return {};
  Finding finding = finding_at(broken, pieces[0].begin, pieces[0].end);
  finding.message = fmt::format("`{}` begins no statement: a design is no program", pieces[0].text);
  finding.help = "say what there is and how many: `service api { replicas: 3 }`";
  leave_out(finding, broken);
  return finding;
}

// `service a, b,` and a line with an arrow behind it
Found list_into_arrow(const Broken& broken) {
  const Pieces pieces(broken);
  const std::size_t i = pieces.rest();
  if (!broken.junk() || !broken.before.is(Kind::component) || i < 3 || !pieces[i].arrow())
    return {};
  if (!pieces[i - 1].name() || !pieces[i - 2].is(",") || pieces.on_one_line(i - 2, i - 1))
    return {};
  Finding finding = finding_at(broken, pieces[i - 2].begin, pieces[i - 2].end);
  finding.message =
      fmt::format("this `,` makes {} one more of the list", shown(pieces[i - 1].text));
  help(finding, "take it away", {{finding.span, ""}}, true);
  return finding;
}

// `{ "replicas": 2 }`
Found quoted_key(const Broken& broken) {
  const Pieces pieces(broken);
  if (broken.junk() || !pieces[0].string() || !pieces[1].is(":")) return {};
  const std::string key = string_value(pieces[0].text);
  if (!is_name(key)) return {};
  Finding finding = finding_at(broken, pieces[0].begin, pieces[0].end);
  finding.message = fmt::format("{} is in quotes", shown(key));
  help(finding, fmt::format("the name of an attribute has none: {}", shown(key + ": ...")),
       {{finding.span, key}}, true);
  return finding;
}

}  // namespace joist::syntax

// The mistakes that are made often, each told by its looks; here those in how statements are put.
#include "syntax/mistakes.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "syntax/look.hpp"

namespace joist::syntax {

namespace g = grammar;

namespace {

// `dau == 5M` and `dau := 5M`
Found other_assignment(const Broken& broken) {
  if (broken.junk()) return {};
  Look look(broken, broken.node.begin);
  if (look.qname().empty()) return {};
  look.blanks();
  const bool arrow = look.starts("=>") || look.starts("->");
  if (!look.starts("==") && !look.starts(":=") && !arrow) return {};
  if (arrow) {  // `replicas => 2`
    Look value(broken, look.at + 2);
    value.blanks();
    if (!g::ascii_digit(value.character()) && value.character() != '"') return {};
    if (value.character() == '"' && broken.header == Kind::file) return {};
    Look name(broken, value.at);
    while (g::ascii_digit(name.character())) ++name.at;
    if (name.at > value.at && !name.name().empty() && name.at == broken.node.end) {
      Look unit(broken, value.at);
      while (g::ascii_digit(unit.character())) ++unit.at;
      if (unit.at < broken.node.end && g::ascii_letter(unit.character()) &&
          broken.header == Kind::file) {
        return {};
      }
    }
  }
  const bool attribute = broken.header != Kind::file && broken.header != Kind::stage;
  const std::string right = attribute ? ":" : "=";
  Finding finding = finding_at(broken, look.at, look.at + 2);
  finding.message =
      fmt::format("`{}` stands where {} gets its value", broken.at(look.at, look.at + 2),
                  attribute ? "an attribute" : "a name");
  help(finding, fmt::format("write `{}`", right), {{finding.span, right}}, true);
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
       fmt::format("write its kind before it (`service {0}`), a name behind it (`{0} api`) or what "
                   "it calls (`{0} -> ...`)",
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
  if (broken.text().find('{') != std::string_view::npos) return {};  // `zone 1a { ... }`
  Finding finding = finding_at(broken, broken.node.begin, name_stop);
  const char* mark = binding ? "=" : ":";
  finding.message = fmt::format("{} has no `{}` before its value", shown(name), mark);
  const std::string value_text(broken.at(look.at, line_stop(broken, look.at)));
  if (value_text.find("->") != value_text.npos || value_text.find("~>") != value_text.npos) {
    finding.message = fmt::format("{} stands in an arrow, and takes no value there", shown(name));
    help(
        finding,
        fmt::format("state it in the block of the component, or as `{}.availability: 99.9%`", name),
        {}, false);
    return finding;
  }
  help(finding, "write " + shown(fmt::format("{}{} {}", name, binding ? " =" : ":", value_text)),
       {insert(broken, name_stop, binding ? " =" : ":")}, true);
  return finding;
}

// `a -> b ->` with nothing behind, and a line that begins with an arrow
Found dangling_arrow(const Broken& broken) {
  const std::uint32_t at = broken.junk() ? broken.node.begin : broken.expected.at;
  Look look(broken, broken.node.begin);
  if (!broken.junk() && at != broken.node.begin) {  // `a ->`, then what is no target
    std::uint32_t back = std::min(at, static_cast<std::uint32_t>(broken.file.text.size()));
    if (at >= broken.node.end) back = broken.node.end;  // on a later line, or nowhere
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
    meant = nearest(seen, statement_words());
  }
  if (meant.empty() || seen.size() < 2) return {};
  Finding finding = finding_at(broken, begin, begin + static_cast<std::uint32_t>(seen.size()));
  finding.message = fmt::format("{} is no word that can stand here", shown(seen));
  help(finding, fmt::format("did you mean `{}`?", meant), {{finding.span, std::string(meant)}},
       false);
  if (begin != at) leave_out(finding, broken);
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

// `service a service b` on one line
Found statement_on_line(const Broken& broken) {
  if (!broken.junk()) return {};
  Look look(broken, broken.node.begin);
  const std::string_view word = look.name();
  const std::string_view head = broken.file.text.substr(broken.before.span().begin, word.size());
  const bool again = !word.empty() && head == word && broken.before.is(Kind::component);
  look.blanks();
  if ((!is_statement_word(word) && !again) || look.done()) return {};
  Finding finding = finding_at(broken, broken.node.begin,
                               broken.node.begin + static_cast<std::uint32_t>(word.size()));
  finding.message = fmt::format("`{}` begins on the line of what stands before it", word);
  help(finding, "write `;` between the two, or a line for each",
       {insert(broken, broken.before.span().end, ";")}, true);
  return finding;
}

// `need p99 < 5 ms and load < 3`
Found joined_conditions(const Broken& broken) {
  if (!broken.junk() || !broken.before.is(Kind::need)) return {};
  Look look(broken, broken.node.begin);
  const std::string_view word = look.name();
  if (word != "and" && word != "or" && !look.starts("&&")) return {};
  const std::uint32_t end = word.empty() ? look.at + 2 : look.at;
  Finding finding = finding_at(broken, broken.node.begin, end);
  finding.message = fmt::format("{} stands behind a condition; a need has one",
                                shown(broken.at(broken.node.begin, end)));
  std::vector<Edit> edits;
  if (word != "or") edits = {{span(broken, broken.before.span().end, end), "; need"}};
  help(finding, "write a `need` for each", std::move(edits), false);
  return finding;
}

// `get /users` for `GET /users`
Found small_method(const Broken& broken) {
  if (broken.junk() || broken.header != Kind::endpoints) return {};
  Look look(broken, broken.node.begin);
  const std::string_view word = look.name();
  const std::uint32_t stop = look.at;
  look.blanks();
  if (word.empty() || look.character() != '/') return {};
  std::string right(word);
  for (char& c : right) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  if (right == word) return {};
  Finding finding = finding_at(broken, broken.node.begin, stop);
  finding.message = fmt::format("{} is no method; methods are written in capitals", shown(word));
  help(finding, "write " + shown(right), {{finding.span, right}}, true);
  return finding;
}

constexpr Mistake known[] = {
    lookalike_characters,
    doubled_word,
    turned_statement,
    missing_keyword,
    label_before_name,
    control_flow,
    open_string,
    comment_sign,
    comment_block,
    value_in_comment,
    single_quotes,
    torn_arrow,
    bracketed_targets,
    other_block,
    allowance_form,
    decide_words,
    other_comparison,
    survive_words,
    need_without_comparison,
    blank_before_figure,
    compared_twice,
    magnitude_word,
    digit_groups,
    bare_point,
    other_currency,
    per_word,
    range_in_words,
    other_operator,
    closing_parenthesis,
    other_assignment,
    loose_sign,
    column_of_sql,
    view_words,
    broken_endpoint,
    endpoints_without_of,
    stage_without_block,
    kind_parent,
    is_kind,
    declared_binding,
    turned_component,
    sign_before_block,
    copies_in_header,
    attributes_without_block,
    quoted_key,
    other_statement,
    sentence,

    label_without_name,
    nameless,
    pictured_name,
    part_of_arrow,
    doubled_arrow,
    rate_without_sign,
    times_ratio,
    arrow_label,
    other_condition,
    read_and_write,
    other_list,
    name_of_two_words,
    called_kind,
    brackets,
    list_into_arrow,
    statement_in_list,
    statement_on_line,
    two_on_a_line,
    share_of,
    glued_ratio,
    joined_conditions,
    dangling_operator,
    bare_condition,
    small_method,
    odd_name,
    dangling_arrow,
    misspelt,
    missing_quotes,
    unquoted_text,
    name_behind_target,
    component_list,
    unquoted_label,
    lone_name,
    missing_colon,
    open_parenthesis,
};

}  // namespace

std::span<const Mistake> mistakes() {
  return known;
}

}  // namespace joist::syntax

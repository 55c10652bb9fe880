// Statements that parse and yet are not what was meant: `Flow read { ... }`, `a -> b x 2 x 3`.
#include "syntax/slips.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "grammar/characters.hpp"
#include "syntax/explain.hpp"
#include "syntax/look.hpp"

namespace joist::syntax {

namespace {

using Slip = std::optional<Finding>;

Finding at(Ref node) {
  Finding finding;
  finding.rule = "syntax";
  finding.span = node.span();
  return finding;
}

void mend(Finding& finding, std::string title, bool safe, std::vector<Edit> edits) {
  finding.fixes.push_back({std::move(title), safe, std::move(edits)});
}

std::string small(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// `Flow read { ... }`, `flows read { ... }`: read as a component of a kind of that name, unless the
// file declares such a kind.
Slip keyword_as_kind(Ref component, bool& leans) {
  const Ref kind = component.first();
  const std::string_view text = kind.text();
  if (text.size() > 10) return {};
  std::string word = small(text);
  if (!is_statement_word(word) && word.back() == 's') word.pop_back();
  if (!is_statement_word(word)) return {};
  leans = true;
  const std::string_view whole = component.file().text;
  if (whole.find(fmt::format("kind {}", text)) != whole.npos) return {};
  Finding finding = at(kind);
  finding.message = fmt::format("{} is no word that can stand here", shown(text));
  finding.help = fmt::format("did you mean `{}`?", word);
  mend(finding, fmt::format("write `{}`", word), false, {{finding.span, word}});
  return finding;
}

// `if x { ... }`, read as a component of a kind `if`.
Slip control_word(Ref component) {
  const std::string_view word = component.first().text();
  if (word != "if" && word != "for" && word != "while") return {};
  Finding finding = at(component.first());
  finding.message = fmt::format("`{}` begins no statement: a design is no program", word);
  finding.help = "say what there is and how many: `service api { replicas: 3 }`";
  mend(finding, "", false, {{component.span(), ""}});
  return finding;
}

// `of api { GET /x }`: the word `endpoints` is missing.
Slip endpoints_missing(Ref component) {
  if (component.first().text() != "of" || !component.has(Kind::block)) return {};
  Finding finding = at(component.first());
  finding.message = "`of` begins no statement";
  finding.help = fmt::format("write `endpoints of {}`", component.child(Kind::name).text());
  mend(finding, "write `endpoints of`", false, {{finding.span, "endpoints of"}});
  mend(finding, "", false, {{component.span(), ""}});
  return finding;
}

// `a -> b x 2 x 3`: what is said twice of one arrow.
Slip said_twice(Ref target) {
  std::array<std::string_view, 8> seen;
  std::size_t count = 0;
  for (Ref child : target) {
    const bool named = child.is(Kind::rate) || child.is(Kind::ratio) || child.is(Kind::access) ||
                       child.is(Kind::label) || child.is(Kind::on);
    if (!named) continue;
    std::string_view what = child.is(Kind::rate)     ? "rate"
                            : child.is(Kind::ratio)  ? "ratio"
                            : child.is(Kind::access) ? "`read` or `write`"
                            : child.is(Kind::label)  ? "label"
                                                     : "";
    if (child.is(Kind::on)) {
      const std::string_view on = trimmed(child.text().substr(2));
      what = on.starts_with("hit")    ? "`on hit`"
             : on.starts_with("miss") ? "`on miss`"
                                      : "`on fail`";
    }
    if (std::find(seen.begin(), seen.begin() + count, what) != seen.begin() + count) {
      Finding finding = at(child);
      finding.message = fmt::format("{} is a second {} of one arrow", shown(child.text()), what);
      finding.help = "say it once; two calls are `x 2`, other calls an arrow of their own";
      mend(finding, "take it away", false, {{finding.span, ""}});
      return finding;
    }
    if (count < seen.size()) seen[count++] = what;
  }
  return {};
}

// `capacity: 1,000 rps`: a list of two numbers.
Slip grouped_digits(Ref value) {
  const std::string_view text = value.file().text;
  Ref before;
  for (Ref item : value) {
    const std::uint32_t begin = item.span().begin;
    const bool group = before && before.is(Kind::number) && item.is(Kind::number) &&
                       begin + 3 <= text.size() &&
                       std::all_of(&text[begin], &text[begin] + 3, grammar::ascii_digit) &&
                       !(begin + 3 < text.size() && grammar::ascii_digit(text[begin + 3])) &&
                       before.text().size() <= 3 && before.text() != "0";
    if (group) {
      Finding finding = at(item);
      finding.span.begin = before.span().begin;
      finding.message = fmt::format(
          "{} is read as two numbers",
          shown(text.substr(finding.span.begin, finding.span.end - finding.span.begin)));
      finding.help =
          fmt::format("write `{}_{}`: digits are grouped by `_`", before.text(), item.text());
      mend(finding, "write `_`", true,
           {{{finding.span.file, before.span().end, item.span().begin}, "_"}});
      return finding;
    }
    before = item;
  }
  return {};
}

// True if the file uses the name as one that stands for something.
bool used_elsewhere(const File& file, std::string_view name) {
  constexpr std::size_t most = 20'000;  // nodes looked at for each
  if (file.nodes.size() > most) return false;
  for (std::uint32_t i = 0; i < file.nodes.size(); ++i) {
    if (file.nodes[i].kind == Kind::qname && Ref(file, i).text() == name) return true;
  }
  return false;
}

// `dau: 5M users` at the top, where `dau` is used further on: a quantity.
Slip colon_in_binding(Ref attribute, bool& leans) {
  const Ref key = attribute.child(Kind::key);
  Ref value;
  for (Ref child : attribute) value = child;
  const bool number = value.is(Kind::number) || value.is(Kind::sum) || value.is(Kind::product) ||
                      value.is(Kind::share) || value.is(Kind::range) || value.is(Kind::about);
  const std::string_view name = key.text();
  if (!number || name.find('.') != name.npos) return {};
  leans = true;
  if (!used_elsewhere(attribute.file(), name)) return {};
  Finding finding = at(key);
  const auto colon = static_cast<std::uint32_t>(attribute.file().text.find(':', key.span().end));
  finding.span = {key.span().file, colon, colon + 1};
  finding.message = "`:` stands where a quantity gets its value";
  finding.help = fmt::format("write `{} = ...`", name.substr(0, 40));
  mend(finding, "write `=`", true, {{finding.span, colon == key.span().end ? " =" : "="}});
  return finding;
}

// `show: api` in a view.
Slip colon_behind_pick(Ref attribute) {
  const Ref key = attribute.child(Kind::key);
  const std::string_view word = key.text();
  if (word != "show" && word != "hide" && word != "collapse") return {};
  Finding finding = at(key);
  const std::uint32_t end = key.span().end;
  const std::string_view text = attribute.file().text;
  const auto colon = static_cast<std::uint32_t>(text.find(':', end));
  finding.message = fmt::format("`:` stands behind `{}`", word);
  finding.help = fmt::format("write `{} ...` without it", word);
  mend(finding, "take the `:` away", true, {{{finding.span.file, colon, colon + 1}, " "}});
  return finding;
}

// `flow read { peak = 3 }`, `service api { replicas = 2 }`: a block that can hold no quantity, or
// holds nothing else than what looks like attributes.
Slip binding_in_block(Ref binding, Ref block, Kind header) {
  const bool attributes_only = header == Kind::design || header == Kind::kind ||
                               header == Kind::target || header == Kind::flow ||
                               header == Kind::endpoint;
  if (!attributes_only && header != Kind::component) return {};
  for (Ref child : block) {
    const bool plain = child.is(Kind::attribute) || child.is(Kind::statement) ||
                       child.is(Kind::binding) || child.is(Kind::allow_attribute) ||
                       child.kind() >= Kind::bad;
    if (!plain && !attributes_only) return {};
  }
  const Ref name = binding.first();
  const auto sign = static_cast<std::uint32_t>(binding.file().text.find('=', name.span().end));
  Finding finding = at(binding);
  finding.span = {name.span().file, sign, sign + 1};
  finding.message = "`=` stands where an attribute gets its value";
  finding.help = fmt::format("write `{}: ...`", name.text().substr(0, 40));
  mend(finding, "write `:`", true, {{finding.span, ":"}});
  return finding;
}

// Those of one letter are left to the names: a text that only divides `a / s` parses.
constexpr std::string_view times[] = {"sec",   "second", "seconds", "min",  "minute", "minutes",
                                      "hr",    "hour",   "hours",   "day",  "days",   "week",
                                      "weeks", "month",  "months",  "year", "years"};

// `posts / day`: a unit of time where a value is expected.
Slip divided_by_unit(Ref product) {
  Ref number;
  Ref sign;
  for (Ref item : product) {
    const bool unit = sign && item.is(Kind::qname) &&
                      std::find(std::begin(times), std::end(times), item.text()) != std::end(times);
    if (unit) {
      const bool literal = number.is(Kind::number) && grammar::ascii_digit(number.text().back());
      Finding finding = at(item);
      finding.message = fmt::format("`{}` is a unit, and a value is expected", item.text());
      const std::string right =
          literal ? fmt::format("/{}", item.text()) : fmt::format("/ 1 {}", item.text());
      const std::uint32_t begin = literal ? number.span().end : sign.span().begin;
      const Span span{finding.span.file, begin, item.span().end};
      finding.help = literal ? fmt::format("write `{}{}`", number.text(), right)
                             : fmt::format("write `{}`", right);
      mend(finding, finding.help, true, {{span, right}});
      if (!literal) mend(finding, "", true, {{span, fmt::format("/1 {}", item.text())}});
      return finding;
    }
    if (item.is(Kind::divide)) {
      sign = item;
    } else {
      sign = {};
      number = item;
    }
  }
  return {};
}

}  // namespace

std::optional<Finding> slip(Ref node, Ref block, Kind header, bool& leans) {
  switch (node.kind()) {
    case Kind::component:
      if (Slip found = control_word(node)) return found;
      if (Slip found = endpoints_missing(node)) return found;
      return keyword_as_kind(node, leans);
    case Kind::target:
      return said_twice(node);
    case Kind::value:
      return grouped_digits(node);
    case Kind::product:
      return divided_by_unit(node);
    case Kind::binding:
      return block ? binding_in_block(node, block, header) : Slip();
    case Kind::attribute:
      if (header == Kind::view) return colon_behind_pick(node);
      return !block || header == Kind::stage ? colon_in_binding(node, leans) : Slip();
    default:
      return {};
  }
}

}  // namespace joist::syntax

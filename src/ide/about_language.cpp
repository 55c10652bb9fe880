// What is told of kinds, attributes and rules: the language's own pages.
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ide/about.hpp"
#include "quantity/display.hpp"

namespace joist::ide {

namespace {

using model::AttributeType;

std::string_view plain_type(AttributeType type) {
  switch (type) {
    case AttributeType::count:
      return "a count, like `3`";
    case AttributeType::share:
    case AttributeType::availability:
      return "a share, like `99.9%`";
    case AttributeType::rate:
      return "a rate, like `5k rps`";
    case AttributeType::flexible_rate:
      return "a rate, like `5k rps`, `100 MB/s` or `50k tokens/s`";
    case AttributeType::time:
      return "a time, like `20 ms`";
    case AttributeType::data:
      return "an amount of data, like `200 GB`";
    case AttributeType::data_rate:
      return "data per time, like `1 Gbps`";
    case AttributeType::data_or_tokens:
      return "data or tokens, like `4 KB`";
    case AttributeType::money:
      return "money per something, like `$0.20/hour`";
    case AttributeType::tokens:
      return "tokens, like `500 tokens`";
    case AttributeType::yes_no:
      return "`yes` or `no`";
    case AttributeType::text:
      return "a text in quotes";
    case AttributeType::text_list:
      return "words, separated by commas";
    case AttributeType::link:
      return "an address, like `\"https://example.org\"`";
    case AttributeType::color:
      return "a color, like `teal` or `\"#f80\"`";
    case AttributeType::zones:
      return "a count, or names of zones with copies, like `3` or `a x 2, b`";
    case AttributeType::needs:
      return "`one`, `quorum`, `all` or a count";
    case AttributeType::range_of_counts:
      return "least and most, like `2..20`";
    case AttributeType::names:
      return "names, separated by commas";
    case AttributeType::choice:
      break;
  }
  return "one of a few words";
}

}  // namespace

std::string type_text(const model::AttributeInfo& info) {
  if (info.type == AttributeType::text && !info.choices.empty())
    return fmt::format("a word, like `{}`, or a text in quotes", split(info.choices, ' ').front());
  if (info.type != AttributeType::choice) return std::string(plain_type(info.type));
  std::vector<std::string> choices;
  for (const std::string_view choice : split(info.choices, ' ')) choices.emplace_back(choice);
  return listed(choices, "or");
}

std::string places_text(std::uint16_t places) {
  constexpr std::pair<model::Place, std::string_view> names[] = {
      {model::on_component, "components"},
      {model::on_group, "groups"},
      {model::on_kind, "kinds"},
      {model::on_arrow, "arrows"},
      {model::on_group_link, "links between groups"},
      {model::on_flow, "flows"},
      {model::on_design, "the design"},
      {model::on_endpoint, "endpoints"},
      {model::on_table, "tables"},
      {model::on_view, "views"}};
  std::string text;
  for (const auto& [place, name] : names) {
    if ((places & place) == 0) continue;
    text += text.empty() ? "" : ", ";
    text += name;
  }
  return text;
}

void tell_kind(Words& words, const model::Model& model, const model::Kind& kind) {
  words.title(fmt::format("kind `{}`{}", kind.name,
                          kind.label.empty() ? "" : fmt::format(" \"{}\"", kind.label)));
  words.item(fmt::format(
      "role `{}`{}", model::text(kind.role),
      kind.parent ? fmt::format(", a kind of `{}`", model.kind(kind.parent).name) : ""));
  if (!kind.aliases.empty()) words.item("also called " + listed(kind.aliases));
  bool any = false;
  for (const model::Stated& stated : kind.attributes.numbers) {
    if (!any) words.title("Defaults");
    any = true;
    words.item(fmt::format("`{}: {}`", model::info(stated.attribute).name,
                           quantity::text(stated.quantity)));
  }
}

void tell_attribute(Words& words, const model::AttributeInfo& info) {
  words.title(fmt::format("attribute `{}`", info.name));
  words.paragraph(std::string(info.summary));
  words.item("takes " + type_text(info));
  words.item("stands on " + places_text(info.places));
}

void tell_rule(Words& words, const project::RulePage& rule) {
  constexpr std::string_view severities[] = {"note", "warning", "error"};
  words.title(fmt::format("rule `{}` ({}{})", rule.name,
                          severities[static_cast<std::size_t>(rule.severity)],
                          rule.heuristic ? ", a rule of thumb" : ""));
  words.paragraph(std::string(rule.summary));
  words.paragraph(std::string(trimmed(rule.why)));
  if (!rule.bad.empty()) {
    words.paragraph("Found in:");
    words.code(std::string(rule.bad), "joist");
  }
  if (!rule.good.empty()) {
    words.paragraph("Not found in:");
    words.code(std::string(rule.good), "joist");
  }
}

}  // namespace joist::ide

// Words of the language: statements, attributes, values, units, functions, rules.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ide/about.hpp"
#include "ide/catalogue.hpp"
#include "ide/keywords.hpp"
#include "ide/offers.hpp"
#include "ide/tokens.hpp"
#include "model/attribute_types.hpp"
#include "quantity/units.hpp"

namespace joist::ide {

using model::AttributeType;
using OfferSort = Completion::Sort;

namespace {

constexpr std::string_view periods_of_rates[] = {"s", "min", "hour", "day", "month", "year"};

// Units that most numbers have, out of the many that there are.
bool is_usual(std::string_view unit) {
  constexpr std::string_view usual[] = {"ms", "s",  "rps",  "KB",   "MB",
                                        "GB", "TB", "Mbps", "Gbps", "tokens"};
  return std::find(std::begin(usual), std::end(usual), unit) != std::end(usual);
}

}  // namespace

bool is_number(AttributeType type) {
  return !model::is_words(type);
}

void Offers::word(std::string_view word, std::string_view what, std::string_view snippet) {
  add(OfferSort::keyword, word, what, 1).snippet = snippet;
}

void Offers::words(std::initializer_list<std::string_view> list) {
  for (const std::string_view each : list) add(OfferSort::keyword, each, "", 1);
}

void Offers::words(syntax::Kind in, std::initializer_list<std::string_view> list) {
  for (const std::string_view each : list) {
    const Keyword* known = find_keyword(in, each);
    if (known != nullptr) word(each, known->what, known->snippet);
  }
}

void Offers::statements(bool in_stage) {
  for (const Keyword& each : statement_keywords()) {
    const bool only_in_stage = each.word == "remove";
    const bool only_at_top = each.word == "stage" || each.word == "import";
    if (in_stage ? only_at_top : only_in_stage) continue;
    word(each.word, each.what, each.snippet);
  }
}

void Offers::functions() {
  for (const std::string_view name : quantity::function_names()) {
    add(OfferSort::function, name, "function", 3).snippet = fmt::format("{}($1)", name);
  }
}

void Offers::units(const Measure& measure, bool glued) {
  const quantity::Units units;
  for (const std::string_view name : units.names()) {
    const auto unit = units.find(name);
    if (!unit) continue;
    const int rank = !measure.fits(unit->dimension) ? 3 : is_usual(name) ? 0 : 1;
    add(OfferSort::unit, name, quantity::noun(unit->dimension), rank);
  }
  for (const syntax::Ref statement : statements_of(syntax::Kind::unit)) {
    for (const syntax::Ref part : statement) {
      if (part.is(syntax::Kind::name))
        add(OfferSort::unit, part.text(), "a thing that is counted", measure.is_known() ? 2 : 0);
    }
  }
  add(OfferSort::unit, "%", "a share", 1);
  if (!glued) return;
  for (const std::string_view period : periods_of_rates)
    add(OfferSort::unit, fmt::format("/{}", period), "a rate", 1);
}

void Offers::periods() {
  for (const std::string_view period : periods_of_rates) add(OfferSort::unit, period, "", 0);
}

void Offers::attributes(std::uint16_t places, const std::vector<std::string_view>& stated) {
  for (const model::AttributeInfo& info : model::attribute_table()) {
    if ((info.places & places) == 0) continue;
    const bool again = info.type == AttributeType::money || info.type == AttributeType::names;
    if (!again && std::find(stated.begin(), stated.end(), info.name) != stated.end()) continue;
    Completion& item = add(OfferSort::attribute, info.name, info.summary, 0);
    item.text = fmt::format("{}: ", info.name);
    item.snippet = fmt::format("{}: $0", info.name);
    tell_attribute(item.documentation, info);
  }
}

void Offers::values(const model::AttributeInfo& info) {
  switch (info.type) {
    case AttributeType::choice:
      for (const std::string_view choice : split(info.choices, ' ')) {
        add(OfferSort::value, choice, info.summary, 0);
      }
      return;
    case AttributeType::yes_no:
      add(OfferSort::value, "yes", info.summary, 0);
      add(OfferSort::value, "no", "", 0);
      return;
    case AttributeType::needs:
      for (const std::string_view word : {"one", "quorum", "all"})
        add(OfferSort::value, word, "", 0);
      return;
    case AttributeType::zones:
      return zones();
    case AttributeType::names:
      if (info.name == "flow") return flows();
      return components();
    case AttributeType::text:
      if (info.attribute != model::Attribute::icon) return usual(info);
      for (const project::EmbeddedFile& icon : project::icon_files()) {
        const auto stem = icon.name.substr(icon.name.rfind('/') + 1);
        add(OfferSort::value, stem.substr(0, stem.find('.')), "icon", 0);
      }
      return;
    case AttributeType::text_list:
    case AttributeType::link:
    case AttributeType::color:
      return;
    default:
      quantities();
      functions();
  }
}

// What the design says elsewhere, and what is often said.
void Offers::usual(const model::AttributeInfo& info) {
  std::set<std::string_view> known;
  const auto offer = [&](std::string_view word) {
    if (!word.empty() && known.insert(word).second) add(OfferSort::value, word, info.summary, 0);
  };
  for (const model::Endpoint& endpoint : model().endpoints) {
    const auto* stated = endpoint.attributes.text(info.attribute);
    if (stated == nullptr || info.choices.empty()) continue;
    for (const std::string& value : stated->values) {
      if (std::all_of(value.begin(), value.end(), is_name_byte)) offer(value);
    }
  }
  for (const std::string_view word : split(info.choices, ' ')) offer(word);
}

void Offers::rules() {
  for (const project::RulePage& rule : ide::rules()) {
    if (rule.language) continue;
    Completion& item = add(OfferSort::rule, rule.name, rule.summary, 0);
    item.documentation.paragraph(std::string(trimmed(rule.why)));
    item.snippet = fmt::format("{} \"${{1:why}}\"", rule.name);
  }
}

void Offers::types() {
  std::set<std::string_view> known;
  for (const syntax::Ref statement : statements_of(syntax::Kind::type_of)) {
    const std::string_view name = statement.child(syntax::Kind::name).text();
    if (known.insert(name).second) add(OfferSort::type, name, statement.text(), 0);
  }
}

std::vector<syntax::Ref> Offers::statements_of(syntax::Kind kind) const {
  std::vector<syntax::Ref> found;
  for (const syntax::File& file : project_->files) {
    for (std::uint32_t i = 0; i < file.nodes.size(); ++i) {
      if (file.nodes[i].kind == kind) found.emplace_back(file, i);
    }
  }
  return found;
}

}  // namespace joist::ide

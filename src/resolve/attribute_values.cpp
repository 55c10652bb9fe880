// The values of attributes, read by the attribute's type.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "model/attribute_types.hpp"
#include "quantity/display.hpp"
#include "resolve/reading.hpp"
#include "resolve/refer.hpp"

namespace joist::resolve {
namespace {

using model::Attribute;
using model::Attributes;
using model::AttributeType;
using model::Stated;
using syntax::Kind;

bool is_word(Ref item) {
  return item.is(Kind::qname) || item.is(Kind::string);
}

std::string word_of(Ref item) {
  return item.is(Kind::string) ? string_of(item) : std::string(trimmed(item.text()));
}

bool is_time(const Context& context, std::string_view unit) {
  const auto known = context.units.find(unit);
  return known && known->dimension == quantity::time;
}

void read_number(Reading& reading) {
  if (!single(reading)) return;
  Ref item = reading.items.front();
  Stated stated;
  stated.attribute = reading.info.attribute;
  stated.span = item.span();
  if (item.is(Kind::item)) {  // `300/h per user`
    std::size_t parts = 0;
    Ref number;
    for (Ref part : item) {
      if (parts++ == 0) number = part;
      if (part.is(Kind::name)) stated.per = std::string(part.text());
    }
    if (!stated.per.empty() && reading.info.attribute != Attribute::limit) {
      unexpected(reading, item.span(),
                 fmt::format("only a `limit` counts for each, and this is `{}`", reading.info.name))
          .help = is_time(reading.context, stated.per)
                      ? fmt::format("write it with a slash: `/{}`", stated.per)
                      : fmt::format("leave out `per {}`", stated.per);
      return;
    }
    if (stated.per.empty()) {
      unexpected(reading, item.span(), fmt::format("`{}` takes one number", reading.info.name));
      return;
    }
    item = number;
  }
  if (item.is(Kind::string)) {
    unexpected(reading, item.span(),
               fmt::format("`{}` is a number, and this is text", reading.info.name))
        .help = fmt::format("write it like `{}: {}`", reading.info.name, sample(reading.info));
    return;
  }
  Value value =
      evaluate_expression(reading.context, item, {reading.place.scope, reading.place.flow});
  if (!value.quantity || !check_number(reading, value, item.span())) return;
  stated.quantity = std::move(*value.quantity);
  stated.formula = value.formula;
  if (reading.info.attribute == Attribute::cost && reading.place.rank > 0) {
    reading.context.price_ranks[stated.span] = reading.place.rank;
  }
  store(reading.attributes, std::move(stated));
}

void read_scales(Reading& reading) {
  if (!single(reading)) return;
  const Ref item = reading.items.front();
  std::vector<Ref> ends;
  if (item.is(Kind::range)) {
    for (Ref end : item) ends.push_back(end);
  } else {
    ends = {item, item};
  }
  if (ends.size() != 2) {
    unexpected(reading, item.span(), "`scales` takes the least and the most").help =
        "write it like `scales: 2..10`";
    return;
  }
  std::optional<Stated> bounds[2];
  for (int i = 0; i < 2; ++i) {
    Value value = evaluate_expression(reading.context, ends[i], {reading.place.scope, {}});
    if (!value.quantity || !check_count(reading, value, ends[i].span())) return;
    bounds[i] =
        Stated{Attribute::scales, std::move(*value.quantity), ends[i].span(), value.formula, ""};
  }
  if (bounds[0]->value() > bounds[1]->value()) {
    unexpected(reading, item.span(), "`scales` goes from more to less").help =
        fmt::format("write the least first: `scales: {}..{}`", ends[1].text(), ends[0].text());
    return;
  }
  reading.attributes.scales_least = std::move(bounds[0]);
  reading.attributes.scales_most = std::move(bounds[1]);
}

bool check_choice(Reading& reading, Ref item, const std::string& word) {
  const auto choices = split(reading.info.choices, ' ');
  if (std::find(choices.begin(), choices.end(), word) != choices.end()) return true;
  Finding& finding =
      unexpected(reading, item.span(), fmt::format("`{}` is `{}`", reading.info.name, word));
  std::vector<std::string> names(choices.begin(), choices.end());
  finding.help = fmt::format("it is one of {}", listed(names, "or"));
  if (reading.info.type == AttributeType::needs) finding.help += ", or a count";
  if (const auto closest = nearest(word, choices); !closest.empty()) {
    finding.fixes.push_back(
        {fmt::format("write `{}`", closest), false, {{item.span(), std::string(closest)}}});
  }
  return false;
}

// `#f80`, `#ff8800`, with or without opacity, or a name in small letters.
bool is_color(std::string_view word) {
  if (word.empty()) return false;
  if (word.front() != '#') {
    return word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
  }
  const auto digits = word.size() - 1;
  const bool sized = digits == 3 || digits == 4 || digits == 6 || digits == 8;
  return sized && word.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

bool check_icon(Reading& reading, std::string_view name) {
  const auto& icons = reading.context.input.icons;
  if (icons.empty() || std::find(icons.begin(), icons.end(), name) != icons.end()) return true;
  Finding& finding = unexpected(reading, reading.span, fmt::format("there is no icon `{}`", name));
  suggest(finding, reading.span, nearest(name, icons));
  if (finding.help.empty()) finding.help = "leave it out: each kind has an icon";
  return false;
}

void read_text(Reading& reading) {
  const AttributeType type = reading.info.type;
  const bool list = type == AttributeType::text_list || type == AttributeType::names;
  if (!list && !single(reading)) return;
  model::StatedText stated{reading.info.attribute, {}, reading.span};
  for (Ref item : reading.items) {
    const bool number_as_text = type == AttributeType::text && item.is(Kind::number);
    if (!is_word(item) && !number_as_text) {
      Finding& finding =
          unexpected(reading, item.span(),
                     fmt::format("`{}` takes text, and this is an expression", reading.info.name));
      finding.help = "put text that is not one name in quotes";
      return;
    }
    stated.values.push_back(number_as_text ? std::string(trimmed(item.text())) : word_of(item));
  }
  if (stated.values.empty()) return;
  if (type == AttributeType::yes_no) {
    auto& word = stated.values.front();
    if (word == "true" || word == "on") word = "yes";
    if (word == "false" || word == "off") word = "no";
    if (word != "yes" && word != "no") {
      unexpected(reading, reading.span, fmt::format("`{}` is `{}`", reading.info.name, word)).help =
          "it is `yes` or `no`";
      return;
    }
  }
  if (reading.info.attribute == Attribute::icon && !check_icon(reading, stated.values.front())) {
    return;
  }
  if (type == AttributeType::color && !is_color(stated.values.front())) {
    unexpected(reading, reading.span,
               fmt::format("`{}` is `{}`", reading.info.name, stated.values.front()))
        .help = "write a CSS name in small letters, or `\"#f80\"` in quotes";
    return;
  }
  if (type == AttributeType::choice &&
      !check_choice(reading, reading.items.front(), stated.values.front())) {
    return;
  }
  store(reading.attributes, std::move(stated));
}

void read_needs(Reading& reading) {
  if (!single(reading)) return;
  const Ref item = reading.items.front();
  model::Needs needs;
  needs.span = item.span();
  const std::string word = is_word(item) ? word_of(item) : "";
  if (word == "one") {
    needs.rule = model::Needs::Rule::one;
  } else if (word == "quorum") {
    needs.rule = model::Needs::Rule::quorum;
  } else if (word == "all") {
    needs.rule = model::Needs::Rule::all;
  } else if (item.is(Kind::qname) &&
             !reading.context.scopes.find_quantity(reading.place.scope, word)) {
    check_choice(reading, item, word);
    return;
  } else {
    Value value = evaluate_expression(reading.context, item, {reading.place.scope, {}});
    if (!value.quantity || !check_count(reading, value, item.span())) return;
    if (!value.quantity->is_exact()) {
      unexpected(reading, item.span(), "`needs` is a range, and must be one number").help =
          "how many copies are needed is chosen, not estimated: compare two designs, or stages";
      return;
    }
    needs.rule = model::Needs::Rule::number;
    needs.number = static_cast<std::uint32_t>(std::min(value.quantity->value, 4e9));
  }
  reading.attributes.needs = needs;
}

// A name that is nearly that of a declared zone is a slip, no zone of its own, and so is one in a
// group that has none of that name.
bool report_slip(Reading& reading, Ref name) {
  Context& context = reading.context;
  const ScopeId scope = reading.place.scope;
  const auto closest = closest_name(context, scope, name.text(), &Scopes::member_names);
  const GroupId group = context.scopes.find(scope, closest).member.group;
  const bool zone = !closest.empty() && group && context.model.at(group).domain;
  if (!zone && name.text().find('.') == std::string_view::npos) return false;
  Finding& finding =
      context.error("unknown-name", name.span(), fmt::format("there is no zone `{}`", name.text()));
  if (zone) suggest(finding, name.span(), closest);
  if (finding.help.empty()) finding.help = "name a declared zone, or one without a group";
  return true;
}

// A zone by name: a declared one, or one that is known from here on by that name.
model::DomainId zone_named(Reading& reading, Ref name) {
  Context& context = reading.context;
  const auto found = context.scopes.find(reading.place.scope, name.text());
  if (!found.several.empty()) {
    report_ambiguous(context, name.text(), name.span(), found.several);
    return {};
  }
  refer(context, name, found.member);
  if (found.member.group) {
    const auto domain = context.model.at(found.member.group).domain;
    if (domain && context.model.at(domain).level != model::Level::region) return domain;
    unexpected(reading, name.span(),
               fmt::format("`{}` is {}", name.text(), domain ? "a region, not a zone" : "no zone"))
        .help = domain ? fmt::format("draw one in each: `region {}, ... {{ ... }}`", name.text())
                       : "name zones, or say how many: `zones: 3`";
    return {};
  }
  if (found.member.component) {
    unexpected(reading, name.span(), fmt::format("`{}` is a component, not a zone", name.text()))
        .help = "name zones, or say how many: `zones: 3`";
    return {};
  }
  if (report_slip(reading, name)) return {};
  const auto region = context.model.enclosing(
      context.model.domain_of(context.scopes.at(reading.place.scope).group), model::Level::region);
  for (std::size_t i = 0; i < context.model.domains.size(); ++i) {
    const auto& domain = context.model.domains[i];
    if (!domain.group && domain.parent == region && domain.name == name.text()) {
      return model::DomainId(i);
    }
  }
  context.model.domains.push_back({std::string(name.text()), model::Level::zone, region, {}});
  return model::DomainId(context.model.domains.size() - 1);
}

bool read_named_zone(Reading& reading, model::Zones& zones, Ref item) {
  model::ZoneCopies copies;
  Ref name = item;
  if (item.is(Kind::item)) {
    name = item.first();
    for (Ref part : item) {
      if (part == name) continue;
      Value value = evaluate_expression(reading.context, part, {reading.place.scope, {}});
      if (!value.quantity || !check_count(reading, value, part.span())) return false;
      copies.copies = static_cast<std::uint32_t>(std::min(value.quantity->value, 4e9));
    }
  }
  if (!name.is(Kind::qname)) {
    const bool hyphen = item.text().find('-') != std::string_view::npos;
    unexpected(reading, item.span(), "`zones` mixes a number and names").help =
        hyphen ? "a name has no hyphen: write `us_a` for `us-a`"
               : "say how many (`zones: 3`) or which (`zones: a, b x 2`)";
    return false;
  }
  copies.zone = zone_named(reading, name);
  if (copies.zone) zones.named.push_back(copies);
  return static_cast<bool>(copies.zone);
}

// Each zone is a thing of its own in what may fail, so there are no more than anybody has.
bool check_zone_count(Reading& reading, const quantity::Quantity& quantity, Span span) {
  constexpr double most = 100;
  if (quantity.value <= most) return true;
  unexpected(reading, span,
             fmt::format("`zones` is {}, and there are at most {:.0f}",
                         quantity::number_text(quantity.value, 6), most))
      .help = "copies are counted by `replicas`; zones are where they stand";
  return false;
}

void read_zones(Reading& reading) {
  model::Zones zones;
  zones.span = reading.span;
  const Ref first = reading.items.front();
  const bool is_quantity = first.is(Kind::qname) &&
                           reading.context.scopes.find_quantity(reading.place.scope, first.text());
  const bool counted = reading.items.size() == 1 && !first.is(Kind::item) &&
                       (!first.is(Kind::qname) || is_quantity ||
                        (first.text().find('.') != std::string_view::npos &&
                         !reading.context.scopes.find(reading.place.scope, first.text()).member));
  if (counted) {
    Value value = evaluate_expression(reading.context, first, {reading.place.scope, {}});
    if (!value.quantity || !check_count(reading, value, first.span())) return;
    if (!check_zone_count(reading, *value.quantity, first.span())) return;
    zones.count = static_cast<std::uint32_t>(std::max(std::round(value.quantity->value), 1.0));
  } else {
    for (Ref item : reading.items) {
      if (!read_named_zone(reading, zones, item)) return;
    }
  }
  reading.attributes.zones = std::move(zones);
}

}  // namespace

void read_value(Reading& reading) {
  switch (reading.info.type) {
    case AttributeType::zones:
      return read_zones(reading);
    case AttributeType::needs:
      return read_needs(reading);
    case AttributeType::range_of_counts:
      return read_scales(reading);
    default:
      return model::is_words(reading.info.type) ? read_text(reading) : read_number(reading);
  }
}

}  // namespace joist::resolve

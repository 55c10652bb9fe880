// Attributes: what is known, where it may stand, and what is stated twice.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "quantity/display.hpp"
#include "resolve/reading.hpp"
#include "resolve/synonyms.hpp"

namespace joist::resolve {
namespace {

using model::Attribute;
using model::AttributeInfo;
using model::Attributes;
using model::Stated;
using syntax::Kind;

std::string_view place_name(std::uint16_t places) {
  if (places & model::on_component) return "a component";
  if (places & model::on_arrow) return "an arrow";
  if (places & model::on_flow) return "a flow";
  if (places & model::on_group) return "a group";
  if (places & model::on_endpoint) return "an endpoint";
  if (places & model::on_table) return "a table";
  if (places & model::on_view) return "a view";
  if (places & model::on_kind) return "a kind";
  if (places & model::on_group_link) return "a relation of groups";
  return "the design";
}

// How it is written where it belongs.
std::string place_help(const AttributeInfo& info) {
  const auto write = [&](std::string_view form) {
    return fmt::format("write it there: `{}`", fmt::format(fmt::runtime(form), info.name));
  };
  if (info.places & model::on_component) return write("api.{}: ...");
  if (info.places & model::on_arrow) return write("a -> b {{ {}: ... }}");
  if (info.places & model::on_flow) return write("flow read {{ {}: ... }}");
  if (info.places & model::on_endpoint) return write("GET /path {{ {}: ... }}");
  if (info.places & model::on_table) return write("table t in db {{ {}: ... }}");
  if (info.places & model::on_design) return write("design \"...\" {{ {}: ... }}");
  if (info.places & model::on_view) return write("view v {{ {}: ... }}");
  return write("kind k {{ {}: ... }}");
}

// The last part of `api.replicas`, and where it stands.
std::pair<std::string_view, Span> last_word(Ref key) {
  const auto dot = key.text().rfind('.');
  Span span = key.span();
  if (dot == std::string_view::npos) return {key.text(), span};
  span.begin += static_cast<std::uint32_t>(dot + 1);
  return {key.text().substr(dot + 1), span};
}

// The attribute that the name is another word for, or the closest; those that may stand here first.
std::string_view attribute_for(std::string_view name, std::uint16_t places) {
  if (const auto meant = meant_attribute(name); !meant.empty()) {
    if (model::find_attribute(meant)->places & places) return meant;
  }
  std::vector<std::string_view> names;
  for (const auto& info : model::attribute_table()) {
    if (info.places & places) names.push_back(info.name);
  }
  for (const auto& info : model::attribute_table()) names.push_back(info.name);
  return nearest(name, names);
}

// An attribute of the design that was meant as a statement: `dau: 5M users`, `api: service`,
// `title: "Chirp"`. True with the help said.
bool misread_statement(Context& context, const AttributePlace& place, std::string_view name,
                       Finding& finding) {
  if (place.places & model::on_table) {
    finding.help = fmt::format("a column is written without `:`: `{} bigint`", name);
    return true;
  }
  if (!(place.places & model::on_design)) return false;
  Ref value;
  for (Ref child : place.node) value = child;
  const std::string_view text = value.text();
  if (name == "title" || name == "name") {
    finding.help = "the title of a design is written `design \"...\"`";
  } else if (value.is(Kind::qname) && find_kind(context, text)) {
    finding.help = fmt::format("a component is written with its kind first: `{} {}`", text, name);
  } else if (value.is(Kind::qname) && find_kind(context, name)) {
    finding.help = fmt::format("a component is written without `:`: `{} {}`", name, text);
  } else if (!value.is(Kind::string) && !value.is(Kind::value) && !value.is(Kind::qname)) {
    finding.help =
        fmt::format("a quantity gets its value by `=`: `{} = {}`", name, text.substr(0, 40));
  } else {
    return false;
  }
  return true;
}

void report_unknown(Context& context, const AttributePlace& place, Ref key) {
  const auto [name, span] = last_word(key);
  Finding& finding =
      context.error("unknown-attribute", span, fmt::format("there is no attribute `{}`", name));
  const auto closest = attribute_for(name, place.places);
  if (const auto other = other_way(name); !other.empty()) {
    finding.help = other;
  } else if (!closest.empty()) {
    suggest(finding, span, closest);
  } else if (!misread_statement(context, place, name, finding)) {
    finding.help = "describe it in `note: \"...\"`, or in a comment";
  }
}

// Takes the attribute out of its block and says it of the component before the statement.
Fix moved_before(const AttributePlace& place) {
  const std::string_view text = place.node.file().text;
  Span taken = place.node.span();
  const auto after = text.find_first_not_of(" \t", taken.end);
  if (after != std::string_view::npos && text[after] == ',') {
    taken.end =
        static_cast<std::uint32_t>(std::min(text.find_first_not_of(" \t", after + 1), text.size()));
  }
  const auto begin = place.around.begin;
  const auto line = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
  const auto before = text.substr(line, begin - line);
  const bool starts_line = trimmed(before).empty();
  const std::string between = starts_line ? "\n" + std::string(before) : "; ";
  const Span insertion{place.around.file, begin, begin};
  return {
      fmt::format("say it of `{}`", place.owner),
      false,
      {{insertion, fmt::format("{}.{}{}", place.owner, place.node.text(), between)}, {taken, ""}}};
}

// A component's attribute in an arrow's block and the like: what it belongs to is named.
void report_misplaced(Context& context, const AttributePlace& place, Ref key,
                      const AttributeInfo& info) {
  Finding& finding = context.error("misplaced-attribute", key.span(),
                                   fmt::format("`{}` is an attribute of {}, not of {}", info.name,
                                               place_name(info.places), place_name(place.places)));
  finding.help = place_help(info);
  const bool belongs_to_target =
      (info.places & model::on_component) && (place.places & model::on_arrow);
  if (belongs_to_target && !place.owner.empty()) {
    finding.help = fmt::format("say it of the component: `{}.{}`", place.owner, place.node.text());
    finding.fixes.push_back(moved_before(place));
  }
}

}  // namespace

void store(Attributes& attributes, Stated stated) {
  const bool price = stated.attribute == Attribute::cost;
  for (Stated& known : attributes.numbers) {
    const bool same_sort = !price || known.quantity.dimension == stated.quantity.dimension;
    if (known.attribute == stated.attribute && same_sort) {
      known = std::move(stated);
      return;
    }
  }
  attributes.numbers.push_back(std::move(stated));
}

void store(Attributes& attributes, model::StatedText stated) {
  for (auto& known : attributes.texts) {
    if (known.attribute == stated.attribute) {
      known = std::move(stated);
      return;
    }
  }
  attributes.texts.push_back(std::move(stated));
}

void read_attribute(Context& context, Attributes& attributes, const AttributePlace& place) {
  const Ref key = place.node.child(Kind::key);
  const auto dot = key.text().rfind('.');
  const auto name = dot == std::string_view::npos ? key.text() : key.text().substr(dot + 1);
  const AttributeInfo* info = model::find_attribute(name);
  if (info == nullptr) return report_unknown(context, place, key);
  if (!(info->places & place.places)) return report_misplaced(context, place, key, *info);
  Reading reading{context, attributes, place, *info, {}, {}};
  for (Ref child : place.node) {
    if (child.is(Kind::key)) continue;
    if (child.is(Kind::value)) {
      for (Ref item : child) reading.items.push_back(item);
    } else if (child.kind() < Kind::bad) {
      reading.items.push_back(child);
    }
    reading.span = child.span();
  }
  if (reading.items.empty()) return;  // broken, and reported as such
  const bool again = attributes.has(info->attribute) && info->attribute != Attribute::cost;
  if (again) {
    const Stated* before = attributes.number(info->attribute);
    Finding& finding = context.error("duplicate-attribute", key.span(),
                                     fmt::format("`{}` is stated twice", info->name));
    if (before != nullptr) finding.labels.push_back({before->span, "first stated here"});
    finding.help = "keep one of the two";
    return;
  }
  read_value(reading);
}

void merge_over(Attributes& under, Attributes over) {
  for (Stated& stated : over.numbers) store(under, std::move(stated));
  for (auto& stated : over.texts) store(under, std::move(stated));
  if (over.zones) under.zones = std::move(over.zones);
  if (over.needs) under.needs = over.needs;
  if (over.scales_least) {
    under.scales_least = std::move(over.scales_least);
    under.scales_most = std::move(over.scales_most);
  }
}

}  // namespace joist::resolve

// Names, places and fixes of findings.
#include "lint/wording.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "quantity/display.hpp"

namespace joist::lint {
namespace {

using model::Attribute;
using model::Attributes;
using model::Component;
using model::Model;

// Where the value of an attribute stands, if it is stated in this very statement.
std::optional<Span> stated_at(const Attributes& attributes, Attribute attribute) {
  if (attribute == Attribute::zones && attributes.zones) return attributes.zones->span;
  if (attribute == Attribute::needs && attributes.needs) return attributes.needs->span;
  if (const auto* number = attributes.number(attribute)) return number->span;
  if (const auto* text = attributes.text(attribute)) return text->span;
  return std::nullopt;
}

// The end of the last value in the declaration's own block.
std::uint32_t last_value(const Component& component) {
  std::uint32_t end = 0;
  const auto consider = [&](Span span) {
    if (span.end > span.begin && encloses(component.statement, span)) end = std::max(end, span.end);
  };
  const Attributes& attributes = component.attributes;
  for (const auto& number : attributes.numbers)
    if (number.per.empty()) consider(number.span);
  for (const auto& text : attributes.texts) consider(text.span);
  if (attributes.zones) consider(attributes.zones->span);
  if (attributes.needs) consider(attributes.needs->span);
  if (attributes.scales_most) consider(attributes.scales_most->span);
  return end;
}

bool shares_statement(const Model& model, ComponentId id) {
  const Span statement = model.at(id).statement;
  const auto same = [&](std::size_t other) {
    return other < model.components.size() && model.components[other].statement == statement;
  };
  return same(id.index() + 1) || (id.index() > 0 && same(id.index() - 1));
}

bool has_allowance(const Model& model, Span statement) {
  return std::any_of(
      model.allowances.begin(), model.allowances.end(),
      [&](const model::Allowance& allowance) { return allowance.block == statement; });
}

bool states_nothing(const Attributes& attributes) {
  return attributes.numbers.empty() && attributes.texts.empty() && !attributes.zones &&
         !attributes.needs && !attributes.scales_least;
}

// `zones: a x 3, b x 2` is the number of copies.
bool zones_say_copies(const model::Attributes& attributes) {
  const auto& zones = attributes.zones;
  return zones && std::any_of(zones->named.begin(), zones->named.end(),
                              [](const model::ZoneCopies& zone) { return zone.copies > 0; });
}

template <class Ids>
std::string joined(const Facts& facts, const Ids& ids) {
  std::vector<std::string> names;
  for (const auto id : ids) names.push_back(facts.model.at(id).path);
  return listed(names);
}

Finding& add(std::vector<Finding>& findings, Span span, Severity severity, std::string message) {
  Finding finding;
  finding.severity = severity;
  finding.span = span;
  finding.message = std::move(message);
  findings.push_back(std::move(finding));
  return findings.back();
}

}  // namespace

std::string named(const Facts& facts, ComponentId id) {
  return "`" + facts.model.at(id).path + "`";
}

std::string named(const Facts& facts, FlowId id) {
  const auto& path = facts.model.at(id).path;
  return path.empty() ? "what stands outside of any flow" : "`" + path + "`";
}

std::string named(const Facts& facts, const std::vector<ComponentId>& ids) {
  return joined(facts, ids);
}

std::string named(const Facts& facts, const std::vector<FlowId>& ids) {
  std::vector<FlowId> with_names;
  for (const FlowId id : ids)
    if (!facts.model.at(id).path.empty()) with_names.push_back(id);
  if (with_names.size() == ids.size()) return joined(facts, ids);
  if (with_names.empty()) return "every request";
  return joined(facts, with_names) + " and what stands outside of any flow";
}

std::string named(const Facts& facts, ArrowId id) {
  const model::Arrow& arrow = facts.model.at(id);
  return fmt::format("the arrow from {} to {}", named(facts, arrow.from), named(facts, arrow.to));
}

std::string_view stops(std::size_t count) {
  return count == 1 ? "stops" : "stop";
}

void point_at(Finding& finding, Span span, std::string text) {
  if (!span.file || encloses(finding.span, span) || encloses(span, finding.span)) return;
  finding.labels.push_back({span, std::move(text)});
}

void point_at(const Facts& facts, Finding& finding, const std::vector<FlowId>& flows) {
  constexpr std::size_t most = 2;
  for (std::size_t i = 0; i < std::min(flows.size(), most); ++i)
    if (!facts.model.at(flows[i]).path.empty())
      point_at(finding, facts.model.at(flows[i]).span, "stops then");
}

void point_at(const Facts& facts, Finding& finding, ComponentId id, model::Attribute attribute,
              std::string text) {
  const auto* stated = facts.model.at(id).attributes.number(attribute);
  if (stated != nullptr) point_at(finding, stated->span, std::move(text));
}

Finding& report(std::vector<Finding>& findings, const Facts& facts, ComponentId id,
                Severity severity, std::string message) {
  const Component& component = facts.model.at(id);
  Finding& finding = add(findings, component.span, severity, std::move(message));
  finding.subject = component.path;
  return finding;
}

Finding& report(std::vector<Finding>& findings, const Facts& facts, FlowId id, Severity severity,
                std::string message) {
  const model::Flow& flow = facts.model.at(id);
  Span place = flow.span;
  if (flow.path.empty() && !flow.arrows.empty()) place = facts.model.at(flow.arrows.front()).span;
  Finding& finding = add(findings, place, severity, std::move(message));
  finding.subject = flow.path;
  return finding;
}

Finding& report(std::vector<Finding>& findings, const Facts& facts, ArrowId id, Severity severity,
                std::string message) {
  const model::Arrow& arrow = facts.model.at(id);
  Finding& finding = add(findings, arrow.span, severity, std::move(message));
  finding.subject = facts.model.at(arrow.from).path + " -> " + facts.model.at(arrow.to).path;
  return finding;
}

Finding& report(std::vector<Finding>& findings, Span span, Severity severity, std::string message) {
  return add(findings, span, severity, std::move(message));
}

std::optional<Fix> state(const Facts& facts, ComponentId id, Attribute attribute,
                         std::string_view value) {
  return state(facts, id, {{attribute, std::string(value)}});
}

std::optional<Fix> state(const Facts& facts, ComponentId id,
                         const std::vector<std::pair<Attribute, std::string>>& values) {
  const Component& component = facts.model.at(id);
  if (!component.declared || component.statement.end == 0) return std::nullopt;
  if (shares_statement(facts.model, id)) return std::nullopt;
  for (const auto& [attribute, value] : values)
    if (attribute == Attribute::replicas && zones_say_copies(component.attributes))
      return std::nullopt;
  Fix fix;
  std::string added, title;
  for (const auto& [attribute, value] : values) {
    const std::string text = fmt::format("{}: {}", model::info(attribute).name, value);
    title += (title.empty() ? "write `" : ", ") + text;
    if (const auto place = stated_at(component.attributes, attribute)) {
      fix.edits.push_back({*place, value});
    } else {
      added += (added.empty() ? "" : ", ") + text;
    }
  }
  fix.title = title + "`";
  if (added.empty()) return fix;
  if (states_nothing(component.attributes)) {
    if (has_allowance(facts.model, component.statement)) return std::nullopt;
    const std::uint32_t end = component.statement.end;
    const std::uint32_t inside = end - 1;  // before the brace
    fix.edits.push_back(component.block
                            ? Edit{{component.statement.file, inside, inside}, added + " "}
                            : Edit{{component.statement.file, end, end}, " { " + added + " }"});
    return fix;
  }
  const std::uint32_t end = last_value(component);
  if (end == 0) return std::nullopt;
  fix.edits.push_back({{component.statement.file, end, end}, ", " + added});
  return fix;
}

void offer(Finding& finding, std::optional<Fix> fix) {
  if (fix) finding.fixes.push_back(std::move(*fix));
}

void offer_to_state(const Facts& facts, Finding& finding, ComponentId id,
                    const std::vector<std::pair<Attribute, std::string>>& values) {
  offer(finding, state(facts, id, values));
  if (facts.model.at(id).declared || facts.model.at(id).path != finding.subject) return;
  finding.to_state.clear();
  for (const auto& [attribute, value] : values)
    finding.to_state += fmt::format("{}{}: {}", finding.to_state.empty() ? "" : ", ",
                                    model::info(attribute).name, value);
}

std::string note_on_default(const Facts& facts, ComponentId id, Attribute attribute) {
  if (!facts.model.is_default(id, attribute)) return {};
  const auto* stated = facts.model.number(id, attribute);
  if (stated == nullptr) return {};
  const auto& kind = facts.model.kind(facts.model.at(id).kind);
  return fmt::format("{} {} is the default of `{}`; state a measured one",
                     model::info(attribute).name, quantity::text(stated->quantity), kind.name);
}

void add_note(Finding& finding, std::string note) {
  if (!note.empty()) finding.notes.push_back(std::move(note));
}

std::string whole(double number) {
  return fmt::format("{:.0f}", number);
}

std::string percent(double share) {
  return std::isinf(share) ? "many times" : quantity::share_text(share);
}

std::string rate_of(double per_second, std::string_view what) {
  quantity::Quantity rate = quantity::exact(per_second, quantity::rate);
  rate.unit = std::string(what);
  return quantity::text(rate);
}

}  // namespace joist::lint

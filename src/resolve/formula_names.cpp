// What a name in an expression stands for: a quantity, what is stated of a component or flow, or a
// figure that will be computed.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "quantity/unit_words.hpp"
#include "resolve/compiler.hpp"
#include "resolve/refer.hpp"
#include "resolve/synonyms.hpp"

namespace joist::resolve {
namespace {

using model::FigureName;
using model::Instruction;
using model::Op;

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Of a component or flow, a number that can be stated and so be used anywhere.
std::optional<model::Attribute> stated_attribute(std::string_view name, bool of_flow) {
  const auto* info = model::find_attribute(name);
  if (info == nullptr) return std::nullopt;
  switch (info->type) {
    case model::AttributeType::text:
    case model::AttributeType::text_list:
    case model::AttributeType::link:
    case model::AttributeType::color:
    case model::AttributeType::choice:
    case model::AttributeType::names:
    case model::AttributeType::needs:
    case model::AttributeType::yes_no:
    case model::AttributeType::money:
    case model::AttributeType::range_of_counts:
      return std::nullopt;
    default:
      break;
  }
  const auto wanted = of_flow ? model::on_flow : model::on_component;
  return info->places & wanted ? std::optional(info->attribute) : std::nullopt;
}

// What the end of a qualified name may mean once its beginning is a component or flow.
struct Meaning {
  Instruction step;
  FigureName figure;
  bool known = false;
};

Meaning meaning_of(ComponentId component, FlowId flow, std::string_view end, bool results) {
  Meaning meaning;
  const bool of_flow = static_cast<bool>(flow);
  const auto subject = of_flow ? FigureName::Subject::flow : FigureName::Subject::component;
  const auto attribute = stated_attribute(end, of_flow);
  const bool figure = results && contains(model::figure_names(subject), end);
  // In a condition `api.capacity` is what it comes to; elsewhere what is stated.
  if (figure) {
    meaning.step.op = Op::figure;
    meaning.figure = {subject, component, flow, std::string(end)};
    meaning.known = true;
  } else if (attribute || (of_flow && end == "rate")) {
    meaning.step.op = Op::stated;
    meaning.step.component = component;
    meaning.step.flow = flow;
    meaning.step.attribute = attribute.value_or(model::Attribute::peak);
    meaning.step.arguments = end == "rate" && of_flow ? 1 : 0;
    meaning.known = true;
  }
  return meaning;
}

struct Candidates {
  ComponentId component;
  FlowId flow;
  std::string_view end;
  std::vector<Meaning> meanings;
  std::vector<Member> several;  // components that the subject could be
  std::string_view subject;
  bool removed = false;
};

// Every way to cut `a.b.p99` into a subject and a figure, longest subject first.
Candidates cut(Compiler& compiler, std::string_view text, bool components, bool flows) {
  Candidates result;
  for (auto dot = text.rfind('.'); dot != std::string_view::npos && dot > 0;
       dot = text.rfind('.', dot - 1)) {
    const auto subject = text.substr(0, dot), end = text.substr(dot + 1);
    const auto found = compiler.context.scopes.find(compiler.place.scope, subject);
    const FlowId flow = compiler.context.scopes.find_flow(compiler.place.scope, subject);
    result.removed |= found.member.removed;
    if (components && !found.several.empty() && result.several.empty()) {
      result.several = found.several;
      result.subject = subject;
    }
    if (components && found.member.component) {
      result.component = found.member.component;
      result.end = end;
      auto meaning = meaning_of(found.member.component, {}, end, compiler.place.results);
      if (meaning.known) result.meanings.push_back(std::move(meaning));
    }
    if (flows && flow) {
      result.flow = flow;
      result.end = end;
      auto meaning = meaning_of({}, flow, end, compiler.place.results);
      if (meaning.known) result.meanings.push_back(std::move(meaning));
    }
    if (!result.meanings.empty()) break;
  }
  return result;
}

Candidates candidates_of(Compiler& compiler, std::string_view text) {
  constexpr std::string_view component = "component.", flow = "flow.";
  if (text.starts_with(component)) {
    Candidates found = cut(compiler, text.substr(component.size()), true, false);
    if (found.component || found.removed || !found.several.empty()) return found;
  } else if (text.starts_with(flow)) {
    Candidates found = cut(compiler, text.substr(flow.size()), false, true);
    if (found.flow) return found;
  }
  return cut(compiler, text, true, true);
}

void report_unknown_figure(Compiler& compiler, const NameUse& use, const Candidates& found) {
  const bool of_flow = !found.component;
  const auto subject = of_flow ? FigureName::Subject::flow : FigureName::Subject::component;
  const auto figures = model::figure_names(subject);
  if (!compiler.place.results && contains(figures, found.end)) {
    Finding& finding = compiler.context.error(
        "unknown-figure", use.span,
        fmt::format("`{}` is computed from the design and can't be used to compute it", use.text));
    finding.help = "only conditions (`need`, `until`) may use results; here, what is stated";
    return;
  }
  std::vector<std::string_view> names = figures;
  for (const auto& info : model::attribute_table()) {
    if (stated_attribute(info.name, of_flow)) names.push_back(info.name);
  }
  if (of_flow) names.push_back("rate");
  Finding& finding = compiler.context.error(
      "unknown-figure", use.span,
      fmt::format("a {} has no figure `{}`", of_flow ? "flow" : "component", found.end));
  const auto meant = meant_figure(found.end, of_flow);
  const auto closest = meant.empty() ? nearest(found.end, names) : meant;
  if (!closest.empty()) {
    const auto subject_length = static_cast<std::uint32_t>(use.text.size() - found.end.size());
    Span end = use.span;
    end.begin += subject_length;
    suggest(finding, end, closest);
  } else if (found.end == "slo" || found.end == "error_budget" || found.end == "window") {
    finding.help = "windows of an SLO are not part of the language; state the availability itself";
  } else {
    finding.help = of_flow
                       ? "a flow has `rate`, `p50` to `p999`, `done.p99`, `availability`, `cost`"
                       : "a component has `load`, `utilization`, `capacity`, `storage`, `cost`";
  }
}

// `growth / year` is missing a number, `5/yaer` a letter.
bool report_unit(Compiler& compiler, const NameUse& use) {
  Context& context = compiler.context;
  if (use.after == NameUse::After::slash && context.units.find(use.text)) {
    Finding& finding =
        context.error("unknown-name", use.span,
                      fmt::format("`{}` is a unit and stands without a number", use.text));
    finding.help = fmt::format("write `1 {}`", use.text);
    finding.fixes.push_back(
        {finding.help, false, {{{use.span.file, use.span.begin, use.span.begin}, "1 "}}});
    return true;
  }
  if (use.after != NameUse::After::literal) return false;
  const auto closest = context.closest(
      use.text, [&] { return context.scopes.quantity_names(compiler.place.scope); });
  const auto unit = quantity::unknown_unit(use.text, context.units);
  Finding& finding = context.error("unknown-unit", use.span,
                                   fmt::format("`{}` is neither a unit nor a quantity", use.text));
  finding.help = closest.empty() ? unit.help : fmt::format("did you mean `{}`?", closest);
  return true;
}

// The closest quantity, or figure of a flow or component: `read.p99` for `reed.p99`.
std::string closest_use(Compiler& compiler, std::string_view text) {
  Context& context = compiler.context;
  const ScopeId scope = compiler.place.scope;
  std::string quantity = closest_name(context, scope, text, &Scopes::quantity_names);
  if (!quantity.empty()) return quantity;
  for (auto dot = text.rfind('.'); dot != std::string_view::npos && dot > 0;
       dot = text.rfind('.', dot - 1)) {
    const auto subject = text.substr(0, dot), end = text.substr(dot);
    for (const NamesOf names : {&Scopes::flow_names, &Scopes::member_names}) {
      std::string closest = closest_name(context, scope, subject, names);
      if (!closest.empty()) return closest.append(end);
    }
  }
  return {};
}

void report_unknown_name(Compiler& compiler, const NameUse& use) {
  const auto& scopes = compiler.context.scopes;
  const auto found = scopes.find(compiler.place.scope, use.text);
  const auto member = found.member;
  if (member.removed) return;
  const bool flow = static_cast<bool>(scopes.find_flow(compiler.place.scope, use.text));
  if (member || flow || !found.several.empty()) {
    const bool group = static_cast<bool>(member.group);
    Finding& finding = compiler.context.error("unknown-name", use.span,
                                              fmt::format("`{}` is a {}, not a quantity", use.text,
                                                          group             ? "group"
                                                          : flow && !member ? "flow"
                                                                            : "component"));
    finding.help =
        group ? "name a quantity, or a figure of something in it"
        : flow && !member
            ? fmt::format("name one of its figures: `{0}.rate`, `{0}.p99`, `{0}.availability`",
                          use.text)
            : fmt::format("name one of its figures: `{0}.replicas`, `{0}.utilization`", use.text);
    return;
  }
  if (report_unit(compiler, use)) return;
  if (const auto last = use.text.rfind('.'); last != std::string_view::npos) {
    const auto subject = use.text.substr(0, last);
    if (scopes.find(compiler.place.scope, subject).member.group) {
      Finding& finding = compiler.context.error(
          "unknown-name", use.span,
          fmt::format("there is no `{}` in `{}`", use.text.substr(last + 1), subject));
      suggest(finding, use.span, closest_use(compiler, use.text));
      if (finding.help.empty()) finding.help = "name a quantity or component that stands in it";
      return;
    }
  }
  const auto dot = use.text.rfind('.');
  const auto end = dot == std::string_view::npos ? std::string_view() : use.text.substr(dot + 1);
  const bool figure = contains(model::figure_names(FigureName::Subject::flow), end) ||
                      contains(model::figure_names(FigureName::Subject::component), end) ||
                      model::find_attribute(end) != nullptr;
  Finding& finding = compiler.context.error(
      "unknown-name", use.span,
      figure ? fmt::format("there is no flow or component `{}`", use.text.substr(0, dot))
             : fmt::format("there is no quantity `{}`", use.text));
  suggest(finding, use.span, closest_use(compiler, use.text));
  if (!finding.help.empty()) return;
  if (const auto unit = quantity::meant(use.text); !unit.empty()) {
    finding.help = unit;
  } else if (use.text == "auto" || use.text == "autoscale" || use.text == "elastic") {
    finding.help = "copies that come and go with the load are `scales: 2..10`";
  } else if (use.text == "forever" || use.text == "infinite" || use.text == "unlimited") {
    finding.help = "leave it out: without a number there is no end to it";
  } else if (contains(model::figure_names(FigureName::Subject::flow), use.text)) {
    finding.help = fmt::format("of which flow: `FLOW.{}`", use.text);
  } else if (use.text.find('.') != std::string_view::npos) {
    finding.help = "name a component or flow and one of its figures: `api.replicas`, `read.rate`";
  } else {
    finding.help = fmt::format("state it: `{} = ...`", use.text);
  }
}

void use_meaning(Compiler& compiler, Meaning meaning, Span span) {
  if (meaning.step.op == Op::figure) {
    meaning.step.index = static_cast<std::uint32_t>(compiler.formula.figures.size());
    compiler.formula.figures.push_back(std::move(meaning.figure));
  }
  meaning.step.span = span;
  compiler.emit(meaning.step);
}

// Figures of the design (`cost`) and, inside a flow, of that flow (`p99`).
bool use_bare_figure(Compiler& compiler, const NameUse& use) {
  if (!compiler.place.results) return false;
  Meaning meaning;
  meaning.step.op = Op::figure;
  if (compiler.place.flow != FlowId(0) && compiler.place.flow &&
      contains(model::figure_names(FigureName::Subject::flow), use.text)) {
    meaning.figure = {FigureName::Subject::flow, {}, compiler.place.flow, std::string(use.text)};
  } else if (contains(model::figure_names(FigureName::Subject::design), use.text)) {
    meaning.figure = {FigureName::Subject::design, {}, {}, std::string(use.text)};
  } else {
    return false;
  }
  use_meaning(compiler, std::move(meaning), use.span);
  return true;
}

// Of `api.load` and `component.api.load` the part that names the component or flow.
void refer_subject(Context& context, std::string_view text, Span span, const Candidates& found) {
  const std::size_t length = text.size() - found.end.size() - 1;
  for (const std::string_view sort : {"component.", "flow."}) {
    if (!text.starts_with(sort) || sort.size() > length) continue;
    const auto rest = text.substr(sort.size(), length - sort.size());
    const bool shorter =
        rest.empty() || context.scopes.find_flow(ScopeId(0), text.substr(0, length));
    if (shorter) continue;
    span.begin += static_cast<std::uint32_t>(sort.size());
    text.remove_prefix(sort.size());
    break;
  }
  text = text.substr(0, text.size() - found.end.size() - 1);
  if (found.component) refer(context, text, span, Member{found.component, {}});
  if (found.flow && !found.component) refer(context, text, span, found.flow);
}

std::string normalized(std::string_view text) {
  std::string result(text);
  // `p99.9` is read as `p999`.
  if (const auto at = result.find("p99.9"); at != std::string::npos) result.replace(at, 5, "p999");
  return result;
}

}  // namespace

void use_name(Compiler& compiler, const NameUse& use) {
  const std::string text = normalized(use.text);
  const auto& scopes = compiler.context.scopes;
  if (compiler.place.length != nullptr && text == "length") {
    return compiler.constant(*compiler.place.length, use.span);
  }
  if (const QuantityId id = scopes.find_quantity(compiler.place.scope, text)) {
    compiler.context.model.quantities[id.index()].used = true;
    refer(compiler.context, text, use.span, id);
    Instruction step;
    step.op = Op::quantity;
    step.quantity = id;
    step.span = use.span;
    return compiler.emit(step);
  }
  if (use_bare_figure(compiler, {text, use.span, use.after})) return;
  Candidates found = candidates_of(compiler, text);
  if (found.meanings.size() == 1) {
    refer_subject(compiler.context, text, use.span, found);
    return use_meaning(compiler, std::move(found.meanings.front()), use.span);
  }
  compiler.failed = true;
  if (found.removed) return;
  if (found.meanings.size() > 1) {
    Finding& finding =
        compiler.context.error("ambiguous-name", use.span,
                               fmt::format("`{}` could be of a flow and of a component", use.text));
    finding.help = fmt::format("write `flow.{0}` or `component.{0}`", use.text);
    return;
  }
  if (!found.several.empty() && !found.component && !found.flow) {
    return report_ambiguous(compiler.context, found.subject, use.span, found.several);
  }
  if (found.component || found.flow) return report_unknown_figure(compiler, use, found);
  report_unknown_name(compiler, use);
}

}  // namespace joist::resolve

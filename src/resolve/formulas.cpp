// Expressions as formulas: operators in postfix order, names bound to quantities, stated attributes
// and computed figures.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::FigureName;
using model::Formula;
using model::Instruction;
using model::Op;
using syntax::Kind;

struct Compiler {
  Context& context;
  const FormulaPlace& place;
  Formula formula;
  bool failed = false;

  void emit(Instruction step) { formula.code.push_back(step); }
  void constant(quantity::Quantity value, Span span) {
    Instruction step;
    step.op = Op::constant;
    step.index = static_cast<std::uint32_t>(formula.constants.size());
    step.span = span;
    formula.constants.push_back(std::move(value));
    emit(step);
  }
  void operation(Op op, Span span, std::uint32_t index = 0) {
    Instruction step;
    step.op = op;
    step.index = index;
    step.span = span;
    emit(step);
  }
};

struct NameUse {
  std::string_view text;
  Span span;
};

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
    case model::AttributeType::zones:
    case model::AttributeType::needs:
    case model::AttributeType::yes_no:
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
  bool removed = false;
};

// Every way to cut `a.b.p99` into a subject and a figure, longest subject first.
Candidates candidates_of(Compiler& compiler, std::string_view text) {
  Candidates result;
  bool components = true, flows = true;
  if (text.rfind("component.", 0) == 0) {
    text.remove_prefix(10);
    flows = false;
  } else if (text.rfind("flow.", 0) == 0) {
    text.remove_prefix(5);
    components = false;
  }
  for (auto dot = text.rfind('.'); dot != std::string_view::npos && dot > 0;
       dot = text.rfind('.', dot - 1)) {
    const auto subject = text.substr(0, dot), end = text.substr(dot + 1);
    const auto found = compiler.context.scopes.find(compiler.place.scope, subject);
    const FlowId flow = compiler.context.scopes.find_flow(compiler.place.scope, subject);
    result.removed |= found.member.removed;
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
  if (const auto closest = nearest(found.end, names); !closest.empty()) {
    finding.help = fmt::format("did you mean `{}`?", closest);
  } else if (found.end == "slo" || found.end == "error_budget" || found.end == "window") {
    finding.help = "windows of an SLO are not part of the language; state the availability itself";
  } else {
    finding.help = of_flow
                       ? "a flow has `rate`, `p50` to `p999`, `done.p99`, `availability`, `cost`"
                       : "a component has `load`, `utilization`, `capacity`, `storage`, `cost`";
  }
}

void report_unknown_name(Compiler& compiler, const NameUse& use) {
  const auto& scopes = compiler.context.scopes;
  const auto member = scopes.find(compiler.place.scope, use.text).member;
  if (member.removed) return;
  if (member.component || scopes.find_flow(compiler.place.scope, use.text)) {
    Finding& finding = compiler.context.error("unknown-name", use.span,
                                              fmt::format("`{}` is a {}, not a quantity", use.text,
                                                          member.component ? "component" : "flow"));
    finding.help = fmt::format("name one of its figures: `{}.{}`", use.text,
                               member.component ? "replicas" : "rate");
    return;
  }
  Finding& finding = compiler.context.error("unknown-name", use.span,
                                            fmt::format("there is no quantity `{}`", use.text));
  const auto closest = nearest(use.text, scopes.quantity_names(compiler.place.scope));
  if (!closest.empty()) {
    finding.help = fmt::format("did you mean `{}`?", closest);
    finding.fixes.push_back(
        {fmt::format("write `{}`", closest), false, {{use.span, std::string(closest)}}});
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

std::string normalized(std::string_view text) {
  std::string result(text);
  // `p99.9` is read as `p999`.
  if (const auto at = result.find("p99.9"); at != std::string::npos) result.replace(at, 5, "p999");
  return result;
}

void use_name(Compiler& compiler, const NameUse& use) {
  const std::string text = normalized(use.text);
  const auto& scopes = compiler.context.scopes;
  if (const QuantityId id = scopes.find_quantity(compiler.place.scope, text)) {
    compiler.context.model.quantities[id.index()].used = true;
    Instruction step;
    step.op = Op::quantity;
    step.quantity = id;
    step.span = use.span;
    return compiler.emit(step);
  }
  if (use_bare_figure(compiler, {text, use.span})) return;
  Candidates found = candidates_of(compiler, text);
  if (found.meanings.size() == 1) {
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
  if (found.component || found.flow) return report_unknown_figure(compiler, use, found);
  report_unknown_name(compiler, use);
}

void use_literal(Compiler& compiler, Ref node) {
  const auto literal = quantity::parse_literal(node.text(), compiler.context.units);
  const Span span = node.span();
  if (!literal.value) {
    compiler.failed = true;
    Span place = span;
    if (literal.error_end > literal.error_begin) {
      place.end = place.begin + static_cast<std::uint32_t>(literal.error_end);
      place.begin += static_cast<std::uint32_t>(literal.error_begin);
    }
    compiler.context.error("unknown-unit", place, literal.error.message).help = literal.error.help;
    return;
  }
  compiler.constant(*literal.value, span);
  for (std::string_view name : literal.divisors) {
    Span place = span;
    place.begin += static_cast<std::uint32_t>(name.data() - node.text().data());
    place.end = place.begin + static_cast<std::uint32_t>(name.size());
    use_name(compiler, {name, place});
    compiler.operation(Op::divide, span);
  }
}

std::uint32_t draw_at(Context& context, Span span) {
  const std::uint64_t key = static_cast<std::uint64_t>(span.file.index()) << 32 | span.begin;
  const auto [place, is_new] = context.draw_of.emplace(key, context.draws);
  if (is_new) ++context.draws;
  return place->second;
}

void visit(Compiler& compiler, Ref node);

Op operator_of(Kind kind) {
  switch (kind) {
    case Kind::plus:
      return Op::add;
    case Kind::minus:
      return Op::subtract;
    case Kind::times:
      return Op::multiply;
    case Kind::divide:
      return Op::divide;
    default:
      return Op::over;
  }
}

// Sums and products: operands with operators between them, from the left.
void visit_chain(Compiler& compiler, Ref node) {
  std::optional<Op> waiting;
  for (Ref child : node) {
    const bool is_operator = child.kind() >= Kind::plus && child.kind() <= Kind::over;
    if (is_operator) {
      waiting = operator_of(child.kind());
      continue;
    }
    visit(compiler, child);
    if (waiting) compiler.operation(*waiting, node.span());
    waiting.reset();
  }
}

void visit_share(Compiler& compiler, Ref node) {
  bool first = true;
  for (Ref child : node) {
    visit(compiler, child);
    if (!first) compiler.operation(Op::of, node.span());
    first = false;
  }
}

// A literal cut into its number and what follows it: `$`, digits and magnitude; the unit.
struct LiteralParts {
  std::string_view number, unit;
  bool dollars = false, magnitude = false;
};

LiteralParts parts_of(std::string_view text) {
  LiteralParts parts;
  std::size_t at = 0;
  if (!text.empty() && text[0] == '$') {
    parts.dollars = true;
    at = 1;
  }
  const auto is_digit = [&](std::size_t i) {
    return i < text.size() &&
           ((text[i] >= '0' && text[i] <= '9') || text[i] == '_' || text[i] == '.');
  };
  while (is_digit(at)) ++at;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const std::size_t sign = at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-');
    if (is_digit(at + 1 + sign)) {
      ++at;
      at += sign;
      while (is_digit(at)) ++at;
    }
  }
  const auto rest = text.substr(at);
  const std::size_t size = rest.rfind("bn", 0) == 0 ? 2 : 1;
  const bool letter = !rest.empty() && std::string_view("kKMGTPb").find(rest[0]) != rest.npos;
  const auto after = size < rest.size() ? decode(rest, size).value : U' ';
  const bool ends = !is_letter(after) && after != '_' && !(after >= '0' && after <= '9');
  if (letter && ends && !(rest[0] == 'b' && size == 1)) {
    parts.magnitude = true;
    at += size;
  }
  parts.number = text.substr(0, at);
  parts.unit = text.substr(at);
  return parts;
}

// A unit or `$` on one end of a range holds for both; a magnitude only for its own.
void use_literal_ends(Compiler& compiler, Ref low, Ref high, bool negative_low,
                      bool negative_high) {
  LiteralParts a = parts_of(low.text()), b = parts_of(high.text());
  std::string low_text(low.text()), high_text(high.text());
  if (trimmed(a.unit).empty()) low_text = std::string(a.number).append(b.unit);
  if (trimmed(b.unit).empty()) high_text = std::string(b.number).append(a.unit);
  if (a.dollars != b.dollars) (a.dollars ? high_text : low_text).insert(0, 1, '$');
  const auto read = [&](const std::string& text, Ref node, bool negative) {
    const auto literal = quantity::parse_literal(text, compiler.context.units);
    if (!literal.value || !literal.divisors.empty()) return use_literal(compiler, node);
    compiler.constant(*literal.value, node.span());
    if (negative) compiler.operation(Op::negate, node.span());
  };
  const auto first = compiler.formula.constants.size();
  read(low_text, low, negative_low);
  read(high_text, high, negative_high);
  if (compiler.failed || compiler.formula.constants.size() != first + 2) return;
  const double from = compiler.formula.constants[first].value;
  const double to = compiler.formula.constants[first + 1].value;
  if (!a.magnitude && b.magnitude && !negative_low && from > 0 && to / from > 1000) {
    compiler.failed = true;
    const auto magnitude = b.number.substr(b.number.find_last_of("0123456789") + 1);
    Span span = low.span();
    span.end = high.span().end;
    Finding& finding = compiler.context.error(
        "range-magnitude", span,
        fmt::format("`{}` has no magnitude, `{}` has: a magnitude holds for its own end", a.number,
                    b.number));
    finding.help = fmt::format("write `{}{}..{}`", a.number, magnitude, high.text());
    finding.fixes.push_back(
        {finding.help, false, {{low.span(), fmt::format("{}{}", a.number, magnitude)}}});
  }
}

void visit_range(Compiler& compiler, Ref node) {
  std::vector<std::pair<Ref, bool>> ends;
  bool negative = false;
  for (Ref child : node) {
    if (child.is(Kind::minus)) {
      negative = true;
      continue;
    }
    ends.emplace_back(child, negative);
    negative = false;
  }
  if (ends.size() != 2) {
    compiler.failed = true;
    return;
  }
  if (ends[0].first.is(Kind::number) && ends[1].first.is(Kind::number)) {
    use_literal_ends(compiler, ends[0].first, ends[1].first, ends[0].second, ends[1].second);
  } else {
    for (const auto& [end, minus] : ends) {
      visit(compiler, end);
      if (minus) compiler.operation(Op::negate, end.span());
    }
  }
  compiler.operation(Op::range, node.span(), draw_at(compiler.context, node.span()));
}

void visit_call(Compiler& compiler, Ref node) {
  std::uint32_t arguments = 0;
  std::string name;
  for (Ref child : node) {
    if (child.is(Kind::function)) {
      name = std::string(trimmed(child.text()));
      continue;
    }
    visit(compiler, child);
    ++arguments;
  }
  Instruction step;
  step.op = Op::call;
  step.index = static_cast<std::uint32_t>(compiler.formula.functions.size());
  step.arguments = arguments;
  step.span = node.span();
  compiler.formula.functions.push_back(std::move(name));
  compiler.emit(step);
}

void visit(Compiler& compiler, Ref node) {
  switch (node.kind()) {
    case Kind::number:
      return use_literal(compiler, node);
    case Kind::qname:
      return use_name(compiler, {node.text(), node.span()});
    case Kind::sum:
    case Kind::product:
      return visit_chain(compiler, node);
    case Kind::share:
      return visit_share(compiler, node);
    case Kind::range:
      return visit_range(compiler, node);
    case Kind::call:
      return visit_call(compiler, node);
    case Kind::unary:
      for (Ref child : node) {
        if (!child.is(Kind::minus)) visit(compiler, child);
      }
      return compiler.operation(Op::negate, node.span());
    case Kind::about:
      visit(compiler, node.first());
      return compiler.operation(Op::about, node.span(), draw_at(compiler.context, node.span()));
    case Kind::power: {
      std::size_t operands = 0;
      for (Ref child : node) {
        visit(compiler, child);
        if (++operands == 2) compiler.operation(Op::power, node.span());
      }
      return;
    }
    default:
      compiler.failed = true;
      return;  // a string or a word; the caller knows what it wants
  }
}

}  // namespace

std::optional<Formula> compile(Context& context, Ref expression, const FormulaPlace& place) {
  Compiler compiler{context, place, {}, false};
  compiler.formula.span = expression.span();
  visit(compiler, expression);
  if (compiler.failed) return std::nullopt;
  return std::move(compiler.formula);
}

std::optional<model::Condition> compile_condition(Context& context, Ref condition,
                                                  const FormulaPlace& place) {
  FormulaPlace inside = place;
  inside.results = true;
  model::Condition result;
  result.span = condition.span();
  bool right = false, failed = false;
  for (Ref child : condition) {
    if (child.is(Kind::compare)) {
      constexpr std::string_view signs[] = {"<", "<=", ">", ">=", "=="};
      const auto* sign = std::find(std::begin(signs), std::end(signs), trimmed(child.text()));
      result.comparison = static_cast<model::Comparison>(sign - std::begin(signs));
      right = true;
      continue;
    }
    auto formula = compile(context, child, inside);
    failed |= !formula;
    if (formula) (right ? result.right : result.left) = std::move(*formula);
  }
  if (failed || !right) return std::nullopt;
  return result;
}

}  // namespace joist::resolve

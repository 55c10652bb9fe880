// Evaluates what was compiled, and says what is wrong with what can't be.
#include "resolve/values.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "quantity/display.hpp"

namespace joist::resolve {
namespace {

using model::FormulaId;
using model::Op;
using quantity::Quantity;
using syntax::Kind;

// Whether something was stated that came to nothing, and was reported as such.
bool was_stated(const Context& context, std::uint32_t latest, model::Attribute attribute) {
  for (auto i = latest; i != no_job; i = context.attributes[i].next) {
    if (context.attributes[i].info->attribute == attribute) return true;
  }
  return false;
}

void report_unstated(Context& context, const model::Instruction& step) {
  const bool of_flow = static_cast<bool>(step.flow);
  const std::string& path =
      of_flow ? context.model.at(step.flow).path : context.model.at(step.component).path;
  const bool rate = of_flow && step.arguments == 1;
  const std::string_view name = rate ? "rate" : model::info(step.attribute).name;
  Finding& finding =
      context.error("unstated-figure", step.span,
                    fmt::format("`{}` of `{}` is used here but stated nowhere", name, path));
  finding.help = rate ? fmt::format("state the flow's rate: `flow {} @ ...`", path)
                      : fmt::format("state it: `{}.{}: ...`", path, name);
}

std::optional<Quantity> flow_value(Context& context, const model::Instruction& step) {
  if (step.arguments == 1) {
    if (const auto rate = rate_of(context, step.flow)) return rate->quantity;
    if (context.rate_of[step.flow.index()] == no_job) report_unstated(context, step);
    return std::nullopt;
  }
  const bool stated = was_stated(context, context.of_flow[step.flow.index()], step.attribute);
  if (stated && !context.model.at(step.flow).attributes.has(step.attribute)) return std::nullopt;
  auto value = context.model.value(step.flow, step.attribute);
  if (!value) report_unstated(context, step);
  return value;
}

std::optional<Quantity> component_value(Context& context, const model::Instruction& step) {
  const auto& component = context.model.at(step.component);
  const bool stated =
      was_stated(context, context.of_component[step.component.index()], step.attribute);
  if (stated && !component.attributes.has(step.attribute)) return std::nullopt;
  auto value = context.model.value(step.component, step.attribute);
  if (!value) report_unstated(context, step);
  return value;
}

// --- what went wrong
// -----------------------------------------------------------------------------------

// A mismatch of dimensions, or arithmetic without a result (1/0, the logarithm of 0).
std::string_view rule_of(const model::Evaluated& evaluated) {
  const auto& operands = evaluated.operands;
  const auto has_unit = [](const model::Operand& operand) {
    return operand.quantity.dimension != quantity::count;
  };
  switch (evaluated.op) {
    case Op::add:
    case Op::subtract:
    case Op::range:
      if (operands[0].quantity.dimension != operands[1].quantity.dimension) {
        return "dimension-mismatch";
      }
      return evaluated.op == Op::range ? "unexpected-value" : "undefined-result";
    case Op::over:
      return operands[0].quantity.dimension.time == -1 &&
                     operands[1].quantity.dimension == quantity::time
                 ? "undefined-result"
                 : "dimension-mismatch";
    case Op::about:
      return "unexpected-value";
    case Op::power:
    case Op::call:
      return std::any_of(operands.begin(), operands.end(), has_unit) ? "dimension-mismatch"
                                                                     : "undefined-result";
    default:
      return "undefined-result";
  }
}

bool is_known_function(const model::Formula& formula) {
  const auto names = quantity::function_names();
  return std::all_of(formula.functions.begin(), formula.functions.end(), [&](const auto& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  });
}

void report_error(Context& context, const model::Formula& formula,
                  const model::Evaluated& evaluated) {
  const bool unknown = evaluated.op == Op::call && !is_known_function(formula);
  const std::string_view rule = unknown ? "unknown-function" : rule_of(evaluated);
  Finding& finding = context.error(rule, evaluated.span, evaluated.error.message);
  finding.help = evaluated.error.help;
  if (rule != "dimension-mismatch") return;
  if (finding.help.empty()) finding.help = "bring both to the same unit";
  for (const auto& operand : evaluated.operands) {
    finding.labels.push_back(
        {operand.span, std::string(quantity::noun(operand.quantity.dimension))});
  }
}

}  // namespace

std::optional<model::Stated> rate_of(const Context& context, FlowId flow) {
  std::vector<const model::Stated*> parts;
  std::uint32_t stage = 0;
  for (auto i = context.rate_of[flow.index()]; i != no_job; i = context.flow_rates[i].next) {
    const FlowRate& rate = context.flow_rates[i];
    if (!parts.empty() && rate.job.stage < stage) break;  // a later stage says it anew
    stage = rate.job.stage;
    if (rate.value) parts.push_back(&*rate.value);
  }
  std::optional<model::Stated> sum;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (!sum) {
      sum = **part;
      continue;
    }
    auto added = quantity::add(sum->quantity, (*part)->quantity);
    if (added.value) sum->quantity = std::move(*added.value);
    sum->span = (*part)->span;
    sum->formula = (*part)->formula;
  }
  return sum;
}

Value evaluate_formula(Context& context, model::Formula formula) {
  await_operands(context, formula);
  if (!context.awaited.empty()) return {};
  model::Operands operands;
  operands.quantity = [&](QuantityId id) {
    const auto& binding = context.model.quantities[id.index()];
    return binding.failed ? std::nullopt : std::optional(binding.quantity);
  };
  operands.stated = [&](const model::Instruction& step) {
    return step.flow ? flow_value(context, step) : component_value(context, step);
  };
  operands.figure = [](const model::FigureName&) { return std::optional<Quantity>(); };
  Value value;
  auto evaluated = model::evaluate(formula, operands, context.input.sampling);
  if (!evaluated.value && !evaluated.missing) report_error(context, formula, evaluated);
  value.quantity = std::move(evaluated.value);
  const bool is_literal = formula.code.size() == 1 && !formula.constants.empty();
  if (is_literal) return value;
  if (formula.code.size() == 1 && formula.code.front().op == Op::quantity) {
    value.name = formula.code.front().quantity;
  }
  value.formula = FormulaId(context.model.formulas.size());
  context.model.formulas.push_back(std::move(formula));
  return value;
}

namespace {

// A number that stands for itself, else null. Of the many numbers of a large design few differ.
const Quantity* read_number(Context& context, std::string_view text) {
  auto& [units, values] = context.literals;
  if (units != context.units.own()) values.clear();
  units = context.units.own();
  const auto [known, is_new] = values.try_emplace(text);
  if (is_new) {
    auto literal = quantity::parse_literal(text, context.units);
    if (literal.divisors.empty()) known->second = std::move(literal.value);
  }
  return known->second ? &*known->second : nullptr;
}

}  // namespace

Value evaluate_expression(Context& context, Ref expression, const FormulaPlace& place) {
  if (expression.is(Kind::number)) {  // the common case, without the machine
    if (const Quantity* known = read_number(context, expression.text())) return {*known, {}, {}};
  }
  auto formula = compile(context, expression, place);
  if (!formula) return {};
  return evaluate_formula(context, std::move(*formula));
}

bool has_dimension(Context& context, const Value& value, Span span, const Expectation& wanted) {
  const Quantity& quantity = *value.quantity;
  if (quantity.dimension == wanted.dimension) return true;
  Finding& finding = context.error("dimension-mismatch", span,
                                   fmt::format("{} is wanted here, and this is {}", wanted.what,
                                               quantity::name(quantity.dimension)));
  if (!wanted.example.empty()) finding.help = fmt::format("write it like `{}`", wanted.example);
  if (value.name) {
    const auto& binding = context.model.quantities[value.name.index()];
    finding.labels.push_back(
        {binding.span, fmt::format("`{}` is {}", binding.name, quantity::text(quantity))});
  }
  return false;
}

// --- quantities -------------------------------------------------------------------------------

namespace {

Ref expression_of(Ref binding) {
  bool after_name = false;
  for (Ref child : binding) {
    if (after_name) return child;
    after_name = child.is(Kind::qname);
  }
  return {};
}

void display_in(Context& context, model::QuantityBinding& binding, Ref node) {
  const Ref unit = node.child(Kind::unit_expr);
  if (!unit) return;
  const auto text = trimmed(unit.text());
  const auto wanted = quantity::parse_unit(text, context.units);
  if (!wanted.value) {
    context.error("unknown-unit", unit.span(), wanted.error.message).help = wanted.error.help;
    return;
  }
  if (wanted.value->dimension != binding.quantity.dimension) {
    Finding& finding = context.error(
        "dimension-mismatch", unit.span(),
        fmt::format("`{}` is {}, and `{}` is {}", text, quantity::name(wanted.value->dimension),
                    binding.name, quantity::name(binding.quantity.dimension)));
    finding.labels.push_back(
        {binding.span, std::string(quantity::noun(binding.quantity.dimension))});
    finding.help = "name a unit of the same dimension";
    return;
  }
  binding.unit = std::string(text);
  binding.quantity.display = binding.unit;
}

}  // namespace

// Compiled once, however often it has to wait.
void read_quantity(Context& context, QuantityId id) {
  auto& binding = context.model.quantities[id.index()];
  const Job job = context.bindings[id.index()];
  auto& formula = context.formulas[id.index()];
  if (binding.failed) return;
  if (!formula) {
    if (const Ref expression = expression_of(job.node)) {
      formula = compile(context, expression, {job.scope, {}, false});
    }
  }
  if (!formula) {
    binding.failed = true;
    return;
  }
  await_operands(context, *formula);
  if (!context.awaited.empty()) return;
  Value value = evaluate_formula(context, std::move(*formula));
  formula.reset();
  binding.why = string_of(job.node.child(Kind::string));
  binding.formula = value.formula;
  binding.failed = !value.quantity;
  if (!value.quantity) return;
  binding.quantity = std::move(*value.quantity);
  display_in(context, binding, job.node);
}

}  // namespace joist::resolve

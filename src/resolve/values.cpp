// Evaluates what was compiled: quantities in order of their dependence, attributes of others on
// demand, rings reported.
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

// Deep enough for any design, shallow enough for any stack.
constexpr int deepest = 400;

std::optional<Quantity> value_of(Context& context, QuantityId id) {
  read_quantity(context, id);
  const auto& binding = context.model.quantities[id.index()];
  if (binding.failed) return std::nullopt;
  return binding.quantity;
}

std::optional<Quantity> flow_value(Context& context, const model::Instruction& step) {
  const auto& flow = context.model.at(step.flow);
  if (step.arguments == 1) {
    return flow.rate ? std::optional(flow.rate->quantity) : std::nullopt;
  }
  const auto* stated = flow.attributes.number(step.attribute);
  return stated ? std::optional(stated->quantity) : std::nullopt;
}

void report_unstated(Context& context, const model::Instruction& step) {
  const bool of_flow = static_cast<bool>(step.flow);
  const std::string& path =
      of_flow ? context.model.at(step.flow).path : context.model.at(step.component).path;
  const std::string_view name =
      of_flow && step.arguments == 1 ? "rate" : model::info(step.attribute).name;
  Finding& finding =
      context.error("unstated-figure", step.span,
                    fmt::format("`{}` of `{}` is used here but stated nowhere", name, path));
  finding.help = of_flow ? fmt::format("state the flow's rate: `flow {} @ ...`", path)
                         : fmt::format("state it: `{}.{}: ...`", path, name);
}

std::optional<Quantity> stated_value(Context& context, const model::Instruction& step) {
  if (step.flow) {
    read_flow(context, step.flow);
    auto value = flow_value(context, step);
    if (!value) report_unstated(context, step);
    return value;
  }
  const auto wanted = model::info(step.attribute).name;
  bool failed = false;
  for (auto job : context.attributes_of[step.component.index()]) {
    if (context.attributes[job].key != wanted) continue;
    read_job(context, job);
    failed = true;  // if there is still no value, its reason was reported
  }
  const auto* stated = context.model.number(step.component, step.attribute);
  if (stated) return stated->quantity;
  // Counts that are 1 unless said otherwise.
  if (!failed && (step.attribute == model::Attribute::replicas ||
                  step.attribute == model::Attribute::shards)) {
    return quantity::exact(1);
  }
  if (!failed) report_unstated(context, step);
  return std::nullopt;
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

Value evaluate_formula(Context& context, model::Formula formula) {
  model::Operands operands;
  operands.quantity = [&](QuantityId id) { return value_of(context, id); };
  operands.stated = [&](const model::Instruction& step) { return stated_value(context, step); };
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

Value evaluate_expression(Context& context, Ref expression, const FormulaPlace& place) {
  if (expression.is(Kind::number)) {  // the common case, without the machine
    auto literal = quantity::parse_literal(expression.text(), context.units);
    if (literal.value && literal.divisors.empty()) return {std::move(literal.value), {}, {}};
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

void report_ring(Context& context, const std::vector<std::uint32_t>& ring) {
  std::string path;
  for (auto index : ring) path += context.model.quantities[index].path + " -> ";
  path += context.model.quantities[ring.front()].path;
  Finding& finding = context.error("definition-ring", context.model.quantities[ring.front()].span,
                                   fmt::format("`{}` is defined by itself: {}",
                                               context.model.quantities[ring.front()].path, path));
  for (std::size_t i = 1; i < ring.size() && i < 8; ++i) {
    finding.labels.push_back({context.model.quantities[ring[i]].span, "through this"});
  }
  finding.help = "state one of them as a number";
  for (auto index : ring) context.model.quantities[index].failed = true;
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
    finding.help = "name a unit of the same dimension";
    return;
  }
  binding.unit = std::string(text);
  binding.quantity.display = binding.unit;
}

void finish_quantity(Context& context, std::uint32_t index, std::optional<model::Formula> formula) {
  auto& binding = context.model.quantities[index];
  const Ref node = context.bindings[index].node;
  if (!formula || binding.failed) {
    binding.failed = true;
    return;
  }
  Value value = evaluate_formula(context, std::move(*formula));
  auto& same = context.model.quantities[index];  // evaluation may have moved the table's elements
  same.failed |= !value.quantity;
  same.formula = value.formula;
  if (value.quantity) same.quantity = std::move(*value.quantity);
  same.why = string_of(node.child(Kind::string));
  if (!same.failed) display_in(context, same, node);
}

}  // namespace

namespace {

std::optional<model::Formula> compile_quantity(Context& context, std::uint32_t index) {
  const Job& job = context.bindings[index];
  const Ref expression = expression_of(job.node);
  if (!expression) return std::nullopt;
  return compile(context, expression, {job.scope, {}, false});
}

// The next quantity that a formula needs from `step` on, or none.
QuantityId next_need(const std::optional<model::Formula>& formula, std::size_t& step) {
  if (!formula) return {};
  while (step < formula->code.size()) {
    const auto& instruction = formula->code[step++];
    if (instruction.op == Op::quantity) return instruction.quantity;
  }
  return {};
}

struct Frame {
  std::uint32_t index;
  std::size_t step;
};

void ring_from(Context& context, const std::vector<Frame>& stack, std::uint32_t first) {
  std::vector<std::uint32_t> ring;
  for (auto at = stack.size(); at-- > 0;) {
    ring.push_back(stack[at].index);
    if (stack[at].index == first) break;
  }
  std::reverse(ring.begin(), ring.end());
  if (!context.model.quantities[first].failed) report_ring(context, ring);
}

}  // namespace

// By an explicit stack, because a chain of definitions may be longer than the machine's.
void read_quantities(Context& context) {
  const auto count = static_cast<std::uint32_t>(context.bindings.size());
  std::vector<std::optional<model::Formula>> formulas(count);
  for (std::uint32_t i = 0; i < count; ++i) formulas[i] = compile_quantity(context, i);
  std::vector<Frame> stack;
  for (std::uint32_t start = 0; start < count; ++start) {
    if (context.quantity_progress[start] == Progress::waiting) stack.push_back({start, 0});
    while (!stack.empty()) {
      Frame& frame = stack.back();
      auto& progress = context.quantity_progress[frame.index];
      if (progress != Progress::done) progress = Progress::running;
      const QuantityId next = next_need(formulas[frame.index], frame.step);
      if (!next) {
        if (progress != Progress::done) {
          finish_quantity(context, frame.index, std::move(formulas[frame.index]));
        }
        context.quantity_progress[frame.index] = Progress::done;
        stack.pop_back();
      } else if (context.quantity_progress[next.index()] == Progress::waiting) {
        stack.push_back({next.value, 0});
      } else if (context.quantity_progress[next.index()] == Progress::running) {
        ring_from(context, stack, next.value);
      }
    }
  }
}

// Reached from the value of an attribute; nearly always done by then.
void read_quantity(Context& context, QuantityId id) {
  auto& progress = context.quantity_progress[id.index()];
  if (progress == Progress::done) return;
  if (progress == Progress::running) {
    if (!context.model.quantities[id.index()].failed) report_ring(context, {id.value});
    return;
  }
  if (context.depth >= deepest) {
    context.model.quantities[id.index()].failed = true;
    return;
  }
  progress = Progress::running;
  ++context.depth;
  finish_quantity(context, id.value, compile_quantity(context, id.value));
  --context.depth;
  context.quantity_progress[id.index()] = Progress::done;
}

}  // namespace joist::resolve

// A stack machine over quantities.
#include "model/evaluate.hpp"

namespace joist::model {
namespace {

using quantity::Computed;
using quantity::Quantity;

std::optional<Quantity> operand(const Formula& formula, const Instruction& step,
                                const Operands& operands) {
  switch (step.op) {
    case Op::constant:
      return formula.constants[step.index];
    case Op::quantity:
      return operands.quantity(step.quantity);
    case Op::stated:
      return operands.stated(step);
    default:
      return operands.figure(formula.figures[step.index]);
  }
}

Computed binary(const Instruction& step, const Quantity& a, const Quantity& b) {
  switch (step.op) {
    case Op::add:
      return quantity::add(a, b);
    case Op::subtract:
      return quantity::subtract(a, b);
    case Op::multiply:
    case Op::of:
      return quantity::multiply(a, b);
    case Op::divide:
      return quantity::divide(a, b);
    case Op::over:
      return quantity::over(a, b);
    case Op::power:
      return quantity::power(a, b);
    default:
      return quantity::range(a, b, step.index);
  }
}

// Takes its operands from the stack's top and says what stands there instead.
Computed apply(const Formula& formula, const Instruction& step, std::vector<Quantity>& stack) {
  if (step.op == Op::negate || step.op == Op::about) {
    const Quantity a = std::move(stack.back());
    stack.pop_back();
    return step.op == Op::negate ? quantity::negate(a) : quantity::about(a, step.index);
  }
  if (step.op == Op::call) {
    const std::size_t count = step.arguments;
    std::vector<Quantity> arguments(stack.end() - static_cast<std::ptrdiff_t>(count), stack.end());
    stack.resize(stack.size() - count);
    return quantity::call(formula.functions[step.index], arguments);
  }
  const Quantity b = std::move(stack.back());
  stack.pop_back();
  const Quantity a = std::move(stack.back());
  stack.pop_back();
  return binary(step, a, b);
}

}  // namespace

Evaluated evaluate(const Formula& formula, const Operands& operands) {
  std::vector<Quantity> stack;
  for (const Instruction& step : formula.code) {
    if (step.op <= Op::figure) {
      auto value = operand(formula, step, operands);
      if (!value) return {std::nullopt, {}, step.span, true};
      stack.push_back(std::move(*value));
      continue;
    }
    Computed result = apply(formula, step, stack);
    if (!result.value) return {std::nullopt, std::move(result.error), step.span, false};
    stack.push_back(std::move(*result.value));
  }
  if (stack.size() != 1) return {std::nullopt, {}, formula.span, true};
  return {std::move(stack.back()), {}, formula.span, false};
}

}  // namespace joist::model

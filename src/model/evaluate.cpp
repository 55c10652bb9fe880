// A stack machine over quantities.
#include "model/evaluate.hpp"

#include <span>

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

Computed binary(const Instruction& step, const Quantity& a, const Quantity& b,
                quantity::Sampling sampling) {
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
      return quantity::range(a, b, step.index, sampling);
  }
}

std::size_t operand_count(const Instruction& step) {
  if (step.op == Op::call) return step.arguments;
  return step.op == Op::negate || step.op == Op::about ? 1 : 2;
}

Computed apply(const Formula& formula, const Instruction& step, std::span<const Operand> operands,
               quantity::Sampling sampling) {
  switch (step.op) {
    case Op::negate:
      return quantity::negate(operands[0].quantity);
    case Op::about:
      return quantity::about(operands[0].quantity, step.index, sampling);
    case Op::call: {
      std::vector<Quantity> arguments;
      for (const Operand& operand : operands) arguments.push_back(operand.quantity);
      return quantity::call(formula.functions[step.index], arguments);
    }
    default:
      return binary(step, operands[0].quantity, operands[1].quantity, sampling);
  }
}

// From the first of them to the last; calls have brackets and signs beside them.
Span span_of(const Instruction& step, std::span<const Operand> operands) {
  const bool between = operands.size() == 2 && step.op != Op::call;
  if (!between || operands[0].span.file != operands[1].span.file) return step.span;
  return {step.span.file, operands[0].span.begin, operands[1].span.end};
}

}  // namespace

Evaluated evaluate(const Formula& formula, const Operands& operands, quantity::Sampling sampling) {
  Evaluated result;
  result.span = formula.span;
  std::vector<Operand> stack;
  for (const Instruction& step : formula.code) {
    if (step.op <= Op::figure) {
      auto value = operand(formula, step, operands);
      if (!value) {
        result.missing = true;
        return result;
      }
      stack.push_back({step.span, std::move(*value)});
      continue;
    }
    const std::size_t first = stack.size() - operand_count(step);
    const std::span<const Operand> taken{stack.data() + first, stack.size() - first};
    const Span span = span_of(step, taken);
    Computed computed = apply(formula, step, taken, sampling);
    if (!computed.value) {
      result.error = std::move(computed.error);
      result.span = span;
      result.op = step.op;
      result.operands.assign(taken.begin(), taken.end());
      return result;
    }
    stack.resize(first);
    stack.push_back({span, std::move(*computed.value)});
  }
  result.missing = stack.size() != 1;
  if (!result.missing) result.value = std::move(stack.back().quantity);
  return result;
}

}  // namespace joist::model

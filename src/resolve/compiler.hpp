// A formula being compiled, and the names in it.
#pragma once

#include "resolve/values.hpp"

namespace joist::resolve {

struct Compiler {
  Context& context;
  const FormulaPlace& place;
  model::Formula formula;
  bool failed = false;

  void emit(model::Instruction step) { formula.code.push_back(step); }
  void constant(quantity::Quantity value, Span span) {
    model::Instruction step;
    step.op = model::Op::constant;
    step.index = static_cast<std::uint32_t>(formula.constants.size());
    step.span = span;
    formula.constants.push_back(std::move(value));
    emit(step);
  }
  void operation(model::Op op, Span span, std::uint32_t index = 0) {
    model::Instruction step;
    step.op = op;
    step.index = index;
    step.span = span;
    emit(step);
  }
};

struct NameUse {
  enum class After : std::uint8_t { other, slash /* `a / day` */, literal /* `1/day` */ };
  std::string_view text;
  Span span;
  After after = After::other;
};

// Emits what a name stands for: a quantity, a stated attribute, a computed figure. Reports
// otherwise.
void use_name(Compiler& compiler, const NameUse& use);

}  // namespace joist::resolve

// Computes a formula over given operands: used while a design is resolved, and again by rules whose
// conditions speak of results.
#pragma once

#include <functional>
#include <optional>

#include "model/formula.hpp"

namespace joist::model {

// Where operands come from. Each returns nothing for what has no value; the evaluation is then
// `missing`, without an error of its own.
struct Operands {
  std::function<std::optional<quantity::Quantity>(QuantityId)> quantity;
  std::function<std::optional<quantity::Quantity>(const Instruction&)> stated;
  std::function<std::optional<quantity::Quantity>(const FigureName&)> figure;
};

// An operand of the operation that went wrong.
struct Operand {
  Span span;
  quantity::Quantity quantity;
};

struct Evaluated {
  std::optional<quantity::Quantity> value;
  quantity::QuantityError error;  // when there is neither a value nor `missing`
  Span span;                      // of the operation that went wrong
  bool missing = false;
  Op op = Op::constant;           // that went wrong
  std::vector<Operand> operands;  // of it
};

// `sampling` is for the ranges in the formula.
Evaluated evaluate(const Formula& formula, const Operands& operands,
                   quantity::Sampling sampling = {});

}  // namespace joist::model

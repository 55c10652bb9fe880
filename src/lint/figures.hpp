// The computed figures that conditions speak of: `api.load`, `read.p99`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lint/rule.hpp"
#include "model/evaluate.hpp"
#include "quantity/quantity.hpp"

namespace joist::lint {

// A condition as it turned out.
struct Verdict {
  std::optional<bool> holds;     // absent: some operand has no value
  std::optional<double> chance;  // that it does not hold, where the estimates leave that open
  // It does if availabilities that are known within bounds alone are the best that they can be.
  bool holds_at_best = false;
  std::optional<quantity::Quantity> left, right;
  std::vector<std::string> not_computed;  // figures that nothing computes: "read.p99"
  std::vector<std::string> unknown;       // figures that the design says too little for
  // What a figure leaves out for want of a statement, so that it may be worse than it looks:
  // "`lb` and `db` state no latency".
  std::vector<std::string> left_out;
};
// "it is 25k/s, against 20k/s", where both sides have a value.
std::string compared_sides(const Verdict& verdict);
Verdict judge(const Facts& facts, const model::Condition& condition);

// The value of one figure in base units, or nothing.
std::optional<quantity::Quantity> figure(const Facts& facts, const model::FigureName& name);
// "read.p99", "cost"
std::string text(const Facts& facts, const model::FigureName& name);

}  // namespace joist::lint

// Conditions of needs and decisions: two formulas whose sides measure the same.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "quantity/display.hpp"
#include "resolve/values.hpp"

namespace joist::resolve {
namespace {

using model::Condition;
using model::Formula;
using syntax::Kind;

constexpr std::string_view no_windows =
    "windows of an SLO are not part of the language; state what has to hold at the peak";

// With every figure as 1 of what it measures: enough to know what the side measures.
model::Evaluated sound(const Context& context, const Formula& formula) {
  const auto& model = context.model;
  model::Operands operands;
  operands.quantity = [&](QuantityId id) {
    const auto& binding = model.quantities[id.index()];
    return binding.failed ? std::nullopt : std::optional(binding.quantity);
  };
  operands.stated = [&](const model::Instruction& step) -> std::optional<quantity::Quantity> {
    if (!step.flow) return model.value(step.component, step.attribute);
    if (step.arguments == 0) return model.value(step.flow, step.attribute);
    const auto& rate = model.at(step.flow).rate;
    return rate ? std::optional(rate->quantity) : std::nullopt;
  };
  operands.figure = [](const model::FigureName& name) {
    // The mean of a flow is a time, that of a component a rate.
    const bool is_rate =
        name.subject == model::FigureName::Subject::component && name.figure == "mean";
    return std::optional(
        quantity::exact(1, is_rate ? quantity::rate : model::figure_dimension(name.figure)));
  };
  return model::evaluate(formula, operands, context.input.sampling);
}

bool speaks_of_a_window(const Formula& formula) {
  return std::any_of(formula.code.begin(), formula.code.end(),
                     [](const auto& step) { return step.op == model::Op::over; });
}

// False where the side cannot have a value; reported then.
bool check_side(Context& context, const Formula& formula, const model::Evaluated& side) {
  if (side.value || side.missing) return true;
  Finding& finding = context.error("dimension-mismatch", side.span, side.error.message);
  finding.help = speaks_of_a_window(formula) ? std::string(no_windows)
                 : side.error.help.empty()   ? "bring both to the same unit"
                                             : side.error.help;
  return false;
}

bool is_share(quantity::Dimension d) {
  return d == quantity::count;
}

std::string sample_of(quantity::Dimension dimension) {
  using namespace quantity;
  if (dimension == time) return "`200 ms`";
  if (dimension == rate) return "`5k rps`";
  if (dimension == data) return "`10 TB`";
  if (dimension == data_rate) return "`1 Gbps`";
  if (dimension == money / time) return "`$5000/month`";
  if (dimension == money) return "`$0.001`";
  return std::string(name(dimension));
}

std::string help_for(const Condition& condition, quantity::Dimension left,
                     quantity::Dimension right) {
  const auto& figures = condition.left.figures;
  if (left == quantity::rate && is_share(right) && !figures.empty() && figures.front().component &&
      figures.front().figure == "load") {
    return "`utilization` is the share of the capacity that is used";
  }
  if (left == quantity::money / quantity::time && right == quantity::money) {
    return "costs are per time: write it like `$50k/month`";
  }
  if (is_share(right)) return fmt::format("give it a unit, like {}", sample_of(left));
  return fmt::format("compare it with {}", quantity::name(left));
}

// `read.availability >= 99.9` can't come true: a share is at most 1.
bool check_share(Context& context, const Condition& condition, const model::Evaluated& right) {
  const Formula& left = condition.left;
  const bool availability =
      left.code.size() == 1 && left.figures.size() == 1 && left.figures[0].figure == "availability";
  if (!availability || !right.value || right.value->value <= 1) return true;
  const std::string shown = quantity::number_text(right.value->value, 9);
  Finding& finding =
      context.error("unexpected-value", condition.right.span,
                    fmt::format("an availability is at most 100%, and this is {}", shown));
  finding.help = fmt::format("write `{}%`", shown);
  if (right.value->value <= 100 && condition.right.code.size() == 1) {
    const Span end{condition.right.span.file, condition.right.span.end, condition.right.span.end};
    finding.fixes.push_back({finding.help, false, {{end, "%"}}});
  }
  return false;
}

bool check_sides(Context& context, const Condition& condition) {
  const auto left = sound(context, condition.left), right = sound(context, condition.right);
  const bool whole = check_side(context, condition.left, left);
  if (!check_side(context, condition.right, right) || !whole) return false;
  if (!left.value || !right.value) return true;
  if (left.value->dimension == right.value->dimension) {
    return check_share(context, condition, right);
  }
  const auto a = left.value->dimension, b = right.value->dimension;
  Finding& finding =
      context.error("dimension-mismatch", condition.span,
                    fmt::format("{} is compared with {}", quantity::name(a), quantity::name(b)));
  finding.labels.push_back({condition.left.span, std::string(quantity::noun(a))});
  finding.labels.push_back({condition.right.span, std::string(quantity::noun(b))});
  finding.help = help_for(condition, a, b);
  return false;
}

}  // namespace

std::optional<Condition> compile_condition(Context& context, Ref condition,
                                           const FormulaPlace& place) {
  FormulaPlace inside = place;
  inside.results = true;
  Condition result;
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
    if (child.kind() >= Kind::bad) continue;
    auto formula = compile(context, child, inside);
    failed |= !formula;
    if (formula) (right ? result.right : result.left) = std::move(*formula);
  }
  if (failed || !right || result.right.code.empty()) return std::nullopt;
  if (!check_sides(context, result)) return std::nullopt;
  return result;
}

}  // namespace joist::resolve

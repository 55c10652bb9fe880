// Values of the design: expressions as formulas, and attributes read by their type.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/evaluate.hpp"
#include "resolve/context.hpp"

namespace joist::resolve {

// Names in an expression become ids, numbers become constants. Reports what is unknown. Figures
// that are computed (`read.p99`) are known only where `results` is true, in conditions.
struct FormulaPlace {
  ScopeId scope;
  FlowId flow;  // `p99` alone, inside a flow, is that flow's
  bool results = false;
  const quantity::Quantity* length = nullptr;  // what `length` stands for in the size of a type
};
std::optional<model::Formula> compile(Context& context, Ref expression, const FormulaPlace& place);
std::optional<model::Condition> compile_condition(Context& context, Ref condition,
                                                  const FormulaPlace& place);

// The value of an expression and, where it is more than a literal, the formula it came from.
struct Value {
  std::optional<quantity::Quantity> quantity;  // none: reported, or depends on what was reported
  model::FormulaId formula;
  QuantityId name;  // where the expression is just that quantity's name
};
Value evaluate_expression(Context& context, Ref expression, const FormulaPlace& place);

// Compiles and evaluates what waits in the order of dependence, whatever the depth; rings are
// reported.
void settle(Context& context, Pending pending);
// What a formula speaks of and is not settled yet goes to `context.awaited`.
void await_operands(Context& context, const model::Formula& formula);
// What a formula comes to. While something is being settled and its operands are not, nothing, and
// it is tried again later.
Value evaluate_formula(Context& context, model::Formula formula);
// The sum of the parts of a flow's rate that the latest stage states, once they are settled.
std::optional<model::Stated> rate_of(const Context& context, FlowId flow);

// What an attribute stands in.
struct AttributePlace {
  Ref node;                  // the attribute
  std::uint16_t places = 0;  // model::Place bits
  ScopeId scope;
  std::string_view owner;  // name for messages: "api"
  FlowId flow;
  Span around;             // of the statement that the block belongs to
  std::uint32_t rank = 0;  // prices replace those of a lower rank
};
void read_attribute(Context& context, model::Attributes& attributes, const AttributePlace& place);

// What `over` states replaces what `under` states; prices, those of the same sort.
void merge_over(model::Attributes& under, model::Attributes over);

// Reads the attributes of a kind, inherited ones first.
void read_kind(Context& context, KindId kind);
// Gives a quantity its value.
void read_quantity(Context& context, QuantityId id);

std::vector<std::string_view> kind_names(const Context& context);

// What a value must measure, with words for the message: "a rate", and how it is written.
struct Expectation {
  quantity::Dimension dimension;
  std::string_view what;
  std::string_view example;
};
inline constexpr Expectation a_rate{quantity::rate, "a rate", "5k rps"};
inline constexpr Expectation a_ratio{quantity::count, "a ratio (calls per request)", "x 2"};
// Reports what does not measure that.
bool has_dimension(Context& context, const Value& value, Span span, const Expectation& wanted);

}  // namespace joist::resolve

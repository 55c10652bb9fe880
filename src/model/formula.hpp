// An expression of the design in a form that later stages can evaluate and explain: conditions on
// results (`read.p99 < 200 ms`) and the arithmetic behind quantities.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "model/attributes.hpp"
#include "quantity/quantity.hpp"

namespace joist::model {

using ComponentId = Id<struct ComponentTag>;
using FlowId = Id<struct FlowTag>;
using QuantityId = Id<struct QuantityTag>;

enum class Op : std::uint8_t {
  constant,
  quantity,
  stated,
  figure,  // operands
  negate,
  add,
  subtract,
  multiply,
  of,
  divide,
  over,
  power,
  range,
  about,
  call,
};

enum class Comparison : std::uint8_t { less, less_or_equal, greater, greater_or_equal, equal };

// What `read.p99` and the like name. The figure's name is one of figure_names() of its subject.
struct FigureName {
  enum class Subject : std::uint8_t { design, component, flow } subject = Subject::design;
  ComponentId component;
  FlowId flow;
  std::string figure;  // "p99", "done.p99", "availability", "load", "cost.per_request"
};

// Postfix: operands push, operators take what they need from the top.
struct Instruction {
  Op op = Op::constant;
  std::uint32_t index = 0;      // of a constant, figure or function; the draw of a range
  std::uint32_t arguments = 0;  // of a call
  QuantityId quantity;          // op == quantity
  ComponentId component;        // op == stated: what is stated of a component or flow
  FlowId flow;
  Attribute attribute{};
  Span span;
};

struct Formula {
  std::vector<Instruction> code;
  std::vector<quantity::Quantity> constants;
  std::vector<FigureName> figures;
  std::vector<std::string> functions;
  Span span;
};

struct Condition {
  Formula left, right;
  Comparison comparison = Comparison::less;
  Span span;
};

// The names a condition may use after a component, a flow, or alone.
std::vector<std::string_view> figure_names(FigureName::Subject subject);
// What such a figure measures: `p99` a time, `load` a rate, `cost` money per time.
quantity::Dimension figure_dimension(std::string_view figure);
std::string_view text(Comparison comparison);  // "<="

}  // namespace joist::model

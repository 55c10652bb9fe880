// The success of one flow as a decision diagram over domains and components.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/availability_component.hpp"
#include "analysis/bdd.hpp"
#include "analysis/redundancy_graph.hpp"

namespace joist::analysis {

// In which order the alternatives of a flow get their variables: what is small first, as written,
// or what is large first, each with what stands behind it; or all that stand side by side before
// what stands behind them. None is best for all designs.
enum class Order : std::uint8_t { small_first, as_written, large_first, side_by_side };

// Below or above the function of the flow, where that is too large.
enum class Side : std::uint8_t { exact, lower, upper };

struct FlowFunction {
  Bdd bdd;
  Variables variables;
  Bdd::Ref success = Bdd::over;  // `over` where the limit did not last, if it is to be exact
  // Below or above, of a side: how likely the flow is down at most, or at least, by what its parts
  // are that are needed all.
  double down_by_parts = 1;
};

// How far to go: nodes of the diagram at once, and of a function that is a bound.
struct Effort {
  std::size_t limit = 300'000;
  std::size_t most_nodes = 4'000;
  bool puts_together = true;  // false: of a side, what the parts say is enough
};

FlowFunction build_flow_function(const Failures& failures, const EventOdds& odds,
                                 const FlowGraph& graph, Order order, const Effort& effort,
                                 Side side = Side::exact);

}  // namespace joist::analysis

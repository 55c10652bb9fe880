// The success of one flow as a decision diagram over domains and components.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/availability_component.hpp"
#include "analysis/bdd.hpp"
#include "analysis/redundancy_graph.hpp"

namespace joist::analysis {

// In which order the alternatives of a flow get their variables: what is small first, as written,
// or what is large first. None is best for all designs.
enum class Order : std::uint8_t { small_first, as_written, large_first };

struct FlowFunction {
  Bdd bdd;
  Variables variables;
  Bdd::Ref success = Bdd::over;  // `over` where the limit did not last
};

FlowFunction build_flow_function(const Failures& failures, const EventOdds& odds,
                                 const FlowGraph& graph, Order order, std::size_t limit);

}  // namespace joist::analysis

// What one flow needs: its success as a graph of components that need all, some or one of others.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/redundancy_shifts.hpp"
#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// A component in one flow; for writes apart where those need a leader, and apart for each number of
// copies that it needs as others are up or down.
struct Literal {
  ComponentId component;
  bool writes = false;
  std::uint32_t by_load = 1;  // copies of each shard (nodes, where stated) to carry its load
};

// At least `least` of the children must work.
struct Requirement {
  std::uint32_t first = 0, count = 0;  // in FlowGraph::children
  std::uint32_t least = 0;
};

// A visit of a component, or a choice between alternatives (then without a literal).
struct FlowNode {
  static constexpr std::uint32_t none = 0xffffffffu;
  std::uint32_t literal = none;        // in FlowGraph::literals
  std::uint32_t first = 0, count = 0;  // in FlowGraph::requirements
  std::uint32_t parent = none;         // some node that needs it
};

// The flow is up if all of node 0's requirements hold. Loops of calls that wait for each other do
// not pull themselves down: what has not failed works.
struct FlowGraph {
  FlowId flow;
  std::vector<FlowNode> nodes;
  std::vector<Requirement> requirements;
  std::vector<std::uint32_t> children;
  std::vector<Literal> literals;
  std::vector<bool> hard;           // by literal: needed whatever else is up
  std::vector<std::uint32_t> soft;  // other nodes, each behind what it needs where that is possible
  std::vector<std::uint32_t> gates;  // requirements of hard nodes that have alternatives
  bool exact = true;                 // false: there are further ways to go on
  bool by_load = false;  // other targets could take over, were there not so much to carry
};

// What is known of a design beside its arrows. Empty vectors: nothing.
struct FlowSurroundings {
  std::vector<bool> separate_writes;  // by component: writes need a leader
  std::vector<bool> look_aside;       // by component, see look_aside_caches
  std::span<const ArrowLoad> arrows;
  std::span<const ComponentLoad> loads;
  LoadStates* states = nullptr;  // none: any number of copies carries any load
  LoadShifts* shifts = nullptr;  // none: nothing of what other flows move
};
// Without nodes but the first where the flow has no request to serve.
FlowGraph build_flow_graph(const model::Model& model, FlowId flow,
                           const FlowSurroundings& surroundings);

// Without alternatives that cannot carry what comes to them.
void leave_out_impossible(FlowGraph& graph);

// Fills `hard`, `soft` and `gates`.
void sort_nodes(FlowGraph& graph);

}  // namespace joist::analysis

// The part of a flow that has alternatives, evaluated for many failures at once.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/redundancy_graph.hpp"

namespace joist::analysis {

// 512 scenarios side by side: a bit is set where the thing is down.
using Scenarios = std::array<std::uint64_t, 8>;
inline constexpr std::uint32_t scenarios_at_once = 512;

// What is down spreads from what failed to those who need it, and work is done only where it gets
// to: most failures under a choice go no further than that choice. Where calls wait for each other
// in a ring, it spreads until nothing changes.
class Alternatives {
 public:
  explicit Alternatives(const FlowGraph& graph);

  // Marks a literal as down in one of the scenarios.
  void set_down(std::uint32_t literal, std::uint32_t scenario);
  // In which scenarios the flow is down, if every hard literal is up. Clears all marks.
  Scenarios evaluate();
  // Nodes of the graph that are down in scenario 0. Clears all marks.
  std::vector<std::uint32_t> failing();
  // Where a literal stands: neighbours share those who need them. For evaluating in a good order.
  std::uint32_t position(std::uint32_t literal) const;
  // Nodes evaluated so far.
  std::size_t work() const { return work_; }

 private:
  // More than `spare` of the children must fail for it to fail.
  struct Gate {
    std::uint32_t first = 0, count = 0;  // in children_
    std::uint32_t spare = 0;
  };
  struct Node {
    std::uint32_t first_gate = 0, gates = 0;
    std::uint32_t first_parent = 0, parents = 0;  // in parents_
    std::uint32_t first_top = 0, tops = 0;        // in top_of_: what the flow needs in any case
  };

  void add_node(std::uint32_t node, const std::vector<std::uint32_t>& positions);
  bool add_gate(const Requirement& requirement, const std::vector<std::uint32_t>& positions);
  void link_parents();
  void link_top();
  void link_literals(const std::vector<std::uint32_t>& positions);
  void failed(const Gate& gate, Scenarios& down) const;
  void update(std::uint32_t position);
  void wait(std::uint32_t position);
  void spread();
  void clear();

  const FlowGraph& graph_;
  std::vector<Node> nodes_;  // by position: each behind what it needs
  std::vector<Gate> gates_, top_;
  std::vector<std::uint32_t> children_, parents_;
  std::vector<std::uint32_t> top_of_, touched_top_;           // in top_
  std::vector<std::uint8_t> is_touched_;                      // by top gate
  std::vector<std::uint32_t> literal_first_, literal_nodes_;  // positions of each literal
  std::vector<Scenarios> down_;                               // by position
  std::vector<std::uint8_t> is_down_;                         // by position: in any scenario
  std::vector<std::uint64_t> waiting_;                        // bit by position: to be evaluated
  std::vector<std::uint32_t> touched_;                        // positions with anything in down_
  std::size_t used_ = 0;                                      // words of them that may have any
  std::size_t work_ = 0;
};

}  // namespace joist::analysis

// Tells what a flow needs in any case from what it has alternatives to.
#include "analysis/redundancy_graph.hpp"

namespace joist::analysis {
namespace {

// Marks what the flow needs whatever else is up, and puts the rest in order.
class Sorter {
 public:
  explicit Sorter(FlowGraph& graph) : graph_(graph), state_(graph.nodes.size(), State::unseen) {}

  void sort() {
    graph_.hard = reach();
    for (std::size_t i = 0; i < graph_.gates.size(); ++i) {
      const Requirement& gate = graph_.requirements[graph_.gates[i]];
      for (std::uint32_t c = 0; c < gate.count; ++c) walk(graph_.children[gate.first + c]);
    }
  }

 private:
  enum class State : std::uint8_t { unseen, seen, hard };
  struct Frame {
    std::uint32_t node, requirement, child;
  };

  // Literals that are needed along requirements without a choice.
  std::vector<bool> reach() {
    std::vector<bool> reached(graph_.literals.size(), false);
    std::vector<std::uint32_t> stack = {0};
    state_[0] = State::hard;
    while (!stack.empty()) {
      const FlowNode& at = graph_.nodes[stack.back()];
      stack.pop_back();
      if (at.literal != FlowNode::none) reached[at.literal] = true;
      for (std::uint32_t r = at.first; r < at.first + at.count; ++r) {
        const Requirement& requirement = graph_.requirements[r];
        if (requirement.least == requirement.count) {
          push(requirement, stack);
        } else {
          graph_.gates.push_back(r);
        }
      }
    }
    return reached;
  }

  void push(const Requirement& requirement, std::vector<std::uint32_t>& stack) {
    for (std::uint32_t c = 0; c < requirement.count; ++c) {
      const std::uint32_t child = graph_.children[requirement.first + c];
      if (state_[child] == State::hard) continue;
      state_[child] = State::hard;
      stack.push_back(child);
    }
  }

  // Depth first without recursion: designs may be deeper than the stack.
  void walk(std::uint32_t start) {
    if (state_[start] != State::unseen) return;
    std::vector<Frame> stack = {{start, 0, 0}};
    state_[start] = State::seen;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const FlowNode& node = graph_.nodes[frame.node];
      if (frame.requirement == node.count) {
        graph_.soft.push_back(frame.node);
        stack.pop_back();
        continue;
      }
      const Requirement& requirement = graph_.requirements[node.first + frame.requirement];
      if (frame.child == requirement.count) {
        ++frame.requirement;
        frame.child = 0;
        continue;
      }
      const std::uint32_t child = graph_.children[requirement.first + frame.child++];
      if (state_[child] != State::unseen) continue;
      state_[child] = State::seen;
      stack.push_back({child, 0, 0});
    }
  }

  FlowGraph& graph_;
  std::vector<State> state_;
};

}  // namespace

void sort_nodes(FlowGraph& graph) {
  Sorter(graph).sort();
}

}  // namespace joist::analysis

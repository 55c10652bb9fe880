// Takes out of a flow's graph what cannot carry the load that comes to it, and all that needs it.
#include <vector>

#include "analysis/redundancy_graph.hpp"

namespace joist::analysis {
namespace {

class Possible {
 public:
  explicit Possible(const FlowGraph& graph) : graph_(graph), possible_(graph.nodes.size(), true) {}

  bool find() {
    bool any = false;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t n = graph_.nodes.size(); n-- > 0;) {
        if (!possible_[n] || can_work(graph_.nodes[n])) continue;
        possible_[n] = false;
        any = changed = true;
      }
    }
    return any;
  }

  // What is left and needed by the first node.
  FlowGraph left() {
    FlowGraph result;
    result.flow = graph_.flow;
    result.by_load = true;
    result.exact = graph_.exact;
    literals_.assign(graph_.literals.size(), FlowNode::none);
    numbers_.assign(graph_.nodes.size(), FlowNode::none);
    number(0, FlowNode::none, result);
    for (std::uint32_t n = 0; n < kept_.size(); ++n) copy_requirements(n, result);
    return result;
  }

 private:
  bool can_work(const FlowNode& node) const {
    if (node.literal != FlowNode::none && graph_.literals[node.literal].by_load == too_much)
      return false;
    for (std::uint32_t r = node.first; r < node.first + node.count; ++r) {
      const Requirement& needed = graph_.requirements[r];
      std::uint32_t working = 0;
      for (std::uint32_t c = needed.first; c < needed.first + needed.count; ++c)
        working += possible_[graph_.children[c]] ? 1 : 0;
      if (working < needed.least) return false;
    }
    return true;
  }

  std::uint32_t number(std::uint32_t node, std::uint32_t parent, FlowGraph& result) {
    if (numbers_[node] != FlowNode::none) return numbers_[node];
    numbers_[node] = static_cast<std::uint32_t>(kept_.size());
    kept_.push_back(node);
    FlowNode& made = result.nodes.emplace_back();
    made.parent = parent;
    const std::uint32_t literal = graph_.nodes[node].literal;
    if (literal == FlowNode::none) return numbers_[node];
    if (literals_[literal] == FlowNode::none) {
      literals_[literal] = static_cast<std::uint32_t>(result.literals.size());
      result.literals.push_back(graph_.literals[literal]);
    }
    made.literal = literals_[literal];
    return numbers_[node];
  }

  void copy_requirements(std::uint32_t to, FlowGraph& result) {
    const FlowNode& from = graph_.nodes[kept_[to]];
    result.nodes[to].first = static_cast<std::uint32_t>(result.requirements.size());
    result.nodes[to].count = from.count;
    for (std::uint32_t r = from.first; r < from.first + from.count; ++r) {
      const Requirement& needed = graph_.requirements[r];
      Requirement made{static_cast<std::uint32_t>(result.children.size()), 0, needed.least};
      for (std::uint32_t c = needed.first; c < needed.first + needed.count; ++c) {
        const std::uint32_t child = graph_.children[c];
        if (possible_[child]) result.children.push_back(number(child, to, result));
      }
      made.count = static_cast<std::uint32_t>(result.children.size()) - made.first;
      result.requirements.push_back(made);
    }
  }

  const FlowGraph& graph_;
  std::vector<bool> possible_;           // by node
  std::vector<std::uint32_t> literals_;  // new numbers, by literal
  std::vector<std::uint32_t> numbers_;   // new ones, by node
  std::vector<std::uint32_t> kept_;      // old numbers, by new node
};

}  // namespace

void leave_out_impossible(FlowGraph& graph) {
  Possible possible(graph);
  if (possible.find()) graph = possible.left();
}

}  // namespace joist::analysis

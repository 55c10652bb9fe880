// Orders the variables of a flow, and puts its requirements together from the leaves up.
#include "analysis/availability_flow.hpp"

#include <algorithm>
#include <deque>
#include <unordered_map>

namespace joist::analysis {
namespace {

using Ref = Bdd::Ref;

class FlowBuilder {
 public:
  FlowBuilder(const Failures& failures, const EventOdds& odds, const FlowGraph& graph, Order order,
              FlowFunction& result)
      : graph_(graph), order_(order), result_(result), bdd_(result.bdd) {
    of_literal_.reserve(graph.literals.size());
    for (const Literal& literal : graph.literals) {
      const auto [found, added] = numbers_.try_emplace(literal.component.value, successes_.size());
      if (added) successes_.emplace_back(failures, odds, literal.component);
      of_literal_.push_back(found->second);
    }
  }

  void build() {
    weigh();
    order_literals();
    for (std::uint32_t l = 0; l < graph_.literals.size(); ++l) {
      literals_.push_back(
          successes_[of_literal_[l]].function(bdd_, result_.variables, graph_.literals[l].writes));
    }
    nodes_.assign(graph_.nodes.size(), Bdd::one);
    // Where calls wait for each other in a ring, from the best case until nothing changes.
    while (update() && graph_.cyclic) {
    }
    std::vector<Ref> all;
    for (std::uint32_t l = 0; l < graph_.literals.size(); ++l)
      if (graph_.hard[l]) all.push_back(literals_[l]);
    for (const std::uint32_t gate : graph_.gates)
      all.push_back(function(graph_.requirements[gate]));
    result_.success = bdd_.at_least(static_cast<std::uint32_t>(all.size()), all);
  }

 private:
  Ref function(const Requirement& requirement) {
    std::vector<Ref> children;
    for (std::uint32_t c = 0; c < requirement.count; ++c)
      children.push_back(nodes_[graph_.children[requirement.first + c]]);
    return bdd_.at_least(requirement.least, children);
  }

  // True if some node's function changed.
  bool update() {
    bool changed = false;
    for (const std::uint32_t n : graph_.soft) {
      const FlowNode& node = graph_.nodes[n];
      std::vector<Ref> all;
      if (node.literal != FlowNode::none) all.push_back(literals_[node.literal]);
      for (std::uint32_t r = node.first; r < node.first + node.count; ++r)
        all.push_back(function(graph_.requirements[r]));
      const Ref now = bdd_.at_least(static_cast<std::uint32_t>(all.size()), all);
      changed |= now != nodes_[n];
      nodes_[n] = now;
      if (now == Bdd::over) return false;
    }
    return changed;
  }

  // Roughly how many variables stand behind each node that has alternatives.
  void weigh() {
    weights_.assign(graph_.nodes.size(), 0.0);
    for (const std::uint32_t n : graph_.soft) {
      const FlowNode& node = graph_.nodes[n];
      double weight = 1;
      for (std::uint32_t r = node.first; r < node.first + node.count; ++r)
        weight += this->weight(graph_.requirements[r]);
      weights_[n] = weight;
    }
  }

  double weight(const Requirement& requirement) const {
    double sum = 0;
    for (std::uint32_t c = 0; c < requirement.count; ++c)
      sum += weights_[graph_.children[requirement.first + c]];
    return sum;
  }

  template <class Weight>
  void sort(std::vector<std::uint32_t>& items, Weight weight) const {
    if (order_ == Order::as_written) return;
    const bool small = order_ == Order::small_first;
    std::stable_sort(items.begin(), items.end(), [&](std::uint32_t a, std::uint32_t b) {
      return small ? weight(a) < weight(b) : weight(a) > weight(b);
    });
  }

  // What every request needs first, then the alternatives, depth first.
  void order_literals() {
    placed_.assign(successes_.size(), false);
    for (std::uint32_t l = 0; l < graph_.literals.size(); ++l)
      if (graph_.hard[l]) place(l);
    std::vector<bool> seen(graph_.nodes.size(), true);
    for (const std::uint32_t n : graph_.soft) seen[n] = false;
    std::vector<std::uint32_t> stack;
    push(graph_.gates, stack);
    while (!stack.empty()) {
      const std::uint32_t n = stack.back();
      stack.pop_back();
      if (seen[n]) continue;
      seen[n] = true;
      const FlowNode& node = graph_.nodes[n];
      if (node.literal != FlowNode::none) place(node.literal);
      std::vector<std::uint32_t> requirements;
      for (std::uint32_t r = 0; r < node.count; ++r) requirements.push_back(node.first + r);
      push(std::move(requirements), stack);
    }
  }

  // The children of all, so that the first comes off the stack first.
  void push(std::vector<std::uint32_t> requirements, std::vector<std::uint32_t>& stack) const {
    sort(requirements, [&](std::uint32_t r) { return weight(graph_.requirements[r]); });
    const std::size_t first = stack.size();
    for (const std::uint32_t r : requirements) {
      const Requirement& requirement = graph_.requirements[r];
      std::vector<std::uint32_t> children(
          graph_.children.begin() + requirement.first,
          graph_.children.begin() + requirement.first + requirement.count);
      sort(children, [&](std::uint32_t n) { return weights_[n]; });
      stack.insert(stack.end(), children.begin(), children.end());
    }
    std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end());
  }

  void place(std::uint32_t literal) {
    const std::size_t number = of_literal_[literal];
    if (placed_[number]) return;
    placed_[number] = true;
    successes_[number].add_variables(result_.variables);
  }

  const FlowGraph& graph_;
  Order order_;
  FlowFunction& result_;
  Bdd& bdd_;
  std::unordered_map<std::uint32_t, std::size_t> numbers_;  // in successes_, by component
  std::deque<ComponentSuccess> successes_;
  std::vector<std::size_t> of_literal_;
  std::vector<bool> placed_;
  std::vector<double> weights_;  // by node
  std::vector<Ref> literals_;
  std::vector<Ref> nodes_;
};

}  // namespace

FlowFunction build_flow_function(const Failures& failures, const EventOdds& odds,
                                 const FlowGraph& graph, Order order, std::size_t limit) {
  FlowFunction result{Bdd(limit), {}, Bdd::over};
  FlowBuilder(failures, odds, graph, order, result).build();
  return result;
}

}  // namespace joist::analysis

// Orders the variables of a flow, and puts its requirements together from the leaves up.
#include "analysis/availability_flow.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <unordered_map>

#include "analysis/bdd_bounds.hpp"
#include "analysis/bdd_odds.hpp"

namespace joist::analysis {
namespace {

using Ref = Bdd::Ref;

constexpr int most_rounds = 100;            // through a ring, for a bound
constexpr std::size_t most_pairs = 40'000;  // of parts, twice
constexpr int most_prunings = 300;          // then what is left is taken as the worst, or the best

// Whether calls wait for each other in a ring: some soft node does not stand behind what it needs.
bool has_ring(const FlowGraph& graph) {
  constexpr std::size_t not_soft = static_cast<std::size_t>(-1);
  std::vector<std::size_t> places(graph.nodes.size(), not_soft);
  for (std::size_t i = 0; i < graph.soft.size(); ++i) places[graph.soft[i]] = i;
  for (std::size_t i = 0; i < graph.soft.size(); ++i) {
    const FlowNode& node = graph.nodes[graph.soft[i]];
    for (std::uint32_t r = node.first; r < node.first + node.count; ++r) {
      const Requirement& needed = graph.requirements[r];
      for (std::uint32_t c = needed.first; c < needed.first + needed.count; ++c) {
        const std::size_t place = places[graph.children[c]];
        if (place != not_soft && place >= i) return true;
      }
    }
  }
  return false;
}

class FlowBuilder {
 public:
  FlowBuilder(const Failures& failures, const EventOdds& odds, const FlowGraph& graph, Order order,
              const Effort& effort, Side side, FlowFunction& result)
      : graph_(graph),
        cyclic_(has_ring(graph)),
        order_(order),
        limit_(effort.limit),
        most_nodes_(effort.most_nodes),
        puts_together_(effort.puts_together),
        side_(side),
        result_(result),
        bdd_(result.bdd) {
    std::unordered_map<std::uint32_t, std::size_t> numbers;  // by component
    std::vector<std::vector<std::uint32_t>> by_load;
    for (const Literal& literal : graph.literals) {
      const auto [found, added] = numbers.try_emplace(literal.component.value, by_load.size());
      if (added) by_load.emplace_back();
      by_load[found->second].push_back(literal.by_load);
      of_literal_.push_back(found->second);
    }
    for (std::uint32_t l = 0; l < graph.literals.size(); ++l) {
      if (of_literal_[l] < successes_.size()) continue;
      successes_.emplace_back(failures, odds, graph.literals[l].component,
                              std::move(by_load[of_literal_[l]]));
    }
  }

  void build() {
    weigh();
    order_literals();
    for (std::uint32_t l = 0; l < graph_.literals.size(); ++l) {
      literals_.push_back(
          successes_[of_literal_[l]].function(bdd_, result_.variables, graph_.literals[l]));
    }
    nodes_.assign(graph_.nodes.size(), Bdd::one);
    count_uses();
    if (side_ != Side::exact) {
      for (Ref& literal : literals_)
        if (literal == Bdd::over) literal = constant();
    }
    // Where calls wait for each other in a ring, from the best case until nothing changes.
    bool changes = update();
    for (int round = 0; changes && cyclic_; ++round) {
      if (side_ != Side::exact && round >= most_rounds) break;
      changes = update();
    }
    // What stands behind the node where the limit ended was not looked at.
    if (over_) return;
    // What does not change any more lies below the best case that holds itself up (Tarski); what
    // still does may lie above it.
    if (side_ == Side::lower && cyclic_ && changes) {
      result_.success = Bdd::zero;
      result_.down_by_parts = 1;
      return;
    }
    List all(*this);
    for (std::uint32_t l = 0; l < graph_.literals.size(); ++l)
      if (graph_.hard[l]) all.refs.push_back(literals_[l]);
    for (const std::uint32_t gate : graph_.gates)
      all.refs.push_back(function(graph_.requirements[gate]));
    if (side_ != Side::exact) result_.down_by_parts = down_by_parts(all.refs);
    if (puts_together_)
      result_.success = at_least(static_cast<std::uint32_t>(all.refs.size()), all);
  }

 private:
  // Functions at work, which pruning must keep.
  struct List {
    explicit List(FlowBuilder& builder) : lists(builder.lists_) { lists.push_back(&refs); }
    ~List() { lists.pop_back(); }
    List(const List&) = delete;
    List& operator=(const List&) = delete;
    std::vector<Ref> refs;
    std::vector<std::vector<Ref>*>& lists;
  };

  double down_of(Ref part) const { return probability(bdd_, part, result_.variables.odds).down; }

  // All parts are needed, and each is rather up where others are, for what they share: so that all
  // are up at least as likely as if they shared nothing (T. E. Harris, "A lower bound for the
  // critical probability in a certain percolation process", 1960). They are down at least as likely
  // as the sum of all less that of all pairs (Bonferroni), and as the worst of them.
  double down_by_parts(const std::vector<Ref>& parts) {
    std::vector<double> downs;
    double sum = 0, logarithm = 0, most = 0;
    for (const Ref part : parts) {
      downs.push_back(part == Bdd::over ? (side_ == Side::lower ? 1.0 : 0.0) : down_of(part));
      sum += downs.back();
      most = std::max(most, downs.back());
      logarithm += std::log1p(-downs.back());
    }
    if (side_ == Side::lower) return -std::expm1(logarithm);
    if (parts.size() * parts.size() > most_pairs) return most;
    double pairs = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      for (std::size_t j = 0; j < i && downs[i] > 0; ++j) {
        if (downs[j] == 0) continue;
        const Ref either = bdd_.either(parts[i], parts[j]);
        pairs += either == Bdd::over ? std::min(downs[i], downs[j]) : down_of(either);
      }
    }
    return std::max(most, sum - pairs);
  }

  Ref constant() const { return side_ == Side::lower ? Bdd::zero : Bdd::one; }

  Ref at_least(std::uint32_t least, List& functions) {
    std::vector<Ref>& refs = functions.refs;
    if (side_ == Side::exact) return exactly(least, refs);
    if (refs.size() < 3 || (least != 1 && least != refs.size())) return bounded(least, functions);
    std::sort(refs.begin(), refs.end(),
              [&](Ref a, Ref b) { return bdd_.level(a) < bdd_.level(b); });
    List two(*this);
    two.refs.assign(2, Bdd::zero);
    while (refs.size() > 1) {
      two.refs = {refs[refs.size() - 1], refs[refs.size() - 2]};
      refs.resize(refs.size() - 2);
      const Ref both = bounded(least == 1 ? 1 : 2, two);
      refs.push_back(both);
    }
    return refs.front();
  }

  // What nobody asks for any more makes room, if that is at least a quarter of it.
  Ref exactly(std::uint32_t least, std::vector<Ref>& refs) {
    const Ref found = bdd_.at_least(least, refs);
    if (found != Bdd::over || bdd_.exhausted()) return found;
    if (std::find(refs.begin(), refs.end(), Bdd::over) != refs.end()) return found;
    make_room();
    return bdd_.size() * 4 > limit_ * 3 ? Bdd::over : bdd_.at_least(least, refs);
  }

  // Not more than so many nodes: what is too large makes room, and then gets smaller.
  Ref bounded(std::uint32_t least, List& functions) {
    const std::vector<Odds>& odds = result_.variables.odds;
    for (std::size_t most = most_nodes_; most >= 16 && prunings_ < most_prunings; most /= 4) {
      const Ref whole = bdd_.at_least(least, functions.refs);
      const Ref found = pruned(bdd_, whole, odds, constant(), most_nodes_);
      if (found != Bdd::over) return found;
      ++prunings_;
      make_room();
      for (Ref& f : functions.refs) f = pruned(bdd_, f, odds, constant(), most);
    }
    return constant();
  }

  void make_room() {
    std::vector<std::vector<Ref>*> lists = lists_;
    lists.push_back(&literals_);
    lists.push_back(&nodes_);
    bdd_ = compacted(bdd_, limit_, lists);
  }

  Ref function(const Requirement& requirement) {
    List children(*this);
    for (std::uint32_t c = 0; c < requirement.count; ++c)
      children.refs.push_back(nodes_[graph_.children[requirement.first + c]]);
    return at_least(requirement.least, children);
  }

  // True if some node's function changed.
  bool update() {
    bool changed = false;
    for (const std::uint32_t n : graph_.soft) {
      const FlowNode& node = graph_.nodes[n];
      List all(*this);
      if (node.literal != FlowNode::none) all.refs.push_back(literals_[node.literal]);
      for (std::uint32_t r = node.first; r < node.first + node.count; ++r) {
        const Ref requirement = function(graph_.requirements[r]);
        all.refs.push_back(requirement);
      }
      const Ref now = at_least(static_cast<std::uint32_t>(all.refs.size()), all);
      changed |= now != nodes_[n];
      nodes_[n] = now;
      if (!cyclic_) release(node);
      if (now == Bdd::over) {
        over_ = true;
        return false;
      }
    }
    return changed;
  }

  // By node: how many requirements ask for it.
  void count_uses() {
    uses_.assign(graph_.nodes.size(), 0);
    const auto count = [&](std::uint32_t r) {
      const Requirement& needed = graph_.requirements[r];
      for (std::uint32_t c = 0; c < needed.count; ++c) ++uses_[graph_.children[needed.first + c]];
    };
    for (const std::uint32_t n : graph_.soft)
      for (std::uint32_t r = 0; r < graph_.nodes[n].count; ++r) count(graph_.nodes[n].first + r);
    for (const std::uint32_t gate : graph_.gates) count(gate);
  }

  // Functions that nothing asks for any more are kept no longer.
  void release(const FlowNode& node) {
    for (std::uint32_t r = node.first; r < node.first + node.count; ++r) {
      const Requirement& needed = graph_.requirements[r];
      for (std::uint32_t c = 0; c < needed.count; ++c) {
        const std::uint32_t child = graph_.children[needed.first + c];
        if (--uses_[child] == 0) nodes_[child] = Bdd::one;
      }
    }
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
    if (order_ == Order::as_written || order_ == Order::side_by_side) return;
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
    std::deque<std::uint32_t> waiting;
    push(graph_.gates, waiting);
    while (!waiting.empty()) {
      const bool is_stack = order_ != Order::side_by_side;
      const std::uint32_t n = is_stack ? waiting.back() : waiting.front();
      is_stack ? waiting.pop_back() : waiting.pop_front();
      if (seen[n]) continue;
      seen[n] = true;
      const FlowNode& node = graph_.nodes[n];
      if (node.literal != FlowNode::none) place(node.literal);
      std::vector<std::uint32_t> requirements;
      for (std::uint32_t r = 0; r < node.count; ++r) requirements.push_back(node.first + r);
      push(std::move(requirements), waiting);
    }
  }

  // The children of all, so that the first comes off first.
  void push(std::vector<std::uint32_t> requirements, std::deque<std::uint32_t>& stack) const {
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
    if (order_ != Order::side_by_side)
      std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end());
  }

  void place(std::uint32_t literal) {
    const std::size_t number = of_literal_[literal];
    if (placed_[number]) return;
    placed_[number] = true;
    successes_[number].add_variables(result_.variables);
  }

  const FlowGraph& graph_;
  const bool cyclic_;
  Order order_;
  std::size_t limit_, most_nodes_;
  bool puts_together_;
  Side side_;
  FlowFunction& result_;
  Bdd& bdd_;
  std::vector<std::vector<Ref>*> lists_;  // of functions at work
  int prunings_ = 0;
  bool over_ = false;                // the limit did not last
  std::vector<std::uint32_t> uses_;  // by node
  std::deque<ComponentSuccess> successes_;
  std::vector<std::size_t> of_literal_;  // in successes_
  std::vector<bool> placed_;
  std::vector<double> weights_;  // by node
  std::vector<Ref> literals_;
  std::vector<Ref> nodes_;
};

}  // namespace

FlowFunction build_flow_function(const Failures& failures, const EventOdds& odds,
                                 const FlowGraph& graph, Order order, const Effort& effort,
                                 Side side) {
  FlowFunction result{Bdd(effort.limit), {}, Bdd::over};
  FlowBuilder(failures, odds, graph, order, effort, side, result).build();
  return result;
}

}  // namespace joist::analysis

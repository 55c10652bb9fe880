// Spreads failures through the choices of a flow, 512 scenarios at a time.
#include "analysis/redundancy_alternatives.hpp"

#include <algorithm>
#include <bit>

namespace joist::analysis {
namespace {

constexpr std::size_t words = std::tuple_size_v<Scenarios>;

// The first `used` words; in the others nothing is set.
void unite(Scenarios& to, const Scenarios& from, std::size_t used) {
  for (std::size_t w = 0; w < used; ++w) to[w] |= from[w];
}

// Binary counters, one for each scenario, in planes of their digits.
class Counters {
 public:
  void add(Scenarios carry) {
    for (Scenarios& plane : planes_) {
      for (std::size_t w = 0; w < words; ++w) {
        const std::uint64_t both = plane[w] & carry[w];
        plane[w] ^= carry[w];
        carry[w] = both;
      }
    }
    if (carry != Scenarios{}) planes_.push_back(carry);
  }

  // Where the count exceeds the limit.
  Scenarios above(std::uint32_t limit) const {
    Scenarios greater{};
    if (limit >> planes_.size() != 0) return greater;
    Scenarios equal;
    equal.fill(~std::uint64_t{0});
    for (std::size_t digit = planes_.size(); digit-- > 0;) {
      const bool one = (limit >> digit & 1) != 0;
      for (std::size_t w = 0; w < words; ++w) {
        const std::uint64_t set = planes_[digit][w];
        if (!one) greater[w] |= equal[w] & set;
        equal[w] &= one ? set : ~set;
      }
    }
    return greater;
  }

 private:
  std::vector<Scenarios> planes_;
};

}  // namespace

Alternatives::Alternatives(const FlowGraph& graph) : graph_(graph) {
  std::vector<std::uint32_t> positions(graph.nodes.size(), FlowNode::none);
  for (std::uint32_t p = 0; p < graph.soft.size(); ++p) positions[graph.soft[p]] = p;
  nodes_.reserve(graph.soft.size());
  for (const std::uint32_t node : graph.soft) add_node(node, positions);
  for (const std::uint32_t gate : graph.gates) {
    if (!add_gate(graph.requirements[gate], positions)) continue;
    top_.push_back(gates_.back());
    gates_.pop_back();
  }
  link_parents();
  link_top();
  link_literals(positions);
  down_.resize(nodes_.size());
  is_down_.resize(nodes_.size(), 0);
  waiting_.resize(nodes_.size() / 64 + 1, 0);
}

void Alternatives::add_node(std::uint32_t node, const std::vector<std::uint32_t>& positions) {
  const FlowNode& from = graph_.nodes[node];
  Node made;
  made.first_gate = static_cast<std::uint32_t>(gates_.size());
  for (std::uint32_t r = from.first; r < from.first + from.count; ++r)
    if (add_gate(graph_.requirements[r], positions)) ++made.gates;
  nodes_.push_back(made);
}

// What is hard is up in every scenario asked about, so a gate may be unable to fail.
bool Alternatives::add_gate(const Requirement& requirement,
                            const std::vector<std::uint32_t>& positions) {
  Gate gate;
  gate.first = static_cast<std::uint32_t>(children_.size());
  gate.spare = requirement.count - requirement.least;
  for (std::uint32_t c = 0; c < requirement.count; ++c) {
    const std::uint32_t position = positions[graph_.children[requirement.first + c]];
    if (position != FlowNode::none) children_.push_back(position);
  }
  gate.count = static_cast<std::uint32_t>(children_.size()) - gate.first;
  if (gate.count > gate.spare) {
    gates_.push_back(gate);
    return true;
  }
  children_.resize(gate.first);
  return false;
}

void Alternatives::link_parents() {
  const auto each = [&](auto use) {
    for (std::uint32_t p = 0; p < nodes_.size(); ++p)
      for (std::uint32_t g = nodes_[p].first_gate; g < nodes_[p].first_gate + nodes_[p].gates; ++g)
        for (std::uint32_t c = 0; c < gates_[g].count; ++c) use(p, children_[gates_[g].first + c]);
  };
  each([&](std::uint32_t, std::uint32_t child) { ++nodes_[child].parents; });
  std::uint32_t total = 0;
  for (Node& node : nodes_) {
    node.first_parent = total;
    total += node.parents;
    node.parents = 0;
  }
  parents_.resize(total);
  each([&](std::uint32_t parent, std::uint32_t child) {
    Node& node = nodes_[child];
    parents_[node.first_parent + node.parents++] = parent;
  });
}

void Alternatives::link_top() {
  const auto each = [&](auto use) {
    for (std::uint32_t g = 0; g < top_.size(); ++g)
      for (std::uint32_t c = 0; c < top_[g].count; ++c)
        use(g, nodes_[children_[top_[g].first + c]]);
  };
  each([](std::uint32_t, Node& node) { ++node.tops; });
  std::uint32_t total = 0;
  for (Node& node : nodes_) {
    node.first_top = total;
    total += node.tops;
    node.tops = 0;
  }
  top_of_.resize(total);
  each([&](std::uint32_t gate, Node& node) { top_of_[node.first_top + node.tops++] = gate; });
  is_touched_.assign(top_.size(), 0);
}

void Alternatives::link_literals(const std::vector<std::uint32_t>& positions) {
  literal_first_.assign(graph_.literals.size() + 1, 0);
  for (const std::uint32_t node : graph_.soft)
    if (graph_.nodes[node].literal != FlowNode::none)
      ++literal_first_[graph_.nodes[node].literal + 1];
  for (std::size_t l = 1; l < literal_first_.size(); ++l)
    literal_first_[l] += literal_first_[l - 1];
  std::vector<std::uint32_t> next(literal_first_.begin(), literal_first_.end());
  literal_nodes_.resize(literal_first_.back());
  for (const std::uint32_t node : graph_.soft) {
    const std::uint32_t literal = graph_.nodes[node].literal;
    if (literal != FlowNode::none) literal_nodes_[next[literal]++] = positions[node];
  }
}

std::uint32_t Alternatives::position(std::uint32_t literal) const {
  const std::uint32_t first = literal_first_[literal];
  return first < literal_first_[literal + 1] ? literal_nodes_[first] : 0;
}

void Alternatives::wait(std::uint32_t position) {
  waiting_[position / 64] |= std::uint64_t{1} << (position % 64);
}

void Alternatives::spread() {
  for (bool again = true; again;) {
    again = false;
    for (std::size_t w = 0; w < waiting_.size(); ++w) {
      while (waiting_[w] != 0) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(waiting_[w]));
        waiting_[w] &= waiting_[w] - 1;
        update(static_cast<std::uint32_t>(w * 64 + bit));
      }
    }
    again = std::any_of(waiting_.begin(), waiting_.end(), [](std::uint64_t w) { return w != 0; });
  }
}

void Alternatives::set_down(std::uint32_t literal, std::uint32_t scenario) {
  used_ = std::max<std::size_t>(used_, scenario / 64 + 1);
  for (std::uint32_t i = literal_first_[literal]; i < literal_first_[literal + 1]; ++i) {
    const std::uint32_t position = literal_nodes_[i];
    down_[position][scenario / 64] |= std::uint64_t{1} << (scenario % 64);
    if (is_down_[position]) continue;  // its parents wait already
    touched_.push_back(position);
    is_down_[position] = 1;
    for (std::uint32_t p = 0; p < nodes_[position].parents; ++p)
      wait(parents_[nodes_[position].first_parent + p]);
  }
}

// Adds where the gate fails to `down`.
void Alternatives::failed(const Gate& gate, Scenarios& down) const {
  const std::uint32_t* first = &children_[gate.first];
  if (gate.spare == 0) {
    for (std::uint32_t c = 0; c < gate.count; ++c)
      if (is_down_[first[c]]) unite(down, down_[first[c]], used_);
    return;
  }
  std::uint32_t failing = 0;
  for (std::uint32_t c = 0; c < gate.count; ++c) failing += is_down_[first[c]];
  if (failing <= gate.spare) return;
  if (gate.spare + 1 == gate.count) {
    Scenarios all = down_[first[0]];
    for (std::uint32_t c = 1; c < gate.count; ++c)
      for (std::size_t w = 0; w < used_; ++w) all[w] &= down_[first[c]][w];
    return unite(down, all, used_);
  }
  Counters counters;
  for (std::uint32_t c = 0; c < gate.count; ++c)
    if (is_down_[first[c]]) counters.add(down_[first[c]]);
  unite(down, counters.above(gate.spare), used_);
}

void Alternatives::update(std::uint32_t position) {
  ++work_;
  const Node& node = nodes_[position];
  Scenarios down = down_[position];
  for (std::uint32_t g = node.first_gate; g < node.first_gate + node.gates; ++g)
    failed(gates_[g], down);
  if (down == down_[position]) return;
  down_[position] = down;
  if (!is_down_[position]) touched_.push_back(position);
  is_down_[position] = 1;
  for (std::uint32_t p = 0; p < node.parents; ++p) wait(parents_[node.first_parent + p]);
}

Scenarios Alternatives::evaluate() {
  spread();
  Scenarios down{};
  for (const std::uint32_t position : touched_) {
    const Node& node = nodes_[position];
    for (std::uint32_t t = node.first_top; t < node.first_top + node.tops; ++t) {
      if (is_touched_[top_of_[t]]) continue;
      is_touched_[top_of_[t]] = 1;
      touched_top_.push_back(top_of_[t]);
    }
  }
  for (const std::uint32_t gate : touched_top_) {
    failed(top_[gate], down);
    is_touched_[gate] = 0;
  }
  work_ += touched_top_.size();
  touched_top_.clear();
  clear();
  return down;
}

void Alternatives::clear() {
  for (const std::uint32_t position : touched_) {
    down_[position] = {};
    is_down_[position] = 0;
  }
  touched_.clear();
  used_ = 0;
}

std::vector<std::uint32_t> Alternatives::failing() {
  spread();
  std::vector<std::uint32_t> nodes;
  for (const std::uint32_t position : touched_)
    if ((down_[position][0] & 1) != 0) nodes.push_back(graph_.soft[position]);
  clear();
  return nodes;
}

}  // namespace joist::analysis

// Evaluates what a flow has alternatives for, 512 scenarios at a time.
#include <algorithm>

#include "analysis/redundancy_graph.hpp"

namespace joist::analysis {
namespace {

constexpr std::size_t words = std::tuple_size_v<Scenarios>;

void unite(Scenarios& to, const Scenarios& from) {
  for (std::size_t w = 0; w < words; ++w) to[w] |= from[w];
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

Alternatives::Alternatives(const FlowGraph& graph)
    : graph_(graph), nodes_(graph.nodes.size()), literals_(graph.literals.size()) {}

void Alternatives::set_down(std::uint32_t literal, std::uint32_t scenario) {
  literals_[literal][scenario / 64] |= std::uint64_t{1} << (scenario % 64);
  touched_.push_back(literal);
}

Scenarios Alternatives::failed(const Requirement& requirement) const {
  const auto child = [&](std::uint32_t c) -> const Scenarios& {
    return nodes_[graph_.children[requirement.first + c]];
  };
  Scenarios result{};
  if (requirement.least == requirement.count) {
    for (std::uint32_t c = 0; c < requirement.count; ++c) unite(result, child(c));
    return result;
  }
  if (requirement.least == 1) {
    result.fill(~std::uint64_t{0});
    for (std::uint32_t c = 0; c < requirement.count; ++c)
      for (std::size_t w = 0; w < words; ++w) result[w] &= child(c)[w];
    return result;
  }
  Counters counters;
  for (std::uint32_t c = 0; c < requirement.count; ++c) counters.add(child(c));
  return counters.above(requirement.count - requirement.least);
}

bool Alternatives::update(std::uint32_t node) {
  const FlowNode& at = graph_.nodes[node];
  Scenarios down = at.literal == FlowNode::none ? Scenarios{} : literals_[at.literal];
  for (std::uint32_t r = at.first; r < at.first + at.count; ++r)
    unite(down, failed(graph_.requirements[r]));
  const bool changed = nodes_[node] != down;
  nodes_[node] = down;
  return changed;
}

// Where calls wait for each other in a ring, what is down spreads until nothing changes.
Scenarios Alternatives::evaluate() {
  for (const std::uint32_t node : graph_.soft) nodes_[node] = {};
  bool again = true;
  while (again) {
    again = false;
    for (const std::uint32_t node : graph_.soft) again |= update(node);
    again &= graph_.cyclic;
  }
  Scenarios down{};
  for (const std::uint32_t gate : graph_.gates) unite(down, failed(graph_.requirements[gate]));
  for (const std::uint32_t literal : touched_) literals_[literal] = {};
  touched_.clear();
  return down;
}

}  // namespace joist::analysis

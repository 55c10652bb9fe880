// Loops that are gone through at most so many times, as chains of rounds.
#include <algorithm>

#include "analysis/latency_tree.hpp"

namespace joist::analysis {
namespace {

constexpr std::size_t most_members = 32;  // of a loop that is looked through

// The one branch with a limit that every request makes, or null: then another way has to do.
const Branch* only_limited(const FlowTree& tree, std::size_t part) {
  const Branch* found = nullptr;
  std::size_t limited = 0, sure = 0;
  const auto look_at = [&](const Branch& branch) {
    if (branch.rounds == 0) return;
    ++limited;
    found = &branch;
  };
  for (const std::uint32_t node : tree.parts.part(part)) {
    const RowCalls& row = tree.at(tree.rows[node]);
    tree.each_branch(tree.rows[node], true, look_at);
    for (const Step& step : row.waited_for) {
      if (row.chooses || step.probability < 1) continue;
      for (const Stride& stride : step.strides)
        for (const Branch& branch : stride.branches) sure += branch.rounds > 0 ? 1 : 0;
    }
    for (const Branch& branch : row.messages) sure += branch.rounds > 0 ? 1 : 0;
  }
  return limited == 1 && sure == 1 ? found : nullptr;
}

// Its places, callees first, without the calls that `leads_back` names; empty where a ring is left.
template <class LeadsBack>
std::vector<std::uint32_t> ordered(const FlowTree& tree, std::size_t part,
                                   const LeadsBack& leads_back) {
  const auto nodes = tree.parts.part(part);
  std::vector<std::uint32_t> left(nodes.begin(), nodes.end()), order;
  std::vector<char> placed(tree.rows.size(), 0);
  const auto is_ready = [&](std::uint32_t node) {
    bool ready = true;
    tree.each_branch(tree.rows[node], tree.has_messages, [&](const Branch& branch) {
      each_way(branch, [&](std::uint32_t row, double) {
        const std::uint32_t callee = tree.place[row];
        const bool stands_in = tree.parts.part_of[callee] == part;
        if (stands_in && !placed[callee] && !leads_back(branch, callee)) ready = false;
      });
    });
    return ready;
  };
  // Each joins once all it calls has: where a ring is left, some never do.
  for (bool moves = true; moves && !left.empty();) {
    const std::size_t before = left.size();
    std::erase_if(left, [&](std::uint32_t node) {
      if (!is_ready(node)) return false;
      placed[node] = 1;
      order.push_back(node);
      return true;
    });
    moves = left.size() < before;
  }
  return left.empty() ? order : std::vector<std::uint32_t>();
}

}  // namespace

std::optional<LimitedLoop> limited_loop(const FlowTree& tree, std::size_t part) {
  LimitedLoop loop;
  loop.again = only_limited(tree, part);
  if (loop.again == nullptr) return std::nullopt;
  loop.order = ordered(tree, part,
                       [&](const Branch& branch, std::uint32_t) { return &branch == loop.again; });
  if (loop.order.empty()) return std::nullopt;
  return loop;
}

std::optional<Ring> ring_of(const FlowTree& tree, std::size_t part) {
  if (tree.parts.part(part).size() > most_members) return std::nullopt;
  for (const std::uint32_t node : tree.parts.part(part)) {
    std::vector<std::uint32_t> order =
        ordered(tree, part, [&](const Branch&, std::uint32_t callee) { return callee == node; });
    if (order.empty()) continue;
    std::erase(order, node);
    return Ring{node, std::move(order)};
  }
  return std::nullopt;
}

}  // namespace joist::analysis

// Loops that are gone through at most so many times, as chains of rounds.
#include <algorithm>

#include "analysis/latency_tree.hpp"

namespace joist::analysis {
namespace {

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

}  // namespace

std::optional<LimitedLoop> limited_loop(const FlowTree& tree, std::size_t part) {
  LimitedLoop loop;
  loop.again = only_limited(tree, part);
  if (loop.again == nullptr) return std::nullopt;
  const auto nodes = tree.parts.part(part);
  const auto stands_in = [&](std::uint32_t place) { return tree.parts.part_of[place] == part; };
  // Each joins once all it calls has: where a ring is left, some never do.
  std::vector<std::uint32_t> left(nodes.begin(), nodes.end());
  std::vector<char> placed(tree.rows.size(), 0);
  for (bool moves = true; moves && !left.empty();) {
    const std::size_t before = left.size();
    std::erase_if(left, [&](std::uint32_t node) {
      bool ready = true;
      tree.each_branch(tree.rows[node], true, [&](const Branch& branch) {
        each_way(branch, [&](std::uint32_t row, double) {
          const std::uint32_t callee = tree.place[row];
          if (&branch != loop.again && stands_in(callee) && !placed[callee]) ready = false;
        });
      });
      if (!ready) return false;
      placed[node] = 1;
      loop.order.push_back(node);
      return true;
    });
    moves = left.size() < before;
  }
  if (!left.empty()) return std::nullopt;
  return loop;
}

}  // namespace joist::analysis

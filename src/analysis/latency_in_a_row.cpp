// Hundreds of calls one after the other: what spreads each of them over two points of a grid would
// add up, so that the first ones are added on a finer one.
#include <algorithm>
#include <cmath>

#include "analysis/latency_grid.hpp"

namespace joist::analysis {
namespace {

constexpr double few_calls = 64;       // they are added on the grid as it is
constexpr double most_in_a_row = 1e9;  // beyond that nobody waits
constexpr double blocks = 16;          // at least so many are added on the grid as it is

// The first part that has to be solved for what the branch leads to; none where a loop stands
// there.
std::optional<std::size_t> first_part(const FlowTree& tree, const Branch& branch) {
  std::size_t first = tree.parts.size();
  const auto look_at = [&](std::uint32_t row, double) {
    first = std::min<std::size_t>(first, tree.parts.part_of[tree.place[row]]);
  };
  each_way(branch, look_at);
  each_branch(branch.then, [&](const Branch& next) { each_way(next, look_at); });
  if (first < tree.parts.size() && tree.is_loop(first)) return std::nullopt;
  return first;
}

}  // namespace

Masses FlowGrid::in_a_row(const Branch& branch, double count) {
  const auto first =
      count < few_calls || count > most_in_a_row ? std::nullopt : first_part(tree_, branch);
  if (!first) return grid_.repeat(whole_call(branch), count);
  const int levels = static_cast<int>(std::floor(std::log2(count / blocks)));
  const auto grid_at = [&](int level) {
    return Grid(grid_.end() / std::exp2(levels - level), grid_.size());
  };
  const Grid shortest = grid_at(0);
  FlowGrid finer(tree_, shortest, false);
  finer.solve_from(*first);
  Masses block = finer.whole_call(branch), rest = shortest.nothing();
  grid_.count(shortest.work());
  const auto whole = static_cast<std::uint64_t>(count);
  for (int level = 0; level < levels; ++level) {
    const Grid grid = grid_at(level);
    if ((whole >> level & 1) != 0) rest = grid.sum(rest, block);
    rest = grid.on_longer(rest);
    block = grid.on_longer(grid.sum(block, block));
    grid_.count(grid.work());
  }
  const Masses all = grid_.sum(grid_.repeat(block, static_cast<double>(whole >> levels)), rest);
  const double part = count - std::floor(count);
  return part > 0 ? mix(all, grid_.sum(all, whole_call(branch)), part) : all;
}

}  // namespace joist::analysis

// Hundreds of calls one after the other: what spreads each of them over two points of a grid would
// add up, so that the first ones are added on a finer one.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/latency_grid.hpp"

namespace joist::analysis {
namespace {

constexpr double few_calls = 64;       // one at a time: they are added on the grid as it is
constexpr double most_in_a_row = 1e9;  // beyond that nobody waits
constexpr double longest = 16;         // of one call, in its means

// At least so many are added on the grid as it is, so that the longest fits the finest one: the
// slowest of n exponential ones takes 1 + 1/2 + ... + 1/n of their means.
double blocks(double width) {
  constexpr double euler = 0.5772156649;
  if (width <= 1) return longest;
  return std::max(2.0, (longest + std::log(width)) / (std::log(width) + euler));
}

// On the grid it is on; what varies little stays on a fine one for long.
bool fits_twice(const Masses& masses) {
  constexpr double negligible = 1e-12;
  return std::accumulate(masses.begin() + static_cast<long>(masses.size() / 2), masses.end(), 0.0) <
         negligible;
}

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

Masses FlowGrid::in_a_row(const Branch& branch, double count, double width, const Made& one) {
  const double times = std::clamp(count / blocks(width), 1.0, most_in_a_row);
  const int levels = static_cast<int>(std::floor(std::log2(times)));
  const bool few = levels < 1 || (width <= 1 && count < few_calls);
  const auto first = few || count > most_in_a_row ? std::nullopt : first_part(tree_, branch);
  if (!first) return grid_.repeat(one(*this), count);
  const auto grid_at = [&](int level) {
    return Grid(grid_.end() / std::exp2(levels - level), grid_.size());
  };
  const Grid shortest = grid_at(0);
  FlowGrid finer(tree_, shortest, false);
  finer.solve_from(*first);
  Masses block = one(finer), rest = shortest.nothing();
  grid_.count(shortest.work());
  const auto whole = static_cast<std::uint64_t>(count);
  int longer = 0;
  const auto lengthen = [&] {
    const Grid grid = grid_at(longer++);
    rest = grid.on_longer(rest);
    block = grid.on_longer(block);
  };
  for (int doubled = 0; whole >> doubled > 0; ++doubled) {
    const bool may = longer < levels && longer <= doubled;
    if (may && !(fits_twice(block) && fits_twice(rest))) lengthen();
    const Grid grid = grid_at(longer);
    if ((whole >> doubled & 1) != 0) rest = grid.sum(rest, block);
    if (whole >> doubled > 1) block = grid.sum(block, block);
    grid_.count(grid.work());
  }
  while (longer < levels) lengthen();
  const double part = count - std::floor(count);
  return part > 0 ? mix(rest, grid_.sum(rest, one(*this)), part) : rest;
}

}  // namespace joist::analysis

// Inversions of the lower ends when links are sorted by their upper ends, by a Fenwick tree.
#include "layout/counter.hpp"

#include <algorithm>

namespace joist::layout {

Counter::Counter(const Layers& layers, const Order& order)
    : order_(order),
      links_(static_cast<std::size_t>(layers.row_count)),
      position_(layers.cells.size(), 0) {
  for (const Link& link : layers.links)
    if (link.edge != Link::no_edge)
      links_[static_cast<std::size_t>(layers.cells[link.upper.index()].row)].push_back(
          {link.upper.value, link.lower.value});
  for (int row = 0; row < layers.row_count; ++row) renumber(row);
}

void Counter::renumber(int row) {
  order_.flatten(row, cells_);
  effort += cells_.size() / 4;
  for (std::size_t i = 0; i < cells_.size(); ++i)
    position_[cells_[i].index()] = static_cast<Index>(i);
  widest_ = std::max(widest_, cells_.size());
}

std::int64_t Counter::below(int row) {
  if (row < 0 || row >= static_cast<int>(links_.size())) return 0;
  const auto& links = links_[static_cast<std::size_t>(row)];
  effort += links.size() * 4 + 1;
  pairs_.clear();
  for (const auto& [upper, lower] : links)
    pairs_.push_back((static_cast<std::uint64_t>(position_[upper]) << 32) | position_[lower]);
  std::sort(pairs_.begin(), pairs_.end());
  tree_.assign(widest_ + 2, 0);
  std::int64_t count = 0, seen = 0;
  for (const std::uint64_t pair : pairs_) {
    const auto lower = static_cast<std::size_t>(pair & 0xffffffffu);
    std::int64_t left = 0;  // links before this one that do not end after it
    for (std::size_t i = lower + 1; i > 0; i -= i & (~i + 1)) left += tree_[i];
    count += seen++ - left;
    for (std::size_t i = lower + 1; i < tree_.size(); i += i & (~i + 1)) ++tree_[i];
  }
  return count;
}

std::int64_t Counter::around(int first, int last) {
  std::int64_t sum = 0;
  for (int row = first - 1; row <= last; ++row) sum += below(row);
  return sum;
}

}  // namespace joist::layout

// Inversions of the lower ends when links are sorted by their upper ends, by a Fenwick tree.
#include "layout/counter.hpp"

#include <algorithm>

namespace joist::layout {

Counter::Counter(const Layers& layers, const Order& order)
    : order_(order),
      links_(static_cast<std::size_t>(layers.row_count)),
      position_(layers.cells.size(), 0),
      changes_(static_cast<std::size_t>(layers.row_count), 0),
      above_(layers.cells.size()),
      below_(layers.cells.size()),
      rows_(static_cast<std::size_t>(layers.row_count)) {
  for (const Link& link : layers.links)
    if (link.edge != Link::no_edge) {
      links_[static_cast<std::size_t>(layers.cells[link.upper.index()].row)].push_back(
          {link.upper.value, link.lower.value});
      below_[link.upper.index()].push_back(link.lower.value);
      above_[link.lower.index()].push_back(link.upper.value);
    }
  for (int row = 0; row < layers.row_count; ++row) renumber(row);
}

void Counter::renumber(int row) {
  auto& cells = rows_[static_cast<std::size_t>(row)];
  order_.flatten(row, cells);
  effort += cells.size() / 4;
  for (std::size_t i = 0; i < cells.size(); ++i)
    position_[cells[i].index()] = static_cast<Index>(i);
}

std::int64_t Counter::crossings_below(int row) {
  if (row < 0 || row + 1 >= static_cast<int>(links_.size())) return 0;
  effort += links_[static_cast<std::size_t>(row)].size() * 2 + 1;
  tree_.assign(rows_[static_cast<std::size_t>(row) + 1].size() + 2, 0);
  std::int64_t count = 0;
  std::int32_t seen = 0;
  for (const CellId upper : rows_[static_cast<std::size_t>(row)]) {
    const auto& lowers = below_[upper.index()];
    for (const Index lower : lowers) {
      std::int32_t left = 0;  // links of cells before this one that do not end after it
      for (std::size_t i = position_[lower] + 1; i > 0; i -= i & (~i + 1)) left += tree_[i];
      count += seen - left;
    }
    for (const Index lower : lowers)
      for (std::size_t i = position_[lower] + 1; i < tree_.size(); i += i & (~i + 1)) ++tree_[i];
    seen += static_cast<std::int32_t>(lowers.size());
  }
  return count;
}

std::size_t Counter::changes(int first, int last) const {
  std::size_t sum = 0;
  for (int row = std::max(first - 1, 0); row <= last + 1 && row < static_cast<int>(changes_.size());
       ++row)
    sum += changes_[static_cast<std::size_t>(row)];
  return sum;
}

std::int64_t Counter::around(int first, int last) {
  std::int64_t sum = 0;
  for (int row = first - 1; row <= last; ++row) sum += crossings_below(row);
  return sum;
}

}  // namespace joist::layout

// Counts crossings between rows, and knows where each cell stands in its row.
#pragma once

#include <cstdint>
#include <vector>

#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

class Counter {
 public:
  using Index = std::uint32_t;
  using Ends = std::pair<Index, Index>;  // of a link: the upper cell, the lower cell

  Counter(const Layers& layers, const Order& order);

  // After the order of a row has changed.
  void renumber(int row);
  // Pairs of links that cross between a row and the next.
  std::int64_t crossings_below(int row);
  // Over all rows from `first` to `last` and those beside them.
  std::int64_t around(int first, int last);

  // Says that the order of a row has changed for good.
  void touch(int row) { ++changes_[static_cast<std::size_t>(row)]; }
  // How often that was said of the rows around these.
  std::size_t changes(int first, int last) const;

  std::size_t count(int row) const { return rows_[static_cast<std::size_t>(row)].size(); }
  Index position(Index cell) const { return position_[cell]; }
  const std::vector<Index>& above(Index cell) const { return above_[cell]; }
  const std::vector<Index>& below(Index cell) const { return below_[cell]; }
  const std::vector<Ends>& links(int row) const { return links_[static_cast<std::size_t>(row)]; }

  std::size_t effort = 0;  // links looked at so far

 private:
  const Order& order_;
  std::vector<std::vector<Ends>> links_;  // by the upper row
  std::vector<Index> position_;
  std::vector<std::size_t> changes_;               // by row
  std::vector<std::vector<Index>> above_, below_;  // neighbours, by cell
  std::vector<std::vector<CellId>> rows_;
  std::vector<std::int32_t> tree_;
};

}  // namespace joist::layout

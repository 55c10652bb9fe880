// Where a cell of a row may be moved without touching its neighbours or crossing a frame's side.
#pragma once

#include <vector>

#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

struct Range {
  double low = 0, high = 0;
  bool empty() const { return low > high; }
};

// Cells move, frames stand.
class Lanes {
 public:
  Lanes(const Layers& layers, const Order& order, const Placement& placement);

  // For the centre of the cell, given the centres of all, its own included.
  Range room(CellId cell, const std::vector<double>& centre) const;

 private:
  struct Place {
    std::size_t lane = 0, item = 0;
  };

  const Layers& layers_;
  const Order& order_;
  const Placement& placement_;
  std::vector<Place> places_;  // by cell
};

}  // namespace joist::layout

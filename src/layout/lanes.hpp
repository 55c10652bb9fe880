// Where a cell of a row may be moved without touching its neighbours or crossing a frame's side.
#pragma once

#include <vector>

#include "layout/layers.hpp"

namespace joist::layout {

struct Range {
  double low = 0, high = 0;
  bool empty() const { return low > high; }
};

// The part of one row that lies in one frame, outside of that frame's own frames: cells and the
// frames that pass through, in order. Cells move, frames stand.
class Lanes {
 public:
  Lanes(const Layers& layers, const Placement& placement);

  // For the centre of the cell, given the centres of the others.
  Range room(CellId cell, const std::vector<double>& centre) const;

 private:
  struct Item {
    CellId cell;    // or, if none,
    FrameId frame;  // this
    double at = 0;  // where it was placed
  };
  double wall_before(std::size_t item, const std::vector<double>& centre) const;
  double wall_after(std::size_t item, const std::vector<double>& centre) const;
  double gap(const Cell& moved, const Item& other) const;

  const Layers& layers_;
  const Placement& placement_;
  std::vector<Item> items_;                // lane after lane
  std::vector<std::size_t> lane_of_item_;  // equal for items of the same lane
  std::vector<FrameId> frame_of_item_;     // the frame the lane lies in
  std::vector<std::size_t> item_of_cell_;
};

}  // namespace joist::layout

// The best way for one long line through its rows, everything else left where it is: few crossings,
// and of equal ones the way round fewer frames.
#pragma once

#include <cstdint>
#include <vector>

#include "layout/counter.hpp"
#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

class Threading {
 public:
  Threading(const Layers& layers, Order& order, Counter& counter)
      : layers_(layers), order_(order), counter_(counter) {}

  // Moves the path's bends and pill to where it crosses least; true when that is less than before.
  bool lead(const CellPath& path);

 private:
  using Place = std::int32_t;
  using Count = std::int32_t;

  // Between which frames a slot lies, twice their rank: those that the row passes bound it.
  struct Aside {
    Count low = 0, high = 0;
  };

  // The slots of one row that the line may pass: before, between and after the items of its lane. A
  // cell has an odd place, a slot an even one between cells, the line's own cell not counted. A box
  // at the end of the line is a single slot with the place of the box.
  struct Gate {
    std::size_t lane = 0;
    CellId own;
    bool inner = false;
    std::vector<Place> slots;
    std::vector<Aside> aside;  // by slot
    std::vector<Count> least;  // by slot, the cost up to here
    std::vector<Count> from;   // by slot, the slot of the row before
    std::size_t now = 0;       // the slot of the line at present
  };

  void open(Gate& gate, CellId own, FrameId home, bool inner);
  static Count detour(const Gate& upper, std::size_t s, const Gate& lower, std::size_t t);
  Place place(const Gate& gate, Counter::Index cell) const;
  Count connect(const Gate& upper, Gate& lower, int row);
  void move(const Gate& gate, std::size_t slot);

  const Layers& layers_;
  Order& order_;
  Counter& counter_;
  std::vector<Gate> gates_;
  std::vector<Count> table_;
};

}  // namespace joist::layout

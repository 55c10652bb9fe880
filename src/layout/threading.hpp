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

  // The slots of one row that the line may pass: before, between and after the items of its lane. A
  // cell has an odd place, a slot an even one between cells, the line's own cell not counted. A box
  // at the end of the line is a single slot with the place of the box.
  struct Gate {
    std::size_t lane = 0;
    CellId own;
    bool inner = false;
    std::vector<Place> slots;
    // By slot, between which frames it lies, twice their rank: those that the row passes bound it.
    std::vector<Count> low, high;
    std::vector<Count> least;  // by slot, the cost up to here
    std::vector<Count> from;   // by slot, the slot of the row before
    std::vector<Count> after;  // by cell of the row in order, the first slot behind it
    std::size_t now = 0;       // the slot of the line at present
  };

  // A link beside the line: the first slots behind its ends.
  struct Beside {
    Count upper = 0, lower = 0;
  };

  void open(Gate& gate, CellId own, FrameId home, bool inner);
  static Count detour(const Gate& upper, std::size_t s, const Gate& lower, std::size_t t);
  void number(Gate& gate, int row) const;
  Count cost_now(const Gate& upper, const Gate& lower, int row);
  bool connect(const Gate& upper, Gate& lower, int row, Count bound);
  struct Window {
    std::size_t first = 0, last = 0;
  };
  void cost_from(Window upper, std::size_t width);
  Window reachable(Count least, Count bound) const;
  void advance(const Gate& upper, Gate& lower, std::size_t s, Window window) const;
  void move_right(Count behind, Window window);
  void move(const Gate& gate, std::size_t slot);

  const Layers& layers_;
  Order& order_;
  Counter& counter_;
  std::vector<Gate> gates_;
  std::vector<Beside> beside_;  // between two rows
  std::vector<Count> costs_;    // from one upper slot, by lower slot
};

}  // namespace joist::layout

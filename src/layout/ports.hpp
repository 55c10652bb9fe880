// Which lines end on which side of a box, and in which order.
#pragma once

#include <array>
#include <vector>

#include "layout/layers.hpp"

namespace joist::layout {

struct Port {
  std::uint32_t path = 0;
  bool last = false;  // the end of the path, not its beginning
};

// The lines on one side of a box, in order; places are relative to the middle of the box.
struct Side {
  std::vector<Port> ports;
  double half = 0;       // how far from the middle a line may end
  double gap = 0;        // at least, from line to line
  double ideal_gap = 0;  // where nothing else matters

  double ideal(std::size_t port) const {
    return (static_cast<double>(port) - static_cast<double>(ports.size() - 1) / 2) * ideal_gap;
  }
};

enum SideOf : std::size_t { above, below };
using Sides = std::vector<std::array<Side, 2>>;  // by box

Sides sides(const Layers& layers, const std::vector<std::vector<CellId>>& rows);

}  // namespace joist::layout

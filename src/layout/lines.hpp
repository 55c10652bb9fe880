// The courses of the lines across the rows: where each leaves its box, passes the rows, and enters.
#pragma once

#include <vector>

#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

// For each cell of a path, where the line passes it (across). `entry` is where it passes the titles
// above its last cell; differs from the last of `at` only where a title is in the way.
struct Line {
  std::vector<double> at;
  double entry = 0;
};

// With as few sideways steps as the engine's order allows. Moves the bends and pills of `placement`
// to where the lines pass them.
std::vector<Line> straighten(const Layers& layers, const Order& order, Placement& placement);

}  // namespace joist::layout

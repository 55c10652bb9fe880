// Which of several orders to draw: the one with the fewest crossings, unless another is nearly as
// good and closer to the order of writing. So a reader finds things where they were written, and a
// small edit does not turn the whole drawing round.
#pragma once

#include <vector>

#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

struct Choice {
  std::vector<double> places;  // by cell, within its row
  std::size_t crossings = 0;
  double turned = 0;  // the share of pairs that stand the other way round than written
  double cost = 0;    // the smaller the better
};

// Far better. Orders that have nothing to do with that of writing change with every edit, so they
// have to be worth it.
inline bool beats(const Choice& other, const Choice& choice) {
  return other.cost < 0.75 * choice.cost;
}

// An order, turned round as a whole where that is how it was written.
Choice weigh(const Layers& layers, const Order& order);

}  // namespace joist::layout

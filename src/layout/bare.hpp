// A drawing without its pills: half the rows, and a box can be moved without those of its lines
// standing in the way. An order is looked for there and carried over.
#pragma once

#include <vector>

#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

// By cell of `full`, a number that sorts it within its row as `order` sorts the cells of `bare`.
// Both are the same graph with the same ranks, with pills and without.
std::vector<double> expand(const Layers& full, const Layers& bare, const Order& order);

}  // namespace joist::layout

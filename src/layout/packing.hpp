// Places for orders that are too large to be placed exactly.
#pragma once

#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

// Everything packed towards one side, then cells loosened towards the middle of their neighbours.
Placement pack(const Layers& layers, const Order& order);

}  // namespace joist::layout

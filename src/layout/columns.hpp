// From an order to places: how far across the flow each cell, frame and end of a line stands.
#pragma once

#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

// Of cells; what has more is placed by packing.
inline constexpr std::size_t exact_limit = 60'000;

// The lines as straight as the order allows, and the whole narrow. Exact up to the limit,
// beyond that by packing and loosening, which is linear.
Placement place_columns(const Layers& layers, const Order& order);

}  // namespace joist::layout

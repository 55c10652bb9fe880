// How far neighbours in a row stand apart.
#pragma once

#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

// Between the borders of two neighbours.
double gap(const Layers& layers, const LaneItem& a, const LaneItem& b);
// Between the sides of a lane's frame and its first and last item.
double lane_pad_low(const Layers& layers, const Lane& lane, const LaneItem& first);
double lane_pad_high(const Layers& layers, const Lane& lane, const LaneItem& last);

}  // namespace joist::layout

// The neighbours of each cell within its row and frame.
#include "layout/lanes.hpp"

#include <algorithm>

#include "layout/gaps.hpp"

namespace joist::layout {
namespace {

constexpr double far = 1e9;

}  // namespace

Lanes::Lanes(const Layers& layers, const Order& order, const Placement& placement)
    : layers_(layers), order_(order), placement_(placement), places_(layers.cells.size()) {
  for (std::size_t l = 0; l < order.lanes().size(); ++l) {
    const auto& items = order.lanes()[l].items;
    for (std::size_t i = 0; i < items.size(); ++i)
      if (!items[i].frame) places_[items[i].value] = {l, i};
  }
}

Range Lanes::room(CellId id, const std::vector<double>& centre) const {
  const Cell& cell = layers_.cells[id.index()];
  const auto [l, i] = places_[id.index()];
  const Lane& lane = order_.lanes()[l];
  const LaneItem& item = lane.items[i];
  double low = -far, high = far;
  if (i > 0) {
    const LaneItem& other = lane.items[i - 1];
    const Cell* neighbour = other.frame ? nullptr : &layers_.cells[other.value];
    low = other.frame ? placement_.high[other.value]
                      : centre[other.value] + neighbour->across / 2 + neighbour->after;
    low += gap(layers_, other, item);
  } else if (lane.home) {
    low = placement_.low[lane.home.index()] + lane_pad_low(layers_, lane, item);
  }
  if (i + 1 < lane.items.size()) {
    const LaneItem& other = lane.items[i + 1];
    high = other.frame ? placement_.low[other.value]
                       : centre[other.value] - layers_.cells[other.value].across / 2;
    high -= gap(layers_, item, other);
  } else if (lane.home) {
    high = placement_.high[lane.home.index()] - lane_pad_high(layers_, lane, item);
  }
  low += cell.across / 2;
  high -= cell.across / 2 + cell.after;
  // Where there is less room than wished, the cell stays where it is.
  const double now = centre[id.index()];
  return {std::min(low, now), std::max(high, now)};
}

}  // namespace joist::layout

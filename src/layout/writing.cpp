// A frame was written where the first of its boxes was, and weighs as many boxes as it holds.
#include "layout/writing.hpp"

#include <algorithm>

namespace joist::layout {

double writing_worth(std::size_t boxes) {
  constexpr double most = 1, least = least_writing_worth, small = 24, large = 48;  // boxes
  const double share = std::clamp((static_cast<double>(boxes) - small) / (large - small), 0.0, 1.0);
  return most + share * (least - most);
}

double writing_worth(const Layers& layers) {
  const auto boxes = std::count_if(layers.cells.begin(), layers.cells.end(),
                                   [](const Cell& cell) { return cell.kind == CellKind::box; });
  return writing_worth(static_cast<std::size_t>(boxes));
}

Writing::Writing(const Layers& layers)
    : layers_(layers), cells_(layers.cells.size()), frames_(layers.parents.size()) {
  for (std::uint32_t c = 0; c < layers.cells.size(); ++c) {
    const Cell& cell = layers.cells[c];
    if (cell.kind != CellKind::box) continue;
    cells_[c] = {1, c};
    for (FrameId f = cell.frame; f; f = layers.parents[f.index()]) {
      Part& frame = frames_[f.index()];
      ++frame.boxes;
      frame.first = std::min(frame.first, c);
    }
  }
}

std::int64_t Writing::change(const LaneItem& a, const LaneItem& b) const {
  const Part &first = part(a), &second = part(b);
  const std::int64_t boxes = first.boxes * second.boxes;
  return first.first < second.first ? boxes : -boxes;
}

void Writing::add(const LaneItem& a, const LaneItem& b, WrittenPairs& pairs) const {
  const std::int64_t change_here = change(a, b);
  pairs.all += std::abs(change_here);
  if (change_here < 0) pairs.turned -= change_here;
}

bool Writing::beside(FrameId a, FrameId b) const {
  const Extent &one = layers_.extents[a.index()], &other = layers_.extents[b.index()];
  return one.first <= other.last && other.first <= one.last;
}

WrittenPairs Writing::count(const Order& order, FrameId home) const {
  WrittenPairs pairs;
  const std::vector<FrameId>& inner = order.inner(home);
  for (std::size_t j = 0; j < inner.size(); ++j)
    for (std::size_t i = 0; i < j; ++i)
      if (beside(inner[i], inner[j])) add({inner[i].value, true}, {inner[j].value, true}, pairs);
  const Extent rows = home ? layers_.extents[home.index()] : Extent{0, layers_.row_count - 1};
  std::vector<LaneItem> items;  // without bends, which were never written
  for (int row = rows.first; row <= rows.last; ++row) {
    items.clear();
    for (const LaneItem& item : order.lanes()[order.lane(home, row)].items)
      if (part(item).boxes > 0) items.push_back(item);
    for (std::size_t j = 0; j < items.size(); ++j)
      for (std::size_t i = 0; i < j; ++i)
        if (!items[i].frame || !items[j].frame) add(items[i], items[j], pairs);
  }
  for (const FrameId frame : inner) {
    const WrittenPairs inside = count(order, frame);
    pairs.turned += inside.turned;
    pairs.all += inside.all;
  }
  return pairs;
}

}  // namespace joist::layout

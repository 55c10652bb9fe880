// Titles of frames: where they stand and what they keep free.
#include "layout/titles.hpp"

#include <algorithm>

#include "layout/spacing.hpp"

namespace joist::layout {

Rect title_place(const Rect& frame, Size title) {
  return {frame.x + spacing::title_inset, frame.y + spacing::title_drop, title.width, title.height};
}

Size title_room(Size title) {
  if (title.width <= 0 || title.height <= 0) return {};
  return {title.width + 2 * spacing::title_inset + spacing::port_margin,
          title.height + spacing::title_drop};
}

std::vector<Range> titles_over(const Layers& layers, const Placement& placement, FrameId frame,
                               int row) {
  std::vector<Range> result;
  if (layers.rightward) return result;
  for (; frame; frame = layers.parents[frame.index()]) {
    const std::size_t f = frame.index();
    if (layers.extents[f].first != row || layers.titles[f].width <= 0) continue;
    const double left = placement.low[f] + spacing::title_inset;
    result.push_back({left - spacing::title_clearance,
                      left + layers.titles[f].width + spacing::title_clearance});
  }
  return result;
}

Range longest_free(Range whole, std::vector<Range> taken) {
  std::sort(taken.begin(), taken.end(), [](Range a, Range b) { return a.low < b.low; });
  taken.push_back({whole.high, whole.high});
  Range best{1, 0};
  double at = whole.low;
  for (const Range& t : taken) {
    const double end = std::min(t.low, whole.high);
    if (end >= at && (best.empty() || end - at > best.high - best.low)) best = {at, end};
    at = std::max(at, t.high);
  }
  return best;
}

}  // namespace joist::layout

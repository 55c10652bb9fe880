// Boxes stand well apart, lines closer, and nothing touches a frame's side.
#include "layout/gaps.hpp"

#include <algorithm>

#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

// A pill may come closer to a frame's side than a box; a line beside it, from end to end of a row,
// would look like a second border.
double pad(const Layers& layers, const LaneItem& item) {
  constexpr double line_clearance = 15;
  if (item.frame) return spacing::frame_pad;
  const CellKind kind = layers.cells[item.value].kind;
  if (kind == CellKind::bend) return line_clearance;
  return kind == CellKind::box ? spacing::frame_pad : spacing::frame_clearance;
}

}  // namespace

double gap(const Layers& layers, const LaneItem& a, const LaneItem& b) {
  if (a.frame && b.frame) return spacing::frame_gap;
  if (a.frame) return pad(layers, b);
  if (b.frame) return pad(layers, a);
  const CellKind ka = layers.cells[a.value].kind, kb = layers.cells[b.value].kind;
  if (ka == CellKind::spacer || kb == CellKind::spacer) return 0;
  if (ka == CellKind::box && kb == CellKind::box) return spacing::box_gap;
  if (ka == CellKind::box || kb == CellKind::box) return spacing::line_gap + 4;
  if (ka != CellKind::label || kb != CellKind::label) return spacing::line_gap;
  return layers.rightward ? spacing::stacked_pill_gap : spacing::pill_gap;
}

double lane_pad_low(const Layers& layers, const Lane& lane, const LaneItem& first) {
  if (!lane.home) return 0;
  const double normal = pad(layers, first);
  if (!layers.rightward) return normal;
  const Size room = title_room(layers.titles[lane.home.index()]);
  return room.height > 0 ? std::max(normal, room.height + spacing::title_gap) : normal;
}

double lane_pad_high(const Layers& layers, const Lane& lane, const LaneItem& last) {
  return lane.home ? pad(layers, last) : 0;
}

}  // namespace joist::layout

// The neighbours of each cell within its row and frame.
#include "layout/lanes.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

constexpr double far = 1e9;

}  // namespace

Lanes::Lanes(const Layers& layers, const Placement& placement)
    : layers_(layers), placement_(placement), item_of_cell_(layers.cells.size()) {
  struct Entry {
    int row;
    FrameId home;
    Item item;
  };
  std::vector<Entry> entries;
  for (std::size_t r = 0; r < placement.rows.size(); ++r)
    for (const CellId cell : placement.rows[r])
      entries.push_back({static_cast<int>(r),
                         layers.cells[cell.index()].frame,
                         {cell, FrameId(), placement.centre[cell.index()]}});
  for (std::size_t f = 0; f < layers.parents.size(); ++f)
    for (int r = placement.extents[f].first; r <= placement.extents[f].last; ++r)
      entries.push_back({r,
                         layers.parents[f],
                         {CellId(), FrameId(f), (placement.low[f] + placement.high[f]) / 2}});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.row, a.home, a.item.at) < std::tie(b.row, b.home, b.item.at);
  });
  std::size_t lane = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i > 0 && (entries[i].row != entries[i - 1].row || entries[i].home != entries[i - 1].home))
      ++lane;
    items_.push_back(entries[i].item);
    lane_of_item_.push_back(lane);
    frame_of_item_.push_back(entries[i].home);
    if (entries[i].item.cell) item_of_cell_[entries[i].item.cell.index()] = i;
  }
}

double Lanes::gap(const Cell& moved, const Item& other) const {
  if (!other.cell) return spacing::frame_clearance;
  const CellKind a = moved.kind, b = layers_.cells[other.cell.index()].kind;
  if (a == CellKind::box && b == CellKind::box) return spacing::box_gap;
  if (a == CellKind::bend && b == CellKind::bend) return spacing::line_gap;
  if (a == CellKind::box || b == CellKind::box) return spacing::line_gap + 4;
  return spacing::line_gap;
}

double Lanes::wall_before(std::size_t item, const std::vector<double>& centre) const {
  const Cell& cell = layers_.cells[items_[item].cell.index()];
  if (item == 0 || lane_of_item_[item - 1] != lane_of_item_[item]) {
    const FrameId frame = frame_of_item_[item];
    return frame ? placement_.low[frame.index()] + spacing::frame_clearance : -far;
  }
  const Item& other = items_[item - 1];
  if (!other.cell) return placement_.high[other.frame.index()] + gap(cell, other);
  const Cell& neighbour = layers_.cells[other.cell.index()];
  return centre[other.cell.index()] + neighbour.across / 2 + neighbour.after + gap(cell, other);
}

double Lanes::wall_after(std::size_t item, const std::vector<double>& centre) const {
  const Cell& cell = layers_.cells[items_[item].cell.index()];
  if (item + 1 == items_.size() || lane_of_item_[item + 1] != lane_of_item_[item]) {
    const FrameId frame = frame_of_item_[item];
    return frame ? placement_.high[frame.index()] - spacing::frame_clearance : far;
  }
  const Item& other = items_[item + 1];
  if (!other.cell) return placement_.low[other.frame.index()] - gap(cell, other);
  const Cell& neighbour = layers_.cells[other.cell.index()];
  return centre[other.cell.index()] - neighbour.across / 2 - gap(cell, other);
}

Range Lanes::room(CellId id, const std::vector<double>& centre) const {
  const Cell& cell = layers_.cells[id.index()];
  const std::size_t item = item_of_cell_[id.index()];
  const double low = wall_before(item, centre) + cell.across / 2;
  const double high = wall_after(item, centre) - cell.across / 2 - cell.after;
  const double now = centre[id.index()];
  // Where the engine has left less room than wished, it stays where it is.
  return {std::min(low, now), std::max(high, now)};
}

}  // namespace joist::layout

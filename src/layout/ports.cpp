// Sorts the ends of lines along the sides of their boxes so that none cross there.
#include "layout/ports.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

// In the order of where the lines go next. Lines that turn back to their own row go outermost,
// those to near boxes first.
struct Key {
  int turn = 0;
  double place = 0;
  std::uint32_t path = 0;
  friend bool operator<(const Key& a, const Key& b) {
    return std::tie(a.turn, a.place, a.path) < std::tie(b.turn, b.place, b.path);
  }
};

CellId next_cell(const Layers& layers, Port port) {
  const auto& cells = layers.paths[port.path].cells;
  return port.last ? cells[cells.size() - 2] : cells[1];
}

Key key(const Layers& layers, const std::vector<double>& position, std::size_t box, Port port) {
  const CellPath& path = layers.paths[port.path];
  const double place = position[next_cell(layers, port).index()];
  if (!path.flat) return {0, place, port.path};
  return {place < position[box] ? -1 : 1, -place, port.path};
}

// From the first line to the last, so that pills beside each other leave them straight.
double room_of_pills(const Layers& layers, const Side& side) {
  double room = 0;
  const Cell* last = nullptr;
  for (const Port& port : side.ports) {
    const Cell& cell = layers.cells[next_cell(layers, port).index()];
    if (last != nullptr) {
      const bool pills = last->kind == CellKind::label && cell.kind == CellKind::label;
      const double gap = layers.rightward ? spacing::stacked_pill_gap : spacing::pill_gap;
      room += pills ? (last->across + cell.across) / 2 + gap : spacing::port_gap;
    }
    last = &cell;
  }
  return room;
}

// How far from the middle lines may end: off the corners, unless they need the room there. Whole
// steps of half a pixel fit into it.
double half_side(const Layers& layers, const Cell& box, const Side& side) {
  const std::size_t lines = std::max<std::size_t>(side.ports.size(), 1);
  const double most = std::max(0.0, box.across / 2 - spacing::port_margin);
  const double calm = std::max(0.0, box.across / 2 - box.inset);
  const double needed = static_cast<double>(lines - 1) * spacing::port_gap / 2;
  const double half = std::floor(2 * std::min(most, std::max(calm, needed))) / 2;
  const double pills = std::ceil(room_of_pills(layers, side)) / 2;
  return pills <= box.across / 2 - spacing::pill_port_margin ? std::max(half, pills) : half;
}

}  // namespace

Sides sides(const Layers& layers, const std::vector<std::vector<CellId>>& rows) {
  std::vector<double> position(layers.cells.size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) position[row[i].index()] = static_cast<double>(i);
  std::size_t boxes = 0;
  while (boxes < layers.cells.size() && layers.cells[boxes].kind == CellKind::box) ++boxes;
  Sides result(boxes);
  for (std::uint32_t p = 0; p < layers.paths.size(); ++p) {
    const CellPath& path = layers.paths[p];
    if (path.cells.empty()) continue;
    result[path.cells.front().index()][below].ports.push_back({p, false});
    result[path.cells.back().index()][path.flat ? below : above].ports.push_back({p, true});
  }
  for (std::size_t box = 0; box < boxes; ++box) {
    for (Side& side : result[box]) {
      std::sort(side.ports.begin(), side.ports.end(), [&](Port a, Port b) {
        return key(layers, position, box, a) < key(layers, position, box, b);
      });
      side.half = half_side(layers, layers.cells[box], side);
      if (side.ports.size() < 2) continue;
      const double share = 2 * side.half / static_cast<double>(side.ports.size() - 1);
      // On a full side there has to be room to move, or lines step aside by a pixel or two.
      side.gap =
          std::min(spacing::port_gap, std::max(0.7 * share, std::min(share, spacing::line_gap)));
      side.ideal_gap = std::min(1.5 * spacing::port_gap, share);
    }
  }
  return result;
}

}  // namespace joist::layout

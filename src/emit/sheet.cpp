// Box-drawing characters from the arms of cells.
#include "emit/sheet.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace joist::emit {
namespace {

// By the arms: up 1, right 2, down 4, left 8.
constexpr std::string_view straight[16] = {
    " ",      "\u2502", "\u2500", "\u2514", "\u2502", "\u2502", "\u250c", "\u251c",
    "\u2500", "\u2518", "\u2500", "\u2534", "\u2510", "\u2524", "\u252c", "\u253c"};
constexpr std::string_view twofold[16] = {
    " ",      "\u2551", "\u2550", "\u255a", "\u2551", "\u2551", "\u2554", "\u2560",
    "\u2550", "\u255d", "\u2550", "\u2569", "\u2557", "\u2563", "\u2566", "\u256c"};

std::string_view round_corner(std::uint8_t arms) {
  switch (arms) {
    case up | right:
      return "\u2570";
    case right | down:
      return "\u256d";
    case down | left:
      return "\u256e";
    case up | left:
      return "\u256f";
    default:
      return straight[arms];
  }
}

bool is_upright(std::uint8_t arms) {
  return (arms & (left | right)) == 0;
}
bool is_straight(std::uint8_t arms) {
  return is_upright(arms) || (arms & (up | down)) == 0;
}

}  // namespace

Sheet::Sheet(int columns, int rows)
    : columns_(std::max(0, columns)),
      rows_(std::max(0, rows)),
      cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

Sheet::Cell* Sheet::at(int column, int row) {
  if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return nullptr;
  return &cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                 static_cast<std::size_t>(column)];
}

void Sheet::join(int column, int row, std::uint8_t arms, Ink ink) {
  Cell* cell = at(column, row);
  if (!cell) return;
  Stroke& first = cell->strokes[0];
  Stroke& mine = first.arms == 0 || first.ink.owner == ink.owner ? first : cell->strokes[1];
  if (mine.arms == 0) mine.ink = ink;
  mine.arms |= arms;
}

void Sheet::line(int from_column, int from_row, int to_column, int to_row, Ink ink) {
  const int dx = (to_column > from_column) - (to_column < from_column);
  const int dy = (to_row > from_row) - (to_row < from_row);
  const std::uint8_t ahead = dx > 0 ? right : dx < 0 ? left : dy > 0 ? down : up;
  const std::uint8_t behind = dx > 0 ? left : dx < 0 ? right : dy > 0 ? up : down;
  for (int x = from_column, y = from_row; x != to_column || y != to_row; x += dx, y += dy) {
    join(x, y, ahead, ink);
    join(x + dx, y + dy, behind, ink);
  }
}

void Sheet::frame(int column, int row, int width, int height, Pen pen) {
  const int last = column + width - 1, bottom = row + height - 1;
  const Ink ink{pen, 0};
  line(column, row, last, row, ink);
  line(last, row, last, bottom, ink);
  line(last, bottom, column, bottom, ink);
  line(column, bottom, column, row, ink);
}

void Sheet::fill(int column, int row, int width, int height) {
  for (int y = row; y < row + height; ++y) {
    for (int x = column; x < column + width; ++x) {
      if (Cell* cell = at(x, y)) *cell = Cell();
    }
  }
}

void Sheet::write(int column, int row, std::string_view text) {
  Cell* last = nullptr;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = decode(text, offset);
    const std::string_view bytes = text.substr(offset, point.size);
    offset += point.size;
    if (point.value < 0x20 || (point.value >= 0x7f && point.value < 0xa0)) continue;
    const int wide = static_cast<int>(display_width(bytes));
    if (wide == 0) {
      if (last) last->text += bytes;
      continue;
    }
    if (Cell* cell = at(column, row)) {
      *cell = Cell();
      cell->text = bytes;
      last = cell;
    }
    for (int i = 1; i < wide; ++i) {
      if (Cell* cell = at(column + i, row)) {
        *cell = Cell();
        cell->covered = true;
      }
    }
    column += wide;
  }
}

std::string_view Sheet::drawn(const Stroke& stroke) {
  const Pen pen = stroke.ink.pen;
  if (stroke.arms == 0) return " ";
  if (pen == Pen::twofold) return twofold[stroke.arms];
  if (pen == Pen::round) return round_corner(stroke.arms);
  if (is_straight(stroke.arms) && pen == Pen::dashed) {
    return is_upright(stroke.arms) ? "\u2506" : "\u2504";
  }
  if (is_straight(stroke.arms) && pen == Pen::dotted) {
    return is_upright(stroke.arms) ? "\u250a" : "\u2508";
  }
  return pen == Pen::dashed || pen == Pen::dotted ? round_corner(stroke.arms)
                                                  : straight[stroke.arms];
}

// Lines that cross do not join: the level one is broken. Over a border a line goes on.
std::string_view Sheet::drawn(const Cell& cell) {
  const auto& [a, b] = cell.strokes;
  if (b.arms == 0) return drawn(a);
  const bool apart = (a.arms ^ b.arms) == (up | right | down | left) && is_straight(a.arms);
  if (a.ink.owner == 0) return drawn(b);
  if (b.ink.owner == 0) return drawn(a);
  if (apart) return drawn(is_upright(a.arms) ? a : b);
  return drawn(Stroke{a.ink, static_cast<std::uint8_t>(a.arms | b.arms)});
}

std::string Sheet::text() const {
  std::string result;
  for (int row = 0; row < rows_; ++row) {
    std::string line;
    for (int column = 0; column < columns_; ++column) {
      const Cell& cell = cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                                static_cast<std::size_t>(column)];
      if (cell.covered) continue;
      line += cell.text.empty() ? drawn(cell) : std::string_view(cell.text);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    result += line + "\n";
  }
  return result;
}

}  // namespace joist::emit

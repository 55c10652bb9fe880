// Box-drawing characters, for terminals, commit messages and alternative texts.
#include "base/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "emit/cells.hpp"
#include "emit/emitter.hpp"
#include "emit/sheet.hpp"
#include "emit/words.hpp"

namespace joist::emit::formats {
namespace {

using layout::Point;
using layout::Rect;
using scene::Shape;

struct Place {
  int column = 0, row = 0, width = 0, height = 0;
  int right() const { return column + width; }  // one past the last
  int bottom() const { return row + height; }
};

// By its corners, so that what is a cell apart stays so.
Place snapped(const Rect& rect) {
  const auto cell = [](double value, double size) {
    return static_cast<int>(std::lround(value / size));
  };
  Place place{cell(rect.x, cell_width), cell(rect.y, cell_height), 0, 0};
  place.width = cell(rect.right(), cell_width) - place.column;
  place.height = cell(rect.bottom(), cell_height) - place.row;
  return place;
}

struct Spot {
  int column, row;
};

Spot spot(Point p) {
  return {static_cast<int>(std::floor(p.x / cell_width)),
          static_cast<int>(std::floor(p.y / cell_height))};
}

// The cell just outside of a box that a route's end at its border lies in.
Spot beside(Point end, Point next, const Place& box) {
  Spot at = spot(end);
  if (std::abs(end.x - next.x) < std::abs(end.y - next.y)) {
    at.column = std::clamp(at.column, box.column + 1, std::max(box.column + 1, box.right() - 2));
    at.row = next.y < end.y ? box.row - 1 : box.bottom();
  } else {
    at.row = std::clamp(at.row, box.row + 1, std::max(box.row + 1, box.bottom() - 2));
    at.column = next.x < end.x ? box.column - 1 : box.right();
  }
  return at;
}

// Level and upright pieces only; a slanted one gets a corner.
std::vector<Spot> corners(const layout::Route& route, const Place& from, const Place& to) {
  const std::vector<Point>& points = route.points;
  std::vector<Spot> spots;
  if (points.size() < 2) return spots;
  spots.push_back(beside(points[0], points[1], from));
  for (std::size_t i = 1; i + 1 < points.size(); ++i) spots.push_back(spot(points[i]));
  spots.push_back(beside(points.back(), points[points.size() - 2], to));
  // The first and last pieces keep the side they leave and reach a box by.
  const auto is_upright = [&](std::size_t i) {
    return std::abs(points[i].x - points[i + 1].x) < std::abs(points[i].y - points[i + 1].y);
  };
  if (spots.size() > 2) {
    if (is_upright(0))
      spots[1].column = spots[0].column;
    else
      spots[1].row = spots[0].row;
    const std::size_t last = spots.size() - 1;
    if (is_upright(last - 1))
      spots[last - 1].column = spots[last].column;
    else
      spots[last - 1].row = spots[last].row;
  }
  std::vector<Spot> square{spots.front()};
  for (std::size_t i = 1; i < spots.size(); ++i) {
    const Spot before = square.back(), next = spots[i];
    if (before.column != next.column && before.row != next.row) {
      const bool upright = is_upright(i - 1);
      if (i + 1 == spots.size() && upright) {
        const int middle = (before.row + next.row) / 2;
        square.push_back({before.column, middle});
        square.push_back({next.column, middle});
      } else if (i + 1 == spots.size() && std::abs(next.column - before.column) > 3) {
        // Before its head, which is to lie on the line.
        const int column = next.column + (next.column > before.column ? -2 : 2);
        square.push_back({column, before.row});
        square.push_back({column, next.row});
      } else if (upright) {
        square.push_back({before.column, next.row});
      } else {
        square.push_back({next.column, before.row});
      }
    }
    square.push_back(next);
  }
  return square;
}

// The head in the last cell before a box, pointing at it.
const char* tip(Spot last, const Place& box, scene::Head head) {
  if (head == scene::Head::none) return nullptr;
  const bool hollow = head == scene::Head::read;
  if (last.row < box.row) return hollow ? "\u25bd" : "\u25bc";
  if (last.row >= box.bottom()) return hollow ? "\u25b3" : "\u25b2";
  if (last.column < box.column) return hollow ? "\u25b7" : "\u25b6";
  return hollow ? "\u25c1" : "\u25c0";
}

Pen pen_of(Shape shape) {
  switch (shape) {
    case Shape::store:
      return Pen::twofold;
    case Shape::source:
    case Shape::queue:
      return Pen::round;
    case Shape::external:
      return Pen::dashed;
    default:
      return Pen::plain;
  }
}

Pen pen_of(scene::Stroke stroke) {
  return stroke == scene::Stroke::solid    ? Pen::plain
         : stroke == scene::Stroke::dashed ? Pen::dashed
                                           : Pen::dotted;
}

void draw_box(const scene::Box& box, const Place& at, Sheet& sheet) {
  sheet.fill(at.column, at.row, at.width, at.height);
  sheet.frame(at.column, at.row, at.width, at.height, pen_of(box.shape));
  int row = at.row + 1;
  for (const std::string& line : cell_lines(box)) sheet.write(at.column + 2, row++, line);
}

void draw_line(const scene::Line& line, std::uint32_t owner, const layout::Route& route,
               const Place& from, const Place& to, Sheet& sheet) {
  const Ink ink{pen_of(line.stroke), owner};
  const std::vector<Spot> spots = corners(route, from, to);
  if (spots.size() < 2) return;
  // The cell at the tail reaches for the box even where the line bends in it at once.
  const bool level = spots[0].row >= from.row && spots[0].row < from.bottom();
  const std::uint8_t back = level ? (spots[0].column < from.column ? right : left)
                                  : (spots[0].row < from.row ? down : up);
  sheet.join(spots[0].column, spots[0].row, back, ink);
  for (std::size_t i = 1; i < spots.size(); ++i) {
    sheet.line(spots[i - 1].column, spots[i - 1].row, spots[i].column, spots[i].row, ink);
  }
}

void draw_tip(const scene::Line& line, std::uint32_t, const layout::Route& route, const Place& from,
              const Place& to, Sheet& sheet) {
  const std::vector<Spot> spots = corners(route, from, to);
  if (spots.size() < 2) return;
  if (const char* head = tip(spots.back(), to, line.head)) {
    sheet.write(spots.back().column, spots.back().row, head);
  }
}

void draw_label(const scene::Line& line, const Rect& rect, Sheet& sheet) {
  const Place at = snapped(rect);
  int row = at.row;
  for (const std::string& text : rows_of(line)) {
    const int spare = at.width - static_cast<int>(display_width(text));
    sheet.write(at.column + std::max(0, spare / 2), row++, text);
  }
}

std::string drawn(const Drawing& drawing) {
  const layout::Arrangement& arrangement = drawing.arrangement;
  const scene::Scene& scene = drawing.scene;
  Sheet sheet(static_cast<int>(std::ceil(arrangement.size.width / cell_width)) + 2,
              static_cast<int>(std::ceil(arrangement.size.height / cell_height)) + 2);
  std::vector<Place> boxes;
  for (const Rect& rect : arrangement.nodes) boxes.push_back(snapped(rect));
  for (std::size_t i = 0; i < scene.panels.size(); ++i) {
    const Place at = snapped(arrangement.frames[i]);
    sheet.frame(at.column, at.row, at.width, at.height, Pen::plain);
  }
  const auto each_line = [&](auto draw) {
    for (std::size_t i = 0; i < scene.lines.size(); ++i) {
      const scene::Line& line = scene.lines[i];
      draw(line, static_cast<std::uint32_t>(i + 1), arrangement.routes[i], boxes[line.from.index()],
           boxes[line.to.index()], sheet);
    }
  };
  each_line(draw_line);
  for (std::size_t i = 0; i < scene.panels.size(); ++i) {
    const Place at = snapped(arrangement.frames[i]);
    sheet.write(at.column + 2, at.row, fmt::format(" {} ", cell_title(scene.panels[i])));
  }
  for (std::size_t i = 0; i < boxes.size(); ++i) draw_box(scene.boxes[i], boxes[i], sheet);
  each_line(draw_tip);
  for (std::size_t i = 0; i < scene.lines.size(); ++i) {
    if (arrangement.routes[i].label.width > 0) {
      draw_label(scene.lines[i], arrangement.routes[i].label, sheet);
    }
  }
  return sheet.text();
}

Written write(const Drawing& drawing) {
  const scene::Scene& scene = drawing.scene;
  std::string out;
  if (!scene.title.empty()) out += plain(scene.title) + "\n";
  if (!scene.subtitle.empty()) out += plain(scene.subtitle) + "\n";
  const std::string headlines = headline_words(scene);
  if (!headlines.empty()) out += headlines + "\n";
  if (!out.empty()) out += "\n";
  if (!scene.boxes.empty() || !scene.panels.empty()) out += drawn(drawing);
  while (out.ends_with("\n\n")) out.pop_back();
  if (!out.empty() && (!scene.findings.empty() || !scene.notes.empty())) out += "\n";
  out += finding_words(scene, "");
  if (scene.more_findings > 0) out += fmt::format("and {} more findings\n", scene.more_findings);
  for (const std::string& note : scene.notes) out += plain(note) + "\n";
  return {std::move(out), {}, {}};
}

}  // namespace

extern const Emitter text;
constinit const Emitter text{
    "text",       "txt", "box-drawing characters, for terminals and messages",
    Needs::cells, false, write};

}  // namespace joist::emit::formats

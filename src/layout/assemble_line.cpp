// Arrow heads, pills and what is cut off a route for them.
#include "layout/assemble_line.hpp"

#include <algorithm>
#include <cmath>

#include "layout/pen.hpp"
#include "scene/card.hpp"

namespace joist::layout {
namespace {

using scene::Head;
using scene::Weight;

double triangle_length(double width) {
  return 7 + 1.1 * width;
}
double triangle_half(double width) {
  return 3.2 + 0.75 * width;
}

Path triangle(Point tip, Point along, double width, const Style& style) {
  const double length = triangle_length(width), half = triangle_half(width);
  const Point base{tip.x - along.x * length, tip.y - along.y * length};
  const Point side{-along.y * half, along.x * half};
  return polygon({tip, {base.x + side.x, base.y + side.y}, {base.x - side.x, base.y - side.y}},
                 style);
}

Point unit(Point from, Point to) {
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  return length > 0 ? Point{(to.x - from.x) / length, (to.y - from.y) / length} : Point{0, 1};
}

// Takes `length` off the end of a route; a piece that is too short goes whole.
void shorten(std::vector<Point>& points, double length) {
  while (points.size() > 1) {
    Point& last = points.back();
    const Point& before = points[points.size() - 2];
    const double piece = std::hypot(last.x - before.x, last.y - before.y);
    if (piece > length || points.size() == 2) {
      const Point back = unit(last, before);
      const double by = std::min(length, piece);
      last = {last.x + back.x * by, last.y + back.y * by};
      return;
    }
    length -= piece;
    points.pop_back();
  }
}

}  // namespace

Color color_of(const scene::Line& line) {
  return line.hot ? Color::hot : Color::line;
}

double head_length(Head head, double width) {
  if (head == Head::none) return 0;
  return triangle_length(width) * (head == Head::both ? 1.9 : 1);
}

void draw_head(Head head, Point tip, Point along, double width, Color color,
               std::vector<Path>& into) {
  const Style full{color, color, 1, {}, {}};
  const Style hollow{Color::pill, color, std::max(1.25, width * 0.5), {}, {}};
  if (head == Head::none) return;
  if (head == Head::both) {
    const double back = triangle_length(width) * 0.9;
    into.push_back(
        triangle({tip.x - along.x * back, tip.y - along.y * back}, along, width, hollow));
  }
  into.push_back(triangle(tip, along, width, head == Head::read ? hollow : full));
}

Trace trace(const scene::Line& line, std::vector<Point> points) {
  Trace result;
  if (points.size() > 1 && line.head != Head::none) {
    const Point tip = points.back(), along = unit(points[points.size() - 2], tip);
    draw_head(line.head, tip, along, line.width, color_of(line), result.heads);
    shorten(points, head_length(line.head, line.width) - 1);
  }
  result.points = std::move(points);
  return result;
}

void draw_pill(const scene::Line& line, const Rect& rect, Group& into) {
  if (rect.width <= 0) return;
  const Color edge = line.hot ? Color::hot : Color::rule;
  into.items.push_back(Box{rect, std::min(rect.height / 2, 9.0), {Color::pill, edge, 1, {}, {}}});
  const double badges = line.badges.empty() ? 0 : scene::badges_width(line.badges, 0) + 6;
  const double middle = rect.x + (rect.width - badges) / 2;
  const double rows = static_cast<double>(line.pill.size()) * scene::pill_leading;
  double y = rect.y + (rect.height - rows) / 2;
  for (const scene::PillRow& row : line.pill) {
    std::vector<Run> runs;
    if (!row.rate.empty()) {
      runs.push_back({row.rate, Weight::bold, line.hot ? Color::hot : Color::ink});
    }
    if (!row.text.empty()) {
      runs.push_back({(runs.empty() ? "" : " ") + row.text, Weight::regular, Color::quiet});
    }
    write(into, {middle, y + 10.9}, std::move(runs), scene::pill_size, Color::pill, Anchor::middle);
    y += scene::pill_leading;
  }
  draw_badges(
      line.badges, 0,
      {rect.right() - scene::pill_padding + 1, rect.y + (rect.height - scene::badge_height) / 2},
      into);
}

}  // namespace joist::layout

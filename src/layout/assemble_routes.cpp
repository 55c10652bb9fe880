// Routes as paths: rounded bends, and a little jump where one line passes over another.
#include <algorithm>
#include <cmath>
#include <map>

#include "layout/assemble_line.hpp"
#include "layout/pen.hpp"

namespace joist::layout {
namespace {

constexpr double bend_radius = 9, jump_radius = 5;

struct Upright {
  double x, top, bottom;
  std::size_t route;
};

bool is_upright(Point a, Point b) {
  return std::abs(a.x - b.x) < 0.01 && std::abs(a.y - b.y) > 1;
}
bool is_level(Point a, Point b) {
  return std::abs(a.y - b.y) < 0.01 && std::abs(a.x - b.x) > 1;
}

std::vector<Upright> uprights(const std::vector<std::vector<Point>>& routes) {
  std::vector<Upright> found;
  for (std::size_t r = 0; r < routes.size(); ++r) {
    for (std::size_t i = 1; i < routes[r].size(); ++i) {
      const Point a = routes[r][i - 1], b = routes[r][i];
      if (is_upright(a, b)) found.push_back({a.x, std::min(a.y, b.y), std::max(a.y, b.y), r});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Upright& a, const Upright& b) { return a.x < b.x; });
  return found;
}

// Where the level piece from a to b jumps, in its direction. Crossings too near to its ends, to the
// other line's ends or to the last jump are left plain.
std::vector<double> jumps(Point a, Point b, std::size_t route, const std::vector<Upright>& lines) {
  const double margin = bend_radius + jump_radius + 1;
  const double left = std::min(a.x, b.x) + margin, right = std::max(a.x, b.x) - margin;
  std::vector<double> at;
  auto line = std::lower_bound(lines.begin(), lines.end(), left,
                               [](const Upright& u, double x) { return u.x < x; });
  for (; line != lines.end() && line->x <= right; ++line) {
    const bool crosses = line->top + 2 < a.y && a.y < line->bottom - 2;
    if (!crosses || line->route == route) continue;
    if (!at.empty() && line->x - at.back() < 2 * jump_radius + 2) continue;
    at.push_back(line->x);
  }
  if (b.x < a.x) std::reverse(at.begin(), at.end());
  return at;
}

void add_jump(Path& path, double x, double y, double direction) {
  const double r = jump_radius, height = 1.33 * r;  // a cubic this high is close to a half circle
  path.steps.push_back(line_to({x - direction * r, y}));
  path.steps.push_back(curve_to({x - direction * r, y - height}, {x + direction * r, y - height},
                                {x + direction * r, y}));
}

Point part_way(Point from, Point to, double distance) {
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  if (length == 0) return from;
  return {from.x + (to.x - from.x) * distance / length,
          from.y + (to.y - from.y) * distance / length};
}

// The bend at points[i]: where it begins, or the point itself at the route's end.
double bend_at(const std::vector<Point>& points, std::size_t i) {
  if (i == 0 || i + 1 >= points.size()) return 0;
  const auto length = [&](std::size_t k) {
    return std::hypot(points[k + 1].x - points[k].x, points[k + 1].y - points[k].y);
  };
  return std::min({bend_radius, length(i - 1) / 2, length(i) / 2});
}

Path draw_route(const std::vector<Point>& points, std::size_t route, const Style& style,
                const std::vector<Upright>& lines) {
  Path path{{}, style};
  if (points.empty()) return path;
  path.steps.push_back(move_to(points.front()));
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point a = points[i - 1], b = points[i];
    // Dashes are told apart where they cross; a jump would tear them.
    if (is_level(a, b) && style.dash == scene::Stroke::solid) {
      for (double x : jumps(a, b, route, lines)) add_jump(path, x, a.y, b.x > a.x ? 1 : -1);
    }
    const double r = bend_at(points, i);
    const Point in = part_way(b, a, r);
    path.steps.push_back(line_to(in));
    if (r <= 0) continue;
    const Point out = part_way(b, points[i + 1], r);
    path.steps.push_back(curve_to(part_way(in, b, r * 0.5523), part_way(out, b, r * 0.5523), out));
  }
  return path;
}

}  // namespace

std::vector<Path> draw_routes(const std::vector<std::vector<Point>>& routes,
                              const std::vector<Style>& styles) {
  const std::vector<Upright> lines = uprights(routes);
  std::vector<Path> paths;
  paths.reserve(routes.size());
  for (std::size_t r = 0; r < routes.size(); ++r) {
    paths.push_back(draw_route(routes[r], r, styles[r], lines));
  }
  return paths;
}

}  // namespace joist::layout

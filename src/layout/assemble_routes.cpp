// Routes as paths: rounded bends, and a little jump or gap where one line passes over another.
#include <algorithm>
#include <cmath>
#include <map>

#include "layout/assemble_line.hpp"
#include "layout/pen.hpp"

namespace joist::layout {
namespace {

constexpr double bend_radius = 9, jump_radius = 5;

// A straight piece of a route: upright at x from y to y, or level at y from x to x.
struct Piece {
  double at, low, high;
  std::size_t route;
  bool dashed;
};

struct Pieces {
  std::vector<Piece> upright, level;
};

bool is_upright(Point a, Point b) {
  return std::abs(a.x - b.x) < 0.01 && std::abs(a.y - b.y) > 1;
}
bool is_level(Point a, Point b) {
  return std::abs(a.y - b.y) < 0.01 && std::abs(a.x - b.x) > 1;
}
bool is_dashed(const Style& style) {
  return style.dash != scene::Stroke::solid;
}

Pieces pieces(const std::vector<std::vector<Point>>& routes, const std::vector<Style>& styles) {
  Pieces found;
  for (std::size_t r = 0; r < routes.size(); ++r) {
    const bool dashed = is_dashed(styles[r]);
    for (std::size_t i = 1; i < routes[r].size(); ++i) {
      const Point a = routes[r][i - 1], b = routes[r][i];
      if (is_upright(a, b))
        found.upright.push_back({a.x, std::min(a.y, b.y), std::max(a.y, b.y), r, dashed});
      if (is_level(a, b))
        found.level.push_back({a.y, std::min(a.x, b.x), std::max(a.x, b.x), r, dashed});
    }
  }
  const auto by_place = [](const Piece& a, const Piece& b) { return a.at < b.at; };
  std::sort(found.upright.begin(), found.upright.end(), by_place);
  std::sort(found.level.begin(), found.level.end(), by_place);
  return found;
}

// How a line passes over another.
struct Pass {
  double at;
  bool gap;  // else a jump
};

// Level lines pass over upright ones. Of dashes a jump would make crumbs: the upright line jumps
// over those, and where that is dashed too, they leave a gap.
enum class Turn : std::uint8_t { none, jump, gap };
Turn turn_of(bool level, bool dashed, bool other_dashed) {
  if (level && !dashed) return Turn::jump;
  if (level) return other_dashed ? Turn::gap : Turn::none;
  return !dashed && other_dashed ? Turn::jump : Turn::none;
}

// Where the piece that runs at `at` from `from` to `to` passes over others, in its direction.
// Crossings too near to its ends, to the other line's ends or to the last jump are left plain.
std::vector<Pass> passes(const Piece& own, double from, double to, bool level, const Pieces& all) {
  const std::vector<Piece>& others = level ? all.upright : all.level;
  const double margin = bend_radius + jump_radius + 1;
  const double first = own.low + margin, last = own.high - margin;
  std::vector<Pass> found;
  auto other = std::lower_bound(others.begin(), others.end(), first,
                                [](const Piece& p, double at) { return p.at < at; });
  for (; other != others.end() && other->at <= last; ++other) {
    const bool crosses = other->low + 2 < own.at && own.at < other->high - 2;
    if (!crosses || other->route == own.route) continue;
    const Turn turn = turn_of(level, own.dashed, other->dashed);
    if (turn == Turn::none) continue;
    if (!found.empty() && other->at - found.back().at < 2 * jump_radius + 2) continue;
    found.push_back({other->at, turn == Turn::gap});
  }
  if (to < from) std::reverse(found.begin(), found.end());
  return found;
}

// A level line jumps upwards, an upright one to the right.
void add_pass(Path& path, const Pass& pass, double own, bool level, double direction) {
  const double r = jump_radius, height = pass.gap ? 0 : 1.33 * r;  // close to a half circle
  const auto point = [&](double along, double aside) {
    return level ? Point{pass.at + direction * along, own - aside}
                 : Point{own + aside, pass.at + direction * along};
  };
  path.steps.push_back(line_to(point(-r, 0)));
  if (pass.gap)
    path.steps.push_back(move_to(point(r, 0)));
  else
    path.steps.push_back(curve_to(point(-r, height), point(r, height), point(r, 0)));
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

void add_passes(Path& path, Point a, Point b, std::size_t route, const Pieces& all) {
  const bool level = is_level(a, b);
  if (!level && !is_upright(a, b)) return;
  const double from = level ? a.x : a.y, to = level ? b.x : b.y, at = level ? a.y : a.x;
  const Piece own{at, std::min(from, to), std::max(from, to), route, is_dashed(path.style)};
  for (const Pass& pass : passes(own, from, to, level, all))
    add_pass(path, pass, at, level, to > from ? 1 : -1);
}

Path draw_route(const std::vector<Point>& points, std::size_t route, const Style& style,
                const Pieces& all) {
  Path path{{}, style};
  if (points.empty()) return path;
  path.steps.push_back(move_to(points.front()));
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point a = points[i - 1], b = points[i];
    add_passes(path, a, b, route, all);
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
  const Pieces all = pieces(routes, styles);
  std::vector<Path> paths;
  paths.reserve(routes.size());
  for (std::size_t r = 0; r < routes.size(); ++r)
    paths.push_back(draw_route(routes[r], r, styles[r], all));
  return paths;
}

}  // namespace joist::layout

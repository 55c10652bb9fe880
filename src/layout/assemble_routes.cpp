// Routes as paths: rounded bends, and a little jump or gap where one line passes over another.
#include <algorithm>
#include <cmath>
#include <map>

#include "layout/assemble_line.hpp"
#include "layout/pen.hpp"

namespace joist::layout {
namespace {

constexpr double bend_radius = 9, jump_radius = 5;
constexpr double least_bend = 1.5, least_jump = 2;
constexpr double touch = 1;  // lines that end so close to another do not cross it

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

// Level lines pass over upright ones. Of dashes a jump would make crumbs: the upright line jumps
// over those, and where that is dashed too, they leave a gap.
enum class Turn : std::uint8_t { none, jump, gap };
Turn turn_of(bool level, bool dashed, bool other_dashed) {
  if (level && !dashed) return Turn::jump;
  if (level) return other_dashed ? Turn::gap : Turn::none;
  return !dashed && other_dashed ? Turn::jump : Turn::none;
}

// Where a piece of a line meets another, and how it passes over that.
struct Crossing {
  double at;
  Turn turn;
};

// Those between `a` and `b`, in this direction.
std::vector<Crossing> crossings(Point a, Point b, std::size_t route, bool dashed,
                                const Pieces& all) {
  std::vector<Crossing> found;
  const bool level = is_level(a, b);
  if (!level && !is_upright(a, b)) return found;
  const double from = level ? a.x : a.y, to = level ? b.x : b.y, own = level ? a.y : a.x;
  const double low = std::min(from, to) + touch, high = std::max(from, to) - touch;
  const std::vector<Piece>& others = level ? all.upright : all.level;
  auto other = std::lower_bound(others.begin(), others.end(), low,
                                [](const Piece& p, double at) { return p.at < at; });
  for (; other != others.end() && other->at <= high; ++other)
    if (other->route != route && other->low + touch < own && own < other->high - touch)
      found.push_back({other->at, turn_of(level, dashed, other->dashed)});
  if (to < from) std::reverse(found.begin(), found.end());
  return found;
}

// What a bend may take of a piece that begins or ends with it: bends let lines cross before them.
double free_of_crossings(const std::vector<Crossing>& crossings, double corner) {
  double free = bend_radius;
  for (const Crossing& crossing : crossings) {
    const double need = crossing.turn == Turn::none ? touch : jump_radius + touch;
    free = std::min(free, std::abs(crossing.at - corner) - need);
  }
  return std::max(free, least_bend);
}

// A level line jumps upwards, an upright one to the right.
void add_pass(Path& path, double at, double r, Turn turn, double own, bool level,
              double direction) {
  const double height = turn == Turn::gap ? 0 : 1.33 * r;  // close to a half circle
  const auto point = [&](double along, double aside) {
    return level ? Point{at + direction * along, own - aside}
                 : Point{own + aside, at + direction * along};
  };
  path.steps.push_back(line_to(point(-r, 0)));
  if (turn == Turn::gap)
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

// One line with its crossings, piece by piece.
class Drawing {
 public:
  Drawing(const std::vector<Point>& points, std::size_t route, const Style& style,
          const Pieces& all)
      : points_(points), path_{{}, style} {
    for (std::size_t i = 1; i < points.size(); ++i)
      crossings_.push_back(crossings(points[i - 1], points[i], route, is_dashed(style), all));
    for (std::size_t i = 0; i < points.size(); ++i) bends_.push_back(bend_at(i));
  }

  Path run() {
    if (points_.empty()) return path_;
    path_.steps.push_back(move_to(points_.front()));
    for (std::size_t i = 1; i < points_.size(); ++i) {
      const Point a = points_[i - 1], b = points_[i];
      add_passes(i);
      const double r = bends_[i];
      const Point in = part_way(b, a, r);
      path_.steps.push_back(line_to(in));
      if (r <= 0) continue;
      const Point out = part_way(b, points_[i + 1], r);
      path_.steps.push_back(
          curve_to(part_way(in, b, r * 0.5523), part_way(out, b, r * 0.5523), out));
    }
    return std::move(path_);
  }

 private:
  // How far from points[i] its bend begins; 0 at the route's ends.
  double bend_at(std::size_t i) const {
    if (i == 0 || i + 1 >= points_.size()) return 0;
    const auto length = [&](std::size_t k) {
      return std::hypot(points_[k + 1].x - points_[k].x, points_[k + 1].y - points_[k].y);
    };
    const auto free = [&](std::size_t piece) {
      const bool level = is_level(points_[piece], points_[piece + 1]);
      return free_of_crossings(crossings_[piece], level ? points_[i].x : points_[i].y);
    };
    return std::min({length(i - 1) / 2, length(i) / 2, free(i - 1), free(i)});
  }

  // On the piece that ends at points[i]. Each jump is as large as bends and other jumps leave room
  // for; of crossings too close for that, the first has it.
  void add_passes(std::size_t i) {
    const Point a = points_[i - 1], b = points_[i];
    const std::vector<Crossing>& all = crossings_[i - 1];
    const bool level = is_level(a, b);
    const double from = level ? a.x : a.y, to = level ? b.x : b.y, own = level ? a.y : a.x;
    double before = std::abs(bends_[i - 1]);  // from the beginning, what is taken already
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (all[k].turn == Turn::none) continue;
      const double at = std::abs(all[k].at - from);
      double room = std::min({jump_radius, at - before, std::abs(to - all[k].at) - bends_[i]});
      for (std::size_t next = k + 1; next < all.size(); ++next) {
        if (all[next].turn == Turn::none) continue;
        const double half = std::abs(all[next].at - all[k].at) / 2;
        if (half >= least_jump) room = std::min(room, half);
        break;
      }
      if (room < least_jump) continue;
      add_pass(path_, all[k].at, room, all[k].turn, own, level, to > from ? 1 : -1);
      before = at + room;
    }
  }

  const std::vector<Point>& points_;
  Path path_;
  std::vector<std::vector<Crossing>> crossings_;  // by piece
  std::vector<double> bends_;                     // by point
};

}  // namespace

std::vector<Path> draw_routes(const std::vector<std::vector<Point>>& routes,
                              const std::vector<Style>& styles) {
  const Pieces all = pieces(routes, styles);
  std::vector<Path> paths;
  paths.reserve(routes.size());
  for (std::size_t r = 0; r < routes.size(); ++r)
    paths.push_back(Drawing(routes[r], r, styles[r], all).run());
  return paths;
}

}  // namespace joist::layout

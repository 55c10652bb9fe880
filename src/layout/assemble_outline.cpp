// The outlines of cards, by role.
#include <algorithm>
#include <cmath>

#include "layout/assemble.hpp"
#include "layout/pen.hpp"
#include "scene/card.hpp"

namespace joist::layout {
namespace {

using scene::Shape;

// Small copies in the legend get smaller ends.
double fitted(double length, double side) {
  return std::min(length, side * 0.3);
}

// A cylinder as seen from its lid: `a` runs across it, `b` from the lid on.
struct Cylinder {
  double width, length, cap;  // the cap is half the height of the ellipse at an end
  Point (*at)(const Rect& rect, double a, double b);
  const Rect& rect;

  Point operator()(double a, double b) const { return at(rect, a, b); }

  // Half of the ellipse over the whole width, at `b`, bulging by `depth`.
  void add_bulge(Path& path, double from, double to, double b, double depth) const {
    const double middle = (from + to) / 2, side = (to - from) / 2 * kappa;
    const Cylinder& at_point = *this;
    path.steps.push_back(curve_to(at_point(from, b + depth * kappa),
                                  at_point(middle - side, b + depth), at_point(middle, b + depth)));
    path.steps.push_back(curve_to(at_point(middle + side, b + depth),
                                  at_point(to, b + depth * kappa), at_point(to, b)));
  }
};

void draw_cylinder(const Cylinder& at, Shape shape, const Style& style, Group& into) {
  Path body{{move_to(at(0, at.cap)), line_to(at(0, at.length - at.cap))}, style};
  at.add_bulge(body, 0, at.width, at.length - at.cap, at.cap);
  body.steps.push_back(line_to(at(at.width, at.cap)));
  at.add_bulge(body, at.width, 0, at.cap, -at.cap);
  body.steps.push_back(closing());
  into.items.push_back(std::move(body));
  Path lid{{move_to(at(0, at.cap))}, style};
  lid.style.fill = colors_of(shape).tint;
  at.add_bulge(lid, 0, at.width, at.cap, at.cap);
  at.add_bulge(lid, at.width, 0, at.cap, -at.cap);
  lid.steps.push_back(closing());
  into.items.push_back(std::move(lid));
}

// It stands.
void draw_store(const Rect& r, const Style& style, Group& into) {
  const auto at = [](const Rect& r, double a, double b) { return Point{r.x + a, r.y + b}; };
  const double cap = fitted(scene::store_cap, r.height);
  draw_cylinder({r.width, r.height, cap, at, r}, Shape::store, style, into);
}

// It lies, its lid on the right.
void draw_queue(const Rect& r, const Style& style, Group& into) {
  const auto at = [](const Rect& r, double a, double b) { return Point{r.right() - b, r.y + a}; };
  const double cap = fitted(scene::queue_cap, r.width);
  draw_cylinder({r.height, r.width, cap, at, r}, Shape::queue, style, into);
}

void draw_split(const Rect& r, const Style& style, Group& into) {
  const double point = fitted(scene::split_point, r.width), middle = r.y + r.height / 2;
  into.items.push_back(polygon({{r.x + point, r.y},
                                {r.right() - point, r.y},
                                {r.right(), middle},
                                {r.right() - point, r.bottom()},
                                {r.x + point, r.bottom()},
                                {r.x, middle}},
                               style));
}

void draw_cache(const Rect& r, const Style& style, Group& into) {
  const double cut = fitted(scene::cache_cut, r.height);
  Path path = rounded({{r.x + r.width / 2, r.y},
                       {r.right() - cut, r.y},
                       {r.right(), r.y + cut},
                       {r.right(), r.bottom()},
                       {r.x, r.bottom()},
                       {r.x, r.y},
                       {r.x + r.width / 2, r.y}},
                      3, style);
  path.steps.push_back(closing());
  into.items.push_back(std::move(path));
}

void draw_compute(const Rect& r, const Style& style, Group& into) {
  const double cut = fitted(scene::compute_cut, r.height);
  into.items.push_back(polygon({{r.x + cut, r.y},
                                {r.right() - cut, r.y},
                                {r.right(), r.y + cut},
                                {r.right(), r.bottom() - cut},
                                {r.right() - cut, r.bottom()},
                                {r.x + cut, r.bottom()},
                                {r.x, r.bottom() - cut},
                                {r.x, r.y + cut}},
                               style));
}

void draw_closed(const Rect& r, const Style& style, Group& into) {
  const double step = fitted(scene::closed_step, r.height / 2);
  for (int i = 2; i >= 0; --i) {
    const Rect card{r.x + i * step, r.y + (2 - i) * step, r.width - 2 * step, r.height - 2 * step};
    into.items.push_back(Box{card, fitted(scene::card_round, r.height), style});
  }
}

}  // namespace

void draw_outline(Shape shape, const Rect& rect, const Style& style, Group& into) {
  switch (shape) {
    case Shape::store:
      return draw_store(rect, style, into);
    case Shape::queue:
      return draw_queue(rect, style, into);
    case Shape::split:
      return draw_split(rect, style, into);
    case Shape::cache:
      return draw_cache(rect, style, into);
    case Shape::compute:
      return draw_compute(rect, style, into);
    case Shape::closed:
      return draw_closed(rect, style, into);
    case Shape::source:
      into.items.push_back(Box{rect, std::min(rect.height / 2, scene::source_round), style});
      return;
    case Shape::pass:
    case Shape::external:
    case Shape::table:
      into.items.push_back(Box{rect, fitted(scene::card_round, rect.height), style});
      return;
  }
}

Point onto_outline(Shape shape, const Rect& rect, Point p) {
  const double across = rect.width > 0 ? 2 * (p.x - rect.x) / rect.width - 1 : 0;
  const double along = rect.height > 0 ? 2 * (p.y - rect.y) / rect.height - 1 : 0;
  const double left = p.x - rect.x, right = rect.right() - p.x;
  const double top = p.y - rect.y, bottom = rect.bottom() - p.y;
  // How far inwards the outline is from the side on which the point is.
  double in = 0;
  const bool upright = top <= 0.5 || bottom <= 0.5;  // on the upper or the lower side
  const double near = upright ? std::min(left, right) : std::min(top, bottom);
  const auto sagitta = [](double t) { return 1 - std::sqrt(std::max(0.0, 1 - t * t)); };
  const auto round = [&](double radius) {
    return near < radius ? radius * sagitta(1 - near / radius) : 0;
  };
  switch (shape) {
    case Shape::source:
      in = round(std::min(rect.height / 2, scene::source_round));
      break;
    case Shape::pass:
    case Shape::external:
    case Shape::table:
      in = round(scene::card_round);
      break;
    case Shape::cache:
      if (upright ? top <= 0.5 && right < scene::cache_cut : right <= 0.5 && top < scene::cache_cut)
        in = scene::cache_cut - near;
      break;
    case Shape::compute:
      in = std::max(0.0, scene::compute_cut - near);
      break;
    case Shape::store:
      if (upright) in = scene::store_cap * sagitta(across);
      break;
    case Shape::queue:
      if (!upright) in = scene::queue_cap * sagitta(along);
      break;
    case Shape::split:
      if (!upright)
        in = scene::split_point * std::abs(along);
      else if (near < scene::split_point)
        in = rect.height / 2 * (1 - near / scene::split_point);
      break;
    case Shape::closed:
      if ((upright ? top <= 0.5 && left < 2 * scene::closed_step
                   : right <= 0.5 && bottom < 2 * scene::closed_step))
        in = 2 * scene::closed_step;
      break;
  }
  if (upright)
    p.y += top <= 0.5 ? in : -in;
  else
    p.x += left <= 0.5 ? in : -in;
  return p;
}

}  // namespace joist::layout

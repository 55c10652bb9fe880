// The outlines of cards, by role.
#include <algorithm>
#include <cmath>

#include "layout/assemble.hpp"
#include "layout/pen.hpp"
#include "scene/card.hpp"

namespace joist::layout {
namespace {

using scene::Shape;

constexpr double kappa = 0.5523;  // see pen.cpp

// Small copies in the legend get smaller ends.
double fitted(double length, double side) {
  return std::min(length, side * 0.3);
}

// The lower half of the ellipse between two points of one height, bulging by `depth`.
void add_bulge_down(Path& path, Point from, Point to, double depth) {
  const double middle = (from.x + to.x) / 2, side = (to.x - from.x) / 2 * kappa;
  path.steps.push_back(curve_to({from.x, from.y + depth * kappa}, {middle - side, from.y + depth},
                                {middle, from.y + depth}));
  path.steps.push_back(curve_to({middle + side, to.y + depth}, {to.x, to.y + depth * kappa}, to));
}

// The half of the ellipse between two points of one x, bulging sideways by `depth`.
void add_bulge_across(Path& path, Point from, Point to, double depth) {
  const double middle = (from.y + to.y) / 2, side = (to.y - from.y) / 2 * kappa;
  path.steps.push_back(curve_to({from.x + depth * kappa, from.y}, {from.x + depth, middle - side},
                                {from.x + depth, middle}));
  path.steps.push_back(curve_to({to.x + depth, middle + side}, {to.x + depth * kappa, to.y}, to));
}

void draw_store(const Rect& r, const Style& style, Group& into) {
  const double cap = fitted(scene::store_cap, r.height);
  const Point left_top{r.x, r.y + cap}, right_top{r.right(), r.y + cap};
  const Point left_bottom{r.x, r.bottom() - cap}, right_bottom{r.right(), r.bottom() - cap};
  Path body{{move_to(left_top), line_to(left_bottom)}, style};
  add_bulge_down(body, left_bottom, right_bottom, cap);
  body.steps.push_back(line_to(right_top));
  add_bulge_down(body, right_top, left_top, -cap);
  body.steps.push_back(closing());
  into.items.push_back(std::move(body));
  Path lid{{move_to(left_top)}, style};
  lid.style.fill = colors_of(Shape::store).tint;
  add_bulge_down(lid, left_top, right_top, cap);
  add_bulge_down(lid, right_top, left_top, -cap);
  lid.steps.push_back(closing());
  into.items.push_back(std::move(lid));
}

void draw_queue(const Rect& r, const Style& style, Group& into) {
  const double cap = fitted(scene::queue_cap, r.width);
  const Point left_top{r.x + cap, r.y}, left_bottom{r.x + cap, r.bottom()};
  const Point right_top{r.right() - cap, r.y}, right_bottom{r.right() - cap, r.bottom()};
  Path body{{move_to(left_top), line_to(right_top)}, style};
  add_bulge_across(body, right_top, right_bottom, cap);
  body.steps.push_back(line_to(left_bottom));
  add_bulge_across(body, left_bottom, left_top, -cap);
  body.steps.push_back(closing());
  into.items.push_back(std::move(body));
  Path lid{{move_to(right_top)}, style};
  lid.style.fill = colors_of(Shape::queue).tint;
  add_bulge_across(lid, right_top, right_bottom, cap);
  add_bulge_across(lid, right_bottom, right_top, -cap);
  lid.steps.push_back(closing());
  into.items.push_back(std::move(lid));
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

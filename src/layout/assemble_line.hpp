// Arrows with their heads and pills as primitives.
#pragma once

#include <vector>

#include "layout/assemble.hpp"

namespace joist::layout {

// A route with the head it ends in, cut where the head begins.
struct Trace {
  std::vector<Point> points;
  std::vector<Path> heads;
};

Color color_of(const scene::Line& line);
Trace trace(const scene::Line& line, std::vector<Point> points);
// A head alone, its tip at `tip`, for the legend.
void draw_head(scene::Head head, Point tip, Point direction, double width, Color color,
               std::vector<Path>& into);
double head_length(scene::Head head, double width);
void draw_pill(const scene::Line& line, const Rect& rect, Group& into);

// Where a level piece of one route crosses an upright piece of another, the level one jumps; the
// upright one where the level one is dashed, and where both are, the level one has a gap. Gives the
// steps of each route, with its bends rounded and its jumps in place.
std::vector<Path> draw_routes(const std::vector<std::vector<Point>>& routes,
                              const std::vector<Style>& styles);

}  // namespace joist::layout

// Short ways to put primitives into a group of a picture.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "layout/picture.hpp"

namespace joist::layout {

// How much of the way from a control point to a quarter circle's end a cubic's control lies.
constexpr double kappa = 0.5523;

Step move_to(Point p);
Step line_to(Point p);
Step curve_to(Point a, Point b, Point p);
Step closing();

// Through the points, with straight pieces; closed if asked for.
Path polygon(const std::vector<Point>& points, const Style& style, bool closed = true);
// Through the points, each bend rounded by at most `radius`.
Path rounded(const std::vector<Point>& points, double radius, const Style& style);

void write(Group& into, Point baseline, std::string_view text, double size, scene::Weight weight,
           Color color, Color on, Anchor anchor = Anchor::start);
void write(Group& into, Point baseline, std::vector<Run> runs, double size, Color on,
           Anchor anchor = Anchor::start);
double width_of(const std::vector<Run>& runs, double size);

// Prose in lines of at most `width`; what stands in backticks is bold, without them.
std::vector<std::vector<Run>> flowed(std::string_view text, double width, double size, Color color);

}  // namespace joist::layout

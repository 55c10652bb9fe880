// What stands round the body of a picture: title above, legend, findings and notes below.
#pragma once

#include "layout/assemble.hpp"

namespace joist::layout {

inline constexpr double margin = 24;  // round the page
inline constexpr double small_size = 11.5;

// The least width in which the title and the subtitle find room; 0 where any will do.
double heading_width(const scene::Scene& scene);
// Each draws at `top` within [left, left + width] and gives the y below it.
double draw_heading(const scene::Scene& scene, double left, double top, double width,
                    Picture& into);
double draw_headlines(const scene::Scene& scene, double left, double top, double width,
                      Group& group);
double draw_legend(const scene::Scene& scene, double left, double top, double width, Picture& into);
double draw_findings(const scene::Scene& scene, double left, double top, double width,
                     Picture& into);
// One finding with its badge.
double draw_finding(const scene::ListedFinding& finding, double left, double top, double width,
                    Group& group);
double draw_notes(const scene::Scene& scene, double left, double top, double width, Picture& into);

}  // namespace joist::layout

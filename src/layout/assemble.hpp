// From a scene to the graph a layout engine is asked, and from its answer to the picture.
#pragma once

#include "layout/graph.hpp"
#include "layout/picture.hpp"
#include "scene/scene.hpp"
#include "scene/strip.hpp"

namespace joist::layout {

// Boxes are nodes, panels frames and lines edges, each under the same index.
Graph graph_of(const scene::Scene& scene);

// The whole page: title, body, legend and findings.
Picture assemble(const scene::Scene& scene, const Arrangement& arrangement);
// One page for all shots side by side, from an arrangement of their whole.
Picture assemble(const scene::Strip& strip, const Arrangement& arrangement);

// Boxes, frames and lines alone, with the arrangement's corner at `corner`. Ids begin with
// `prefix`.
void draw_body(const scene::Scene& scene, const Arrangement& arrangement, Point corner,
               const std::string& prefix, Picture& into);

// The outline of a card in its colours, as `assemble` and the legend draw it.
void draw_card(const scene::Box& box, const Rect& rect, Group& into);
void draw_panel(const scene::Panel& panel, const Rect& rect, Group& into);
void draw_outline(scene::Shape shape, const Rect& rect, const Style& style, Group& into);
void draw_badges(const std::vector<scene::Badge>& badges, std::uint32_t more, Point right_top,
                 Group& into);
double draw_badge(const std::string& text, Severity severity, Point top_left, Group& into);
void draw_note(Point top_left, Group& into);
void draw_bar(double utilization, scene::Band band, const Rect& rect, Group& into);

struct RoleColors {
  Color ink, tint;
};
RoleColors colors_of(scene::Shape shape);

// How far a card's outline lies inside of its rectangle at a point on the border.
Point onto_outline(scene::Shape shape, const Rect& rect, Point on_border);

}  // namespace joist::layout

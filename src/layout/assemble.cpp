// Puts a scene at the places a layout engine found for it.
#include "layout/assemble.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "layout/assemble_line.hpp"
#include "layout/assemble_page.hpp"
#include "layout/pen.hpp"
#include "scene/card.hpp"

namespace joist::layout {
namespace {

constexpr double narrowest = 360, narrowest_with_findings = 560;

// The arrangement, moved to where the body stands.
struct Body {
  const scene::Scene& scene;
  const Arrangement& arrangement;
  double dx, dy;

  Point moved(Point p) const { return {p.x + dx, p.y + dy}; }
  Rect moved(const Rect& r) const { return {r.x + dx, r.y + dy, r.width, r.height}; }
};

void draw_panels(const Body& body, Picture& into) {
  for (std::size_t i = 0; i < body.scene.panels.size(); ++i) {
    const scene::Panel& panel = body.scene.panels[i];
    Group group{"group-" + panel.id, "panel", panel.spoken, panel.tooltip, panel.link, {}};
    draw_panel(panel, body.moved(body.arrangement.frames[i]), group);
    into.groups.push_back(std::move(group));
  }
}

// Rows of boxes from top to bottom, each from left to right.
std::vector<std::size_t> reading_order(const Arrangement& arrangement) {
  std::vector<std::size_t> order(arrangement.nodes.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto key = [&](std::size_t i) {
    const Rect& rect = arrangement.nodes[i];
    return std::make_tuple(std::floor((rect.y + rect.height / 2) / 40), rect.x, i);
  };
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
  return order;
}

void draw_boxes(const Body& body, Picture& into) {
  for (std::size_t i : reading_order(body.arrangement)) {
    const scene::Box& box = body.scene.boxes[i];
    Group group{"box-" + box.id, "box", box.spoken, box.tooltip, box.link, {}};
    draw_card(box, body.moved(body.arrangement.nodes[i]), group);
    into.groups.push_back(std::move(group));
  }
}

// Ends on the outlines of the cards; a ring is an outline of its own.
std::vector<Point> route_points(const Body& body, std::size_t i) {
  std::vector<Point> points = body.arrangement.routes[i].points;
  const scene::Line& line = body.scene.lines[i];
  const auto fit = [&](scene::BoxId id, Point& end) {
    const scene::Box& box = body.scene.boxes[id.index()];
    if (!box.ring) end = onto_outline(box.shape, body.arrangement.nodes[id.index()], end);
  };
  if (points.size() > 1) {
    fit(line.from, points.front());
    fit(line.to, points.back());
  }
  for (Point& p : points) p = body.moved(p);
  return points;
}

void draw_lines(const Body& body, Picture& into) {
  std::vector<std::vector<Point>> routes;
  std::vector<Style> styles;
  std::vector<std::vector<Path>> heads;
  for (std::size_t i = 0; i < body.scene.lines.size(); ++i) {
    const scene::Line& line = body.scene.lines[i];
    Trace made = trace(line, route_points(body, i));
    routes.push_back(std::move(made.points));
    heads.push_back(std::move(made.heads));
    styles.push_back({Color::none, color_of(line), line.width, line.stroke, {}});
  }
  std::vector<Path> paths = draw_routes(routes, styles);
  // The hottest flow is painted over the others.
  for (bool hot : {false, true}) {
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const scene::Line& line = body.scene.lines[i];
      if (line.hot != hot) continue;
      Group group{"line-" + line.id, "line", line.spoken, line.tooltip, line.link, {}};
      group.items.push_back(std::move(paths[i]));
      for (Path& head : heads[i]) group.items.push_back(std::move(head));
      into.groups.push_back(std::move(group));
    }
  }
}

void draw_pills(const Body& body, Picture& into) {
  for (std::size_t i = 0; i < body.scene.lines.size(); ++i) {
    const scene::Line& line = body.scene.lines[i];
    Group group{{}, "pill", {}, line.tooltip, line.link, {}};
    draw_pill(line, body.moved(body.arrangement.routes[i].label), group);
    if (!group.items.empty()) into.groups.push_back(std::move(group));
  }
}

double page_width(const scene::Scene& scene, const Arrangement& arrangement) {
  double width = arrangement.size.width;
  const bool has_words =
      !scene.title.empty() || !scene.legend.shapes.empty() || !scene.notes.empty();
  if (has_words) width = std::max(width, narrowest);
  if (!scene.findings.empty()) width = std::max(width, narrowest_with_findings);
  width = std::max(width, heading_width(scene));
  return std::ceil(width);
}

// One store feeds another that is fed from above as well: they stand side by side.
bool is_copied_aside(const scene::Scene& scene, const scene::Line& line) {
  const auto is_store = [&](scene::BoxId id) {
    return scene.boxes[id.index()].shape == scene::Shape::store;
  };
  if (line.stroke != scene::Stroke::dashed || !is_store(line.from) || !is_store(line.to))
    return false;
  return std::any_of(scene.lines.begin(), scene.lines.end(), [&](const scene::Line& other) {
    return other.to == line.to && !is_store(other.from) && !other.backward;
  });
}

}  // namespace

Graph graph_of(const scene::Scene& scene) {
  Graph graph;
  graph.direction = scene.direction == "right"  ? Direction::right
                    : scene.direction == "down" ? Direction::down
                                                : Direction::automatic;
  for (const scene::Box& box : scene.boxes) {
    const scene::Corner corner = scene::corner(box);
    graph.nodes.push_back({{box.width, box.height},
                           FrameId(),
                           {box.side_width, box.side_height},
                           {corner.width, corner.height},
                           box.shape == scene::Shape::source,
                           {box.usual_width, box.usual_height}});
    if (box.panel) graph.nodes.back().frame = FrameId(box.panel.index());
  }
  for (const scene::Panel& panel : scene.panels) {
    graph.frames.push_back({FrameId(), {panel.tab_width, panel.tab_height}, panel.usual_tab_width});
    if (panel.parent) graph.frames.back().parent = FrameId(panel.parent.index());
  }
  for (const scene::Line& line : scene.lines) {
    Edge edge;
    edge.from = NodeId(line.from.index());
    edge.to = NodeId(line.to.index());
    // A reference is told by the row that it leaves.
    if (!scene.tables) {
      edge.label = {line.pill_width, line.pill_height};
      edge.usual_label = line.usual_pill_width;
    }
    edge.width = line.width;
    edge.weight = line.hot ? 4 : line.stroke == scene::Stroke::dotted ? 0.5 : 1;
    edge.backward = line.backward;
    edge.head = head_length(line.head, line.width);
    edge.ranks = line.stroke != scene::Stroke::dotted && !is_copied_aside(scene, line);
    graph.edges.push_back(edge);
  }
  const auto ids = [](const std::vector<std::vector<scene::BoxId>>& rows) {
    std::vector<std::vector<NodeId>> result;
    for (const auto& row : rows) {
      result.emplace_back();
      for (scene::BoxId id : row) result.back().emplace_back(id.index());
    }
    return result;
  };
  graph.same_rank = ids(scene.ranks);
  graph.orders = ids(scene.orders);
  return graph;
}

void draw_body(const scene::Scene& scene, const Arrangement& arrangement, Point corner,
               const std::string& prefix, Picture& into) {
  const Body body{scene, arrangement, corner.x, corner.y};
  const std::size_t first = into.groups.size();
  draw_panels(body, into);
  draw_boxes(body, into);
  draw_lines(body, into);
  draw_pills(body, into);
  for (std::size_t i = first; i < into.groups.size() && !prefix.empty(); ++i) {
    if (!into.groups[i].id.empty()) into.groups[i].id.insert(0, prefix);
  }
}

Picture assemble(const scene::Scene& scene, const Arrangement& arrangement) {
  Picture picture;
  picture.title = scene.title.empty() ? "Architecture diagram" : scene.title;
  picture.description = scene.description;
  const double width = page_width(scene, arrangement);
  double y = draw_heading(scene, margin, margin, width, picture);
  const double x = std::floor(margin + (width - arrangement.size.width) / 2);
  draw_body(scene, arrangement, {x, std::ceil(y)}, "", picture);
  y = std::ceil(y + arrangement.size.height) + 16;
  y = draw_legend(scene, margin, y, width, picture);
  y = draw_findings(scene, margin, y, width, picture);
  y = draw_notes(scene, margin, y, width, picture);
  picture.size = {width + 2 * margin, std::ceil(y) + margin - 8};
  return picture;
}

int low_contrast(const Picture& picture, const scene::Palette& palette) {
  using scene::Theme;
  int count = 0;
  for (const Group& group : picture.groups) {
    for (const Item& item : group.items) {
      const Words* words = std::get_if<Words>(&item);
      if (!words) continue;
      for (const Run& run : words->runs) {
        const auto on = [&](Theme theme) {
          return scene::contrast(palette.value(run.color, theme), palette.value(words->on, theme));
        };
        if (std::min(on(Theme::light), on(Theme::dark)) < 4.5) ++count;
      }
    }
  }
  return count;
}

}  // namespace joist::layout

// The stages of a design side by side on one page, each in a frame of its own.
#include <algorithm>
#include <cmath>

#include "layout/assemble.hpp"
#include "layout/assemble_page.hpp"
#include "layout/pen.hpp"
#include "scene/card.hpp"

namespace joist::layout {
namespace {

using scene::Weight;

constexpr double padding = 20, gutter = 20, narrowest_shot = 320;
constexpr double label_size = 16, line_height = 16.5;
constexpr double wanted_aspect = 0.9;  // of a page that stands in a text
constexpr std::size_t most_changes = 8;

// The places of a shot's parts, taken from those of the whole.
Arrangement own(const scene::Shot& shot, const Arrangement& whole) {
  Arrangement result;
  result.size = whole.size;
  for (scene::BoxId box : shot.boxes) result.nodes.push_back(whole.nodes[box.index()]);
  for (scene::PanelId panel : shot.panels) result.frames.push_back(whole.frames[panel.index()]);
  for (std::size_t i = 0; i < shot.lines.size(); ++i) {
    result.routes.push_back(whole.routes[shot.lines[i]]);
    const scene::Line& line = shot.scene.lines[i];
    Rect& label = result.routes.back().label;
    label = {label.x + (label.width - line.pill_width) / 2,
             label.y + (label.height - line.pill_height) / 2, line.pill_width, line.pill_height};
  }
  return result;
}

double put(const std::string& text, Color color, double left, double top, double width,
           Group& group) {
  for (auto& line : flowed(text, width, small_size, color)) {
    write(group, {left, top + 11.8}, std::move(line), small_size, Color::canvas);
    top += line_height;
  }
  return top;
}

// The label, the numbers that matter, and what the stage changes; gives the y below.
double draw_head(const scene::Shot& shot, double left, double top, double width, Group& group) {
  double y = top;
  for (const auto& line : scene::wrapped(shot.label, width, label_size, Weight::bold, 2)) {
    write(group, {left, y + 15}, line, label_size, Weight::bold, Color::ink, Color::canvas);
    y += 22;
  }
  if (!shot.scene.headlines.empty()) y = draw_headlines(shot.scene, left, y + 2, width, group);
  const std::size_t told = std::min(shot.changes.size(), most_changes);
  if (told > 0) y += 4;
  for (std::size_t i = 0; i < told; ++i)
    y = put(shot.changes[i], Color::ink, left, y, width, group);
  if (told < shot.changes.size()) {
    const std::string more = std::to_string(shot.changes.size() - told) + " more changes";
    y = put("and " + more, Color::quiet, left, y, width, group);
  }
  return y;
}

// What breaks; gives the y below.
double draw_foot(const scene::Shot& shot, double left, double top, double width, Group& group) {
  double y = top;
  for (const scene::ListedFinding& finding : shot.scene.findings) {
    y = draw_finding(finding, left, y, width, group);
  }
  for (const std::string& line : shot.still) y = put(line, Color::over_ink, left, y, width, group);
  if (y == top) y = put(shot.calm, Color::quiet, left, y, width, group);
  return y;
}

struct Grid {
  std::size_t columns = 1;
  double width = 0;                      // of a shot, without its padding
  std::vector<double> head, body, foot;  // heights by row
};

double bottom(const Arrangement& drawn) {
  double lowest = 0;
  for (const Rect& node : drawn.nodes) lowest = std::max(lowest, node.bottom());
  for (const Rect& frame : drawn.frames) lowest = std::max(lowest, frame.bottom());
  for (const Route& route : drawn.routes) {
    lowest = std::max(lowest, route.label.bottom());
    for (const Point& point : route.points) lowest = std::max(lowest, point.y);
  }
  return lowest;
}

// Parts keep the places that they have in the whole; below the last of them nothing is kept free.
double body_height(const scene::Shot& shot, const Arrangement& whole) {
  return std::ceil(whole.size.height - bottom(whole) + bottom(own(shot, whole)));
}

using Draw = double (*)(const scene::Shot&, double, double, double, Group&);

double height_of(Draw draw, const scene::Shot& shot, double width) {
  Group group;
  return draw(shot, 0, 0, width, group);
}

Grid grid_of(const scene::Strip& strip, const Arrangement& whole, std::size_t columns) {
  Grid grid{columns, std::max(std::ceil(whole.size.width), narrowest_shot), {}, {}, {}};
  grid.head.assign((strip.shots.size() + columns - 1) / columns, 0);
  grid.body = grid.foot = grid.head;
  for (std::size_t i = 0; i < strip.shots.size(); ++i) {
    double& head = grid.head[i / columns];
    double& foot = grid.foot[i / columns];
    double& body = grid.body[i / columns];
    body = std::max(body, body_height(strip.shots[i], whole));
    head = std::max(head, std::ceil(height_of(draw_head, strip.shots[i], grid.width)));
    foot = std::max(foot, std::ceil(height_of(draw_foot, strip.shots[i], grid.width)));
  }
  return grid;
}

double row_height(const Grid& grid, std::size_t row) {
  return 2 * padding + grid.head[row] + grid.body[row] + grid.foot[row] + 44;
}

// How far the page is from a good shape, and how much of it would be empty.
double faults(const Grid& grid, std::size_t shots) {
  const double columns = static_cast<double>(grid.columns);
  double height = 0;
  for (std::size_t row = 0; row < grid.head.size(); ++row) height += row_height(grid, row);
  const double places = columns * static_cast<double>(grid.head.size());
  return std::abs(std::log(columns * (grid.width + 2 * padding) / height / wanted_aspect)) +
         2 * (1 - static_cast<double>(shots) / places);
}

// As many columns as make a page of a good shape, with full rows where it can be.
Grid best_grid(const scene::Strip& strip, const Arrangement& whole) {
  Grid best = grid_of(strip, whole, 1);
  for (std::size_t columns = 2; columns <= strip.shots.size(); ++columns) {
    Grid grid = grid_of(strip, whole, columns);
    const std::size_t shots = strip.shots.size();
    if (faults(grid, shots) < faults(best, shots)) best = std::move(grid);
  }
  return best;
}

void draw_shot(const scene::Strip& strip, std::size_t index, const Grid& grid, Rect rect,
               const Arrangement& arrangement, Picture& into) {
  const scene::Shot& shot = strip.shots[index];
  const std::size_t row = index / grid.columns;
  const std::string prefix = "stage-" + std::to_string(index) + "-";
  const double left = rect.x + padding;
  Group head{prefix + "head", "stage", shot.label, {}, {}, {}};
  head.items.push_back(Box{rect, 10, {Color::canvas, Color::frame_line, 1, {}, {}}});
  draw_head(shot, left, rect.y + padding, grid.width, head);
  into.groups.push_back(std::move(head));
  const double top = rect.y + padding + grid.head[row] + 16;
  const double x = std::floor(left + (grid.width - arrangement.size.width) / 2);
  draw_body(shot.scene, own(shot, arrangement), {x, top}, prefix, into);
  const double below = top + grid.body[row] + 16;
  Group foot{prefix + "breaks", "stage", {}, {}, {}, {}};
  foot.items.push_back(polygon({{rect.x, below}, {rect.right(), below}},
                               {Color::none, Color::rule, 1, {}, {}}, false));
  draw_foot(shot, left, below + 12, grid.width, foot);
  into.groups.push_back(std::move(foot));
}

}  // namespace

Picture assemble(const scene::Strip& strip, const Arrangement& arrangement) {
  Picture picture;
  const scene::Scene& whole = strip.whole;
  picture.title = whole.title.empty() ? "Architecture diagram" : whole.title;
  picture.description = whole.description;
  const Grid grid = best_grid(strip, arrangement);
  const double step = grid.width + 2 * padding + gutter;
  const double width = static_cast<double>(grid.columns) * step - gutter;
  double y = std::ceil(draw_heading(whole, margin, margin, width, picture));
  for (std::size_t row = 0; row < grid.head.size(); ++row) {
    const double height = row_height(grid, row);
    for (std::size_t column = 0; column < grid.columns; ++column) {
      const std::size_t index = row * grid.columns + column;
      if (index >= strip.shots.size()) break;
      const Rect rect{margin + static_cast<double>(column) * step, y, step - gutter, height};
      draw_shot(strip, index, grid, rect, arrangement, picture);
    }
    y += height + gutter;
  }
  y = draw_legend(whole, margin, y, width, picture);
  y = draw_notes(whole, margin, y, width, picture);
  picture.size = {width + 2 * margin, std::ceil(y) + margin - 8};
  return picture;
}

}  // namespace joist::layout

// Pages are compared by shape, size, crossings, bends, and lines that lead up.
#include "layout/page_cost.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "layout/order.hpp"
#include "layout/spacing.hpp"
#include "layout/twins.hpp"
#include "layout/writing.hpp"

namespace joist::layout {
namespace {

constexpr double free_deviation = 0.35;  // of the shape's logarithm, that nobody minds
constexpr double odd_deviation = 0.6;    // that everybody minds
constexpr double tall_patience = 0.5;    // more of either, where a small page is tall
constexpr double width_matters = 2;
constexpr double sources_matter = 0.3;
constexpr double emptiness_matters = 0.8;
constexpr double crossings_matter = 0.9;
constexpr double turned_matters = 0.3;  // where the order of writing is worth least
constexpr double twins_matter = 0.35;

// How wide the rows get, frames being as wide everywhere as in their widest row.
double likely_width(const Layers& layers) {
  const Order order(layers, std::vector<double>(layers.cells.size(), 0));
  std::vector<double> widths(layers.parents.size(), 0);
  std::vector<double> lanes(order.lanes().size(), 0);
  double width = 1;
  auto room = [&](const LaneItem& item) {
    if (item.frame) return widths[item.value] + spacing::frame_gap;
    const Cell& cell = layers.cells[item.value];
    const double gap = cell.kind == CellKind::box ? spacing::box_gap : spacing::line_gap;
    return cell.kind == CellKind::spacer ? 0.0 : cell.across + cell.after + gap;
  };
  for (const FrameId frame : inner_first(layers.parents)) {
    double& most = widths[frame.index()];
    most = layers.rightward ? 0 : title_room(layers.titles[frame.index()]).width;
    for (int row = layers.extents[frame.index()].first; row <= layers.extents[frame.index()].last;
         ++row) {
      double sum = 2 * spacing::frame_pad;
      const auto& items = order.lanes()[order.lane(frame, row)].items;
      for (const LaneItem& item : items) sum += room(item);
      // A single box has no gap to a neighbour.
      const bool alone = items.size() == 1 && !items.front().frame;
      if (alone && layers.cells[items.front().value].kind == CellKind::box) sum -= spacing::box_gap;
      most = std::max(most, sum);
    }
  }
  for (int row = 0; row < layers.row_count; ++row) {
    double sum = 0;
    for (const LaneItem& item : order.lanes()[order.lane(FrameId(), row)].items) sum += room(item);
    width = std::max(width, sum);
  }
  return width;
}

double likely_height(const Layers& layers, double width) {
  const auto rows = static_cast<std::size_t>(layers.row_count);
  std::vector<double> along(rows, 0), boxes(rows, 0), frames(rows + 1, 0), links(rows, 0);
  for (const Cell& cell : layers.cells) {
    const auto row = static_cast<std::size_t>(cell.row);
    along[row] = std::max(along[row], cell.along);
    boxes[row] += cell.kind == CellKind::box ? 1 : 0;
  }
  for (const Link& link : layers.links)
    links[static_cast<std::size_t>(layers.cells[link.upper.index()].row)] += 1;
  for (std::size_t f = 0; f < layers.parents.size(); ++f) {
    double depth = 0;
    for (FrameId p = layers.parents[f]; p; p = layers.parents[p.index()]) depth += 1;
    const double pad = 2 * spacing::frame_pad * (depth + 1);
    for (const int row : {layers.extents[f].first, layers.extents[f].last + 1})
      frames[static_cast<std::size_t>(row)] = std::max(frames[static_cast<std::size_t>(row)], pad);
  }
  double height = frames[rows];
  for (std::size_t r = 0; r < rows; ++r) {
    height += along[r] + frames[r] + (boxes[r] > 0 ? spacing::straight_gap : spacing::tip_gap);
    height += 0.4 * spacing::line_gap * links[r] * 500 / (width + 500);  // what the steps add
  }
  return height;
}

std::size_t lines_up(const Graph& graph, const Layers& layers) {
  std::size_t count = 0;
  for (std::size_t e = 0; e < layers.paths.size(); ++e)
    count += layers.paths[e].reversed && !graph.edges[e].backward ? 1 : 0;
  return count;
}

// Where lines hardly cross each crossing is seen, the first most; beyond one for each line they
// count more alike.
double crossing_cost(double share) {
  constexpr double power = 0.75, part = 0.5 / power;  // goes on as steep as the root ends
  if (share < 1) return crossings_matter * std::sqrt(share);
  return crossings_matter * (1 - part + part * std::pow(share, power));
}

// From 0 to 1: of a large picture, what is said of single boxes counts less than its crossings.
double size_of(const Graph& graph) {
  return std::min(1.0, static_cast<double>(graph.nodes.size()) / 100);
}

// The share of the sources that nothing leads into and that stand below the first row of the whole,
// or of their frame.
double sources_below(const Graph& graph, const Layers& layers) {
  std::vector<char> entered(graph.nodes.size(), 0);
  for (std::size_t e = 0; e < graph.edges.size(); ++e) {
    const CellPath& path = layers.paths[e];
    if (graph.edges[e].ranks && !path.cells.empty()) entered[path.cells.back().index()] = 1;
  }
  double below = 0, all = 0;
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    if (!graph.nodes[n].source || entered[n] != 0) continue;
    const FrameId frame = graph.nodes[n].frame;
    all += 1;
    if (layers.cells[n].row > (frame ? layers.extents[frame.index()].first : 0)) below += 1;
  }
  return all > 0 ? below / all : 0;
}

// The share of the page that lies within frames, but not near what they hold.
double empty_share(const Graph& graph, const Arrangement& drawn) {
  const auto around = [](const Rect& r, double gap) {
    return (r.width + 2 * gap) * (r.height + 2 * gap);
  };
  double empty = 0;
  std::vector<double> rest;
  for (const Rect& frame : drawn.frames) rest.push_back(frame.width * frame.height);
  for (std::size_t f = 0; f < drawn.frames.size(); ++f)
    if (const FrameId parent = graph.frames[f].parent)
      rest[parent.index()] -= around(drawn.frames[f], spacing::frame_pad);
  for (std::size_t n = 0; n < drawn.nodes.size(); ++n)
    if (const FrameId frame = graph.nodes[n].frame)
      rest[frame.index()] -= around(drawn.nodes[n], spacing::straight_gap);
  for (const double area : rest) empty += std::max(area, 0.0);
  return empty / std::max(drawn.size.width * drawn.size.height, 1.0);
}

// Ends of lines that have the side of a box for themselves at either end, and are not in its
// middle.
std::size_t stairs(const Graph& graph, const Layers& layers, const Arrangement& drawn) {
  struct End {
    std::size_t side = 0;
    double off = 0;
  };
  const auto end_at = [&](NodeId node, const Point& point) -> End {
    const Rect& box = drawn.nodes[node.index()];
    const double x = point.x - box.x - box.width / 2, y = point.y - box.y - box.height / 2;
    const double across = layers.rightward ? y : x, along = layers.rightward ? x : y;
    return {2 * node.index() + (along > 0 ? 1 : 0), std::abs(across)};
  };
  std::vector<int> lines(2 * drawn.nodes.size(), 0);  // by side
  std::vector<std::array<End, 2>> ends;
  for (std::size_t e = 0; e < drawn.routes.size(); ++e) {
    const auto& points = drawn.routes[e].points;
    if (points.size() < 2) continue;
    ends.push_back(
        {end_at(graph.edges[e].from, points.front()), end_at(graph.edges[e].to, points.back())});
    for (const End& end : ends.back()) ++lines[end.side];
  }
  std::size_t count = 0;
  for (const auto& [from, to] : ends) {
    if (lines[from.side] != 1 || lines[to.side] != 1) continue;
    for (const double off : {from.off, to.off}) count += off > spacing::stair ? 1 : 0;
  }
  return count;
}

// `large` is from 0 to 1. A page is read from top to bottom: one that is tall costs less than one
// that is wide, and one wider than a screen or a sheet is shrunk until its words are small.
double shape_cost(Size page, double large) {
  const double small = 1 - large;
  const double off = std::log(page.width / page.height / page_shape);
  const double patience = off < 0 ? tall_patience * small : 0;
  const double deviation = std::abs(off) - patience;
  double sum = (1.5 + large) * std::max(0.0, deviation - free_deviation + 0.05 * large);
  sum += 3 * std::max(0.0, deviation - odd_deviation);
  // What is wide, but fits into a page as it is, does no harm.
  if (off > 0) sum *= std::min(1.0, page.width / text_width);
  const double width = std::clamp(page.width, text_width, hopeless_width);
  return sum + width_matters * small * std::log(width / text_width);
}

}  // namespace

Size likely_page(const Layers& layers) {
  const double width = 1.1 * likely_width(layers), height = likely_height(layers, width);
  return layers.rightward ? Size{height, width} : Size{width, height};
}

double page_cost(const Graph& graph, const Layers& layers, Size page, std::size_t crossings) {
  const double lines = static_cast<double>(graph.edges.size()) + 5;
  // The larger a picture, the less of it is seen at once when it is a strip.
  const double large = size_of(graph);
  double sum = shape_cost(page, large);
  sum += 0.6 * std::log(page.width * page.height);
  sum += crossing_cost(static_cast<double>(crossings) / lines);
  sum += 1.5 * static_cast<double>(lines_up(graph, layers)) / lines;
  sum += sources_matter * (1 - large) * sources_below(graph, layers);
  if (large < 1) sum += twins_matter * (1 - large) * apart_share(twins(graph), layers);
  // A direction that is nearly as good as the other would turn with every edit.
  return layers.rightward ? sum + 0.25 : sum;
}

double page_cost(const Graph& graph, const Layers& layers, Size page, const Choice& order) {
  const double matters = turned_matters + writing_worth(graph.nodes.size()) - least_writing_worth;
  return page_cost(graph, layers, page, order.crossings) + matters * order.turned;
}

double page_cost(const Graph& graph, const Layers& layers, const Arrangement& drawn,
                 const Choice& order) {
  double bends = 0;
  for (const Route& route : drawn.routes)
    bends += static_cast<double>(std::max<std::size_t>(route.points.size(), 2) - 2);
  const double lines = static_cast<double>(graph.edges.size()) + 5;
  // An end off the middle is as bad as a bend.
  bends += static_cast<double>(stairs(graph, layers, drawn));
  return page_cost(graph, layers, drawn.size, order) + 0.3 * bends / lines +
         emptiness_matters * (1 - size_of(graph)) * empty_share(graph, drawn);
}

}  // namespace joist::layout

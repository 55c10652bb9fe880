// Pages are compared by shape, size, crossings, bends, and lines that lead up.
#include "layout/page_cost.hpp"

#include <algorithm>
#include <cmath>

#include "layout/order.hpp"
#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

constexpr double free_deviation = 0.35;  // of the shape's logarithm, that nobody minds
constexpr double odd_deviation = 0.6;    // that everybody minds

// How wide the rows get, frames being as wide everywhere as in their widest row.
double likely_width(const Layers& layers) {
  const Order order(layers, std::vector<double>(layers.cells.size(), 0));
  std::vector<double> widths(layers.parents.size(), 0);
  std::vector<double> lanes(order.lanes().size(), 0);
  double width = 1;
  auto room = [&](const Item& item) {
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
      for (const Item& item : order.lanes()[order.lane(frame, row)].items) sum += room(item);
      most = std::max(most, sum);
    }
  }
  for (int row = 0; row < layers.row_count; ++row) {
    double sum = 0;
    for (const Item& item : order.lanes()[order.lane(FrameId(), row)].items) sum += room(item);
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

}  // namespace

Size likely_page(const Layers& layers) {
  const double width = 1.1 * likely_width(layers), height = likely_height(layers, width);
  return layers.rightward ? Size{height, width} : Size{width, height};
}

double page_cost(const Graph& graph, const Layers& layers, Size page, std::size_t crossings) {
  const double deviation = std::abs(std::log(page.width / page.height / page_shape));
  const double lines = static_cast<double>(graph.edges.size()) + 5;
  // The larger a picture, the less of it is seen at once when it is a strip.
  const double large = std::min(1.0, static_cast<double>(graph.nodes.size()) / 100);
  double sum = (1.5 + large) * std::max(0.0, deviation - free_deviation + 0.05 * large);
  sum += 3 * std::max(0.0, deviation - odd_deviation);
  sum += 0.6 * std::log(page.width * page.height);
  sum += 0.9 * std::sqrt(static_cast<double>(crossings) / lines);
  sum += 1.5 * static_cast<double>(lines_up(graph, layers)) / lines;
  // A direction that is nearly as good as the other would turn with every edit.
  return layers.rightward ? sum + 0.25 : sum;
}

double page_cost(const Graph& graph, const Layers& layers, const Arrangement& drawn,
                 const Choice& order) {
  double bends = 0;
  for (const Route& route : drawn.routes)
    bends += static_cast<double>(std::max<std::size_t>(route.points.size(), 2) - 2);
  const double lines = static_cast<double>(graph.edges.size()) + 5;
  return page_cost(graph, layers, drawn.size, order.crossings) + 0.3 * bends / lines +
         0.3 * order.turned;
}

}  // namespace joist::layout

// Compares candidate plans by shape, crossings and lines that lead up.
#include "layout/plan.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "layout/bands.hpp"
#include "layout/ranks.hpp"
#include "layout/spacing.hpp"
#include "layout/sweeping.hpp"

namespace joist::layout {
namespace {

constexpr double page_shape = 1.4;       // width to height
constexpr double free_deviation = 0.35;  // of its logarithm, that nobody minds
constexpr std::size_t few_cells = 700;   // up to here candidates are ordered before they are judged

struct Page {
  double width = 1, height = 1;
};

// As far as can be told before anything is placed.
Page likely_page(const Layers& layers) {
  const auto rows = static_cast<std::size_t>(layers.row_count);
  std::vector<double> across(rows, 0), along(rows, 0), boxes(rows, 0);
  for (const Cell& cell : layers.cells) {
    const auto row = static_cast<std::size_t>(cell.row);
    const bool box = cell.kind == CellKind::box;
    across[row] += cell.across + cell.after + (box ? spacing::box_gap : spacing::line_gap);
    along[row] = std::max(along[row], cell.along);
    boxes[row] += box ? 1 : 0;
  }
  double width = 1, height = 1;
  for (std::size_t r = 0; r < rows; ++r) {
    width = std::max(width, across[r]);
    height += along[r] + (boxes[r] > 0 ? spacing::straight_gap : spacing::tip_gap);
  }
  const double tracks = 0.35 * spacing::line_gap;  // what the sideways steps add, as a rule
  height += tracks * static_cast<double>(layers.links.size()) / std::max(1.0, width / 600);
  for (std::size_t f = 0; f < layers.parents.size(); ++f) height += spacing::frame_pad / 2;
  return layers.rightward ? Page{height, width} : Page{width, height};
}

std::size_t lines_up(const Graph& graph, const Layers& layers) {
  std::size_t count = 0;
  for (std::size_t e = 0; e < layers.paths.size(); ++e)
    count += layers.paths[e].reversed && !graph.edges[e].backward ? 1 : 0;
  return count;
}

// The smaller the better.
double judge(const Graph& graph, const Plan& plan) {
  const Page page = likely_page(plan.layers);
  const double deviation = std::abs(std::log(page.width / page.height / page_shape));
  const double lines = static_cast<double>(graph.edges.size()) + 5;
  double sum = 1.5 * std::max(0.0, deviation - free_deviation);
  sum += 0.6 * std::log(page.width * page.height);
  sum += 0.35 * std::sqrt(static_cast<double>(plan.crossings) / lines);
  sum += 1.5 * static_cast<double>(lines_up(graph, plan.layers)) / lines;
  return plan.layers.rightward ? sum + 0.05 : sum;
}

void order_cells(Plan& plan) {
  std::optional<std::size_t> least;
  const int starts = plan.layers.cells.size() < few_cells / 4 ? 3 : 1;
  for (int start = 0; start < starts; ++start) {
    std::vector<double> places = sweep(plan.layers, start);
    Order order(plan.layers, places);
    improve(plan.layers, order, improving_effort(plan.layers) / 2);
    const std::size_t crossings = count_crossings(plan.layers, order);
    if (least && *least <= crossings) continue;
    least = crossings;
    plan.crossings = crossings;
    const auto rows = order.rows();
    plan.places.assign(plan.layers.cells.size(), 0);
    for (const auto& row : rows)
      for (std::size_t i = 0; i < row.size(); ++i)
        plan.places[row[i].index()] = static_cast<double>(i);
  }
}

}  // namespace

std::size_t improving_effort(const Layers& layers) {
  return 1'000'000 + 1500 * layers.cells.size();
}

Plan plan(const Graph& graph) {
  const std::vector<int> ranks = rank(graph, free_bands(graph));
  std::optional<Plan> best;
  double least = 0;
  auto consider = [&](Layers layers) {
    Plan candidate{std::move(layers), {}, 0};
    if (candidate.layers.cells.size() <= few_cells) order_cells(candidate);
    const double badness = judge(graph, candidate);
    if (best && badness >= least) return;
    least = badness;
    best = std::move(candidate);
  };
  for (const bool rightward : {false, true}) {
    if (graph.direction == (rightward ? Direction::down : Direction::right)) continue;
    consider(layer(graph, ranks, rightward));
    const double shape = rightward ? 1 / page_shape : page_shape;
    const Bands bands = shaped_bands(graph, ranks, rightward, shape);
    if (bands != free_bands(graph)) consider(layer(graph, rank(graph, bands), rightward));
  }
  if (best->places.empty()) order_cells(*best);
  return std::move(*best);
}

}  // namespace joist::layout

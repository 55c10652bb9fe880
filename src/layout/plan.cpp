// Compares candidate plans by shape, crossings and lines that lead up.
#include "layout/plan.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "layout/bands.hpp"
#include "layout/columns.hpp"
#include "layout/fold.hpp"
#include "layout/ranks.hpp"
#include "layout/spacing.hpp"
#include "layout/sweeping.hpp"

namespace joist::layout {
namespace {

constexpr double page_shape = 1.4;       // width to height
constexpr double free_deviation = 0.35;  // of its logarithm, that nobody minds
constexpr double odd_deviation = 0.6;    // that everybody minds
constexpr std::size_t care = 2800;       // so many cells are ordered from all starts together
constexpr std::size_t most_starts = 14;
constexpr std::size_t most_finalists = 3;
constexpr double open_margin = 0.3;       // by so much a guess may be wrong
constexpr std::size_t most_swept = 3000;  // cells of candidates whose crossings are guessed
constexpr std::size_t most_drawn = 1400;  // cells of all finalists together
constexpr std::size_t few_cells = 1400;  // up to here candidates are ordered before they are judged

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

// As far as can be told before anything is placed.
Size likely_page(const Layers& layers) {
  const double width = 1.1 * likely_width(layers), height = likely_height(layers, width);
  return layers.rightward ? Size{height, width} : Size{width, height};
}

std::size_t lines_up(const Graph& graph, const Layers& layers) {
  std::size_t count = 0;
  for (std::size_t e = 0; e < layers.paths.size(); ++e)
    count += layers.paths[e].reversed && !graph.edges[e].backward ? 1 : 0;
  return count;
}

// From one start; kept if it is better than what the plan has.
void try_start(Plan& plan, int start) {
  Order order(plan.bare, sweep(plan.bare, start));
  improve(plan.bare, order, improving_effort(plan.bare) / 2, 1);
  Choice choice = weigh(plan.bare, order);
  const bool better =
      start > free_start ? beats(choice, plan.order) : choice.cost < plan.order.cost;
  if (plan.order.places.empty() || better) plan.order = std::move(choice);
}

// `cells` are those of all starts together.
void order_cells(Plan& plan, std::size_t cells) {
  const std::size_t tries =
      std::clamp<std::size_t>(cells / (plan.bare.cells.size() + 1), 2, most_starts);
  if (tries <= free_start) {
    try_start(plan, 0);
    try_start(plan, free_start);
    return;
  }
  for (int start = 0; start < static_cast<int>(tries); ++start) try_start(plan, start);
}

}  // namespace

double judge(const Graph& graph, const Plan& plan, Size page) {
  const double deviation = std::abs(std::log(page.width / page.height / page_shape));
  const double lines = static_cast<double>(graph.edges.size()) + 5;
  // The larger a picture, the less of it is seen at once when it is a strip.
  const double large = std::min(1.0, static_cast<double>(graph.nodes.size()) / 100);
  double sum = (1.5 + large) * std::max(0.0, deviation - free_deviation + 0.05 * large);
  sum += 3 * std::max(0.0, deviation - odd_deviation);
  sum += 0.6 * std::log(page.width * page.height);
  sum += 0.9 * std::sqrt(static_cast<double>(plan.order.crossings) / lines);
  sum += 1.5 * static_cast<double>(lines_up(graph, plan.layers)) / lines;
  // A direction that is nearly as good as the other would turn with every edit.
  return plan.layers.rightward ? sum + 0.25 : sum;
}

namespace {

// Guessed from a sweep alone, so that only the plans that are chosen get all care.
void guess_crossings(Plan& plan) {
  constexpr double left_by_improving = 0.65;
  const Order order(plan.bare, sweep(plan.bare, free_start));
  const auto swept = static_cast<double>(count_crossings(plan.bare, order));
  plan.order.crossings = static_cast<std::size_t>(left_by_improving * swept);
}

// The few that are worth being drawn.
std::vector<Plan> finalists(std::vector<Plan> all) {
  std::stable_sort(all.begin(), all.end(),
                   [](const Plan& a, const Plan& b) { return a.badness < b.badness; });
  std::size_t count = 0, cells = 0;
  while (count < std::min(all.size(), most_finalists)) {
    cells += all[count].bare.cells.size();
    const bool open = all[count].badness < all[0].badness + open_margin;
    if (count > 0 && (!open || cells > most_drawn)) break;
    ++count;
  }
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(count), all.end());
  return all;
}

}  // namespace

std::size_t improving_effort(const Layers& layers) {
  return 3'000'000 + 4500 * layers.cells.size();
}

std::vector<Plan> plans(const Graph& graph) {
  std::vector<Plan> all;
  double least = 1e18;
  auto consider = [&](const std::vector<int>& ranks, bool rightward) {
    Plan candidate{layer(graph, ranks, rightward), {}, {}, 0};
    const Size page = likely_page(candidate.layers);
    // Even if it crossed nothing.
    if (judge(graph, candidate, page) >= least + open_margin) return;
    // Beyond what is placed exactly, lines that pass many rows would be all steps.
    const std::size_t cells = candidate.layers.cells.size();
    if (cells > exact_limit && !all.empty() && cells > all.front().layers.cells.size()) return;
    candidate.bare = layer(graph, ranks, rightward, Pills::left_out);
    if (candidate.bare.cells.size() <= most_swept) guess_crossings(candidate);
    candidate.badness = judge(graph, candidate, page);
    least = std::min(least, candidate.badness);
    all.push_back(std::move(candidate));
  };
  for (const bool rightward : {false, true}) {
    if (graph.direction == (rightward ? Direction::down : Direction::right)) continue;
    const double shape = rightward ? 1 / page_shape : page_shape;
    const std::vector<int> ranks = rank(graph, free_bands(graph), rightward);
    const Bands bands = shaped_bands(graph, ranks, rightward, shape);
    if (bands != free_bands(graph)) consider(rank(graph, bands, rightward), rightward);
    consider(ranks, rightward);
    const std::vector<int> folded = fold(graph, ranks, rightward, shape);
    if (folded != ranks) consider(folded, rightward);
  }
  all = finalists(std::move(all));
  for (Plan& plan : all)
    if (plan.bare.cells.size() <= few_cells) order_cells(plan, care / all.size());
  return all;
}

}  // namespace joist::layout

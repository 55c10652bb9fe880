// The way from a graph to an arrangement: ranks, a direction, an engine that succeeds, routes.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "layout/engines/engine.hpp"
#include "layout/graph.hpp"
#include "layout/layers.hpp"
#include "layout/ranks.hpp"
#include "layout/route.hpp"
#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

constexpr double pleasing_aspect = 1.5;

// Width to height, as far as can be told before anything is placed.
double likely_aspect(const Layers& layers) {
  const auto rows = static_cast<std::size_t>(layers.row_count);
  std::vector<double> across(rows, 0), along(rows, 0);
  for (const Cell& cell : layers.cells) {
    const auto row = static_cast<std::size_t>(cell.row);
    const bool box = cell.kind == CellKind::box;
    across[row] += cell.across + (box ? spacing::box_gap : spacing::line_gap);
    along[row] = std::max(along[row], cell.along);
  }
  double width = 1, height = 1;
  for (std::size_t r = 0; r < rows; ++r) {
    width = std::max(width, across[r]);
    height += along[r] + spacing::straight_gap;
  }
  return layers.rightward ? height / width : width / height;
}

double displeasure(const Layers& layers) {
  return std::abs(std::log(likely_aspect(layers) / pleasing_aspect));
}

Layers layers_for(const Graph& graph) {
  const std::vector<int> ranks = rank(graph);
  if (graph.direction != Direction::automatic)
    return layer(graph, ranks, graph.direction == Direction::right);
  Layers down = layer(graph, ranks, false), right = layer(graph, ranks, true);
  return displeasure(right) < displeasure(down) ? right : down;
}

std::vector<const engines::Engine*> ladder(const std::string& wanted) {
  std::vector<const engines::Engine*> result(engines::catalogue().begin(),
                                             engines::catalogue().end());
  std::sort(result.begin(), result.end(),
            [](const auto* a, const auto* b) { return a->order < b->order; });
  const auto found =
      std::find_if(result.begin(), result.end(), [&](const auto* e) { return e->name == wanted; });
  if (found != result.end()) result.erase(result.begin(), found);
  return result;
}

}  // namespace

Arrangement arrange(World& world, const Graph& graph, const ArrangeOptions& options) {
  if (graph.nodes.empty()) return {};
  const Layers layers = layers_for(graph);
  std::vector<std::string> troubles;
  for (const engines::Engine* engine : ladder(options.engine)) {
    engines::Outcome outcome = engine->place({world, layers, options.time_limit});
    troubles.insert(troubles.end(), outcome.troubles.begin(), outcome.troubles.end());
    if (!outcome.placement) continue;
    Arrangement result = route(graph, layers, std::move(*outcome.placement));
    result.engine = engine->name;
    result.troubles = std::move(troubles);
    return result;
  }
  Arrangement nothing;
  nothing.troubles = std::move(troubles);
  return nothing;
}

}  // namespace joist::layout

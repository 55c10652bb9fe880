// The way from a graph to an arrangement: a plan, an engine that succeeds, places, lines.
#include <algorithm>

#include <fmt/core.h>

#include "layout/bare.hpp"
#include "layout/columns.hpp"
#include "layout/engines/engine.hpp"
#include "layout/graph.hpp"
#include "layout/layers.hpp"
#include "layout/lines.hpp"
#include "layout/order.hpp"
#include "layout/plan.hpp"
#include "layout/route.hpp"

namespace joist::layout {
namespace {

// From the wanted engine on, in the order in which they are tried.
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

// The cells in the order that the engine finds, the bends and pills put between them.
Arrangement draw(World& world, const Graph& graph, Plan& plan, const ArrangeOptions& options) {
  Arrangement result;
  std::vector<const engines::Engine*> tried = ladder(options.engine);
  // Where there is an order already, the engine that takes it as it is suffices.
  if (options.engine.empty() && !plan.order.places.empty()) tried = {tried.back()};
  for (const engines::Engine* engine : tried) {
    engines::Outcome outcome =
        engine->place({world, plan.bare, plan.order.places, options.time_limit});
    result.troubles.insert(result.troubles.end(), outcome.troubles.begin(), outcome.troubles.end());
    if (!outcome.places) continue;
    Order order(plan.bare, *outcome.places);
    improve(plan.bare, order, improving_effort(plan.bare));
    plan.order = weigh(plan.bare, order);
    result.engine = engine->name;
    break;
  }
  if (!result.troubles.empty() && result.engine == tried.back()->name)
    result.troubles.push_back(fmt::format("drawn by the engine `{}` instead", result.engine));
  const Layers& layers = plan.layers;
  Order order(layers, expand(layers, plan.bare, Order(plan.bare, plan.order.places)));
  improve(layers, order, improving_effort(layers), 2);
  Placement placement = place_columns(layers, order);
  const std::vector<Line> lines = straighten(layers, order, placement);
  Arrangement drawn = route(graph, layers, placement, lines);
  drawn.engine = std::move(result.engine);
  drawn.troubles = std::move(result.troubles);
  return drawn;
}

}  // namespace

Arrangement arrange(World& world, const Graph& graph, const ArrangeOptions& options) {
  if (graph.nodes.empty()) return {};
  Arrangement best;
  double least = 0;
  for (Plan& plan : plans(graph)) {
    Arrangement drawn = draw(world, graph, plan, options);
    const double badness = judge(graph, plan, drawn.size);
    if (!best.nodes.empty() && badness >= least) continue;
    least = badness;
    best = std::move(drawn);
  }
  return best;
}

}  // namespace joist::layout

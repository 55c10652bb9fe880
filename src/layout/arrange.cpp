// The way from a graph to an arrangement: a plan, an engine that succeeds, places, lines.
#include <algorithm>
#include <optional>

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

}  // namespace

Arrangement arrange(World& world, const Graph& graph, const ArrangeOptions& options) {
  if (graph.nodes.empty()) return {};
  const Plan chosen = plan(graph);
  Arrangement result;
  std::optional<Choice> best;
  for (const engines::Engine* engine : ladder(options.engine)) {
    engines::Outcome outcome =
        engine->place({world, chosen.bare, chosen.order.places, options.time_limit});
    result.troubles.insert(result.troubles.end(), outcome.troubles.begin(), outcome.troubles.end());
    if (!outcome.places) continue;
    Order order(chosen.bare, *outcome.places);
    improve(chosen.bare, order, improving_effort(chosen.bare));
    Choice choice = weigh(chosen.bare, order);
    if (!best || choice.cost < best->cost) {
      best = std::move(choice);
      result.engine = engine->name;
    }
    // Where there is an order already, the better of the two counts; a named engine is taken at its
    // word.
    if (!options.engine.empty() || chosen.order.places.empty()) break;
  }
  if (!result.troubles.empty() && result.engine == ladder(options.engine).back()->name)
    result.troubles.push_back(fmt::format("drawn by the engine `{}` instead", result.engine));
  const Layers& layers = chosen.layers;
  Order order(layers, expand(layers, chosen.bare, Order(chosen.bare, best->places)));
  improve(layers, order, improving_effort(layers), 2);
  Placement placement = place_columns(layers, order);
  const std::vector<Line> lines = straighten(layers, order, placement);
  Arrangement drawn = route(graph, layers, placement, lines);
  drawn.engine = std::move(result.engine);
  drawn.troubles = std::move(result.troubles);
  return drawn;
}

}  // namespace joist::layout

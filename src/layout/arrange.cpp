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
#include "layout/page_cost.hpp"
#include "layout/plan.hpp"
#include "layout/route.hpp"
#include "layout/steady.hpp"

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

// What the order that `places` says comes to, without pills.
Choice settled(const Plan& plan, const std::vector<double>& places) {
  Order bare(plan.bare, places);
  improve(plan.bare, bare, improving_effort(plan.bare));
  return weigh(plan.bare, bare);
}

// Puts the cells of a plan in that order, pills and bends between them.
Arrangement draw(const Graph& graph, const Plan& plan, const Choice& choice) {
  const Layers& layers = plan.layers;
  Order order(layers, expand(layers, plan.bare, Order(plan.bare, choice.places)));
  improve(layers, order, improving_effort(layers), 2);
  Placement placement = place_columns(layers, order);
  const std::vector<Line> lines = straighten(layers, order, placement);
  return route(graph, layers, placement, lines);
}

// By the first engine that succeeds, from the wanted one on.
Arrangement draw_by_engine(World& world, const Graph& graph, const Plan& plan,
                           const ArrangeOptions& options) {
  const std::vector<double> known =
      plan.orders.empty() ? std::vector<double>() : plan.orders.front().places;
  std::vector<std::string> troubles;
  for (const engines::Engine* engine : ladder(options.engine)) {
    engines::Outcome outcome = engine->place({world, plan.bare, known, options.time_limit});
    troubles.insert(troubles.end(), outcome.troubles.begin(), outcome.troubles.end());
    if (!outcome.places) continue;
    if (!troubles.empty())
      troubles.push_back(fmt::format("drawn by the engine `{}` instead", engine->name));
    Arrangement drawn = draw(graph, plan, settled(plan, *outcome.places));
    drawn.engine = engine->name;
    drawn.troubles = std::move(troubles);
    return drawn;
  }
  return {};
}

// Gives a plan the boxes and pills of `graph`.
void give_sizes(const Graph& graph, Plan& plan) {
  plan.layers = layer(graph, plan.ranks, plan.layers.rightward);
}

struct Chosen {
  Plan* plan = nullptr;
  Choice order;
};

// The plan and the order that come to the best page.
Chosen chosen(const Graph& graph, std::vector<Plan>& plans) {
  if (plans.size() == 1 && plans.front().orders.size() == 1)
    return {&plans.front(), settled(plans.front(), plans.front().orders.front().places)};
  Chosen best;
  double least = 0;
  for (Plan& plan : plans) {
    for (const Choice& order : plan.orders) {
      Choice choice = settled(plan, order.places);
      const Arrangement drawn = draw(graph, plan, choice);
      const double cost = page_cost(graph, plan.layers, drawn, choice);
      if (best.plan != nullptr && cost >= least) continue;
      least = cost;
      best = {&plan, std::move(choice)};
    }
  }
  return best;
}

}  // namespace

Arrangement arrange(World& world, const Graph& graph, const ArrangeOptions& options) {
  if (graph.nodes.empty()) return {};
  const Graph usual = steady(graph);
  std::vector<Plan> all = plans(usual);
  if (!options.engine.empty() || all.front().orders.empty()) {
    give_sizes(graph, all.front());
    return draw_by_engine(world, graph, all.front(), options);
  }
  const auto [plan, order] = chosen(usual, all);
  give_sizes(graph, *plan);
  Arrangement best = draw(graph, *plan, order);
  best.engine = "grid";
  return best;
}

}  // namespace joist::layout

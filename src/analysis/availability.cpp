// Asks for the success of each flow in turn, exactly where that is within reach.
#include "analysis/availability.hpp"

#include <algorithm>

#include "analysis/availability_events.hpp"
#include "analysis/availability_flow.hpp"
#include "analysis/availability_importance.hpp"

namespace joist::analysis {
namespace {

constexpr Effort quick = {300'000, 0};  // for each order that is tried
constexpr Effort last = {4'000'000, 0};
constexpr Effort quick_bound = {200'000, 4'000};
constexpr Effort last_bound = {500'000, 20'000};
constexpr double close_enough = 1.02;         // of the two bounds, the one over the other
constexpr double close_by_parts = 1.005;      // likewise: as good as what takes much longer
constexpr std::size_t most_literals = 2'000;  // of a flow for which more than the quick is tried

// What a flow rests on: whether anything of it is known, and which of its events are not.
class Grounds {
 public:
  Grounds(const Failures& failures, const EventOdds& odds)
      : failures_(failures), odds_(odds), seen_(failures.events.all.size(), 0) {}

  void find(const FlowGraph& graph, FlowAvailability& result) {
    ++round_;
    for (const Literal& literal : graph.literals) {
      const Placement& placement = failures_.placements.at(literal.component);
      certain_ |= placement.never_fails && !is_source(literal.component);
      if (placement.never_fails) continue;
      look_at(failures_.events.of_component[literal.component.index()], result);
      look_around(placement.home, result);
      for (const auto& [zone, instances] : placement.zones)
        if (instances > 0) look_around(zone, result);
    }
    result.known |= certain_ && !graph.literals.empty();
    certain_ = false;
    std::sort(result.not_known.begin(), result.not_known.end());
  }

 private:
  bool is_source(ComponentId id) const {
    return failures_.model.at(id).role == model::Role::source;
  }

  void look_around(DomainId domain, FlowAvailability& result) {
    for (DomainId d = domain; d; d = failures_.placements.domains[d.index()].parent)
      look_at(failures_.events.of_domain[d.index()], result);
  }

  void look_at(std::uint32_t event, FlowAvailability& result) {
    if (event == no_event || seen_[event] == round_) return;
    seen_[event] = round_;
    if (odds_[event]) {
      result.known = true;
    } else {
      result.not_known.push_back(event);
    }
  }

  const Failures& failures_;
  const EventOdds& odds_;
  std::vector<std::uint32_t> seen_;  // by event: the round it was last met in
  std::uint32_t round_ = 0;
  bool certain_ = false;
};

FlowFunction build(const Failures& failures, const EventOdds& odds, const FlowGraph& graph,
                   const Effort& effort) {
  FlowFunction function{Bdd(2), {}, Bdd::over, 1};
  const bool is_quick = effort.limit <= quick.limit;
  if (!is_quick && graph.literals.size() > most_literals) return function;
  for (const Order order :
       {Order::as_written, Order::side_by_side, Order::large_first, Order::small_first}) {
    if (!is_quick && order == Order::small_first) continue;
    function = build_flow_function(failures, odds, graph, order, effort);
    if (function.success != Bdd::over) return function;
  }
  return function;
}

// Flows and components whose availability some condition speaks of.
struct Wanted {
  std::vector<bool> flows, components;

  explicit Wanted(const model::Model& model, bool all)
      : flows(model.flows.size(), all), components(model.components.size(), all) {
    for (const model::Need& need : model.needs) add(need.condition);
    for (const model::Decision& decision : model.decisions) add(decision.until);
  }

  void add(const std::optional<model::Condition>& condition) {
    if (!condition) return;
    for (const model::Formula* side : {&condition->left, &condition->right}) {
      for (const model::FigureName& name : side->figures) {
        if (name.figure != "availability" && name.figure != "downtime") continue;
        if (name.flow) flows[name.flow.index()] = true;
        if (name.component) components[name.component.index()] = true;
      }
    }
  }

  static bool any(const std::vector<bool>& asked) {
    return std::find(asked.begin(), asked.end(), true) != asked.end();
  }
};

// Between what its parts say of it, each for itself. True where that is close enough.
bool bound_by_parts(const Failures& failures, const EventOdds& odds, const FlowGraph& graph,
                    FlowAvailability& result) {
  Effort parts = quick_bound;
  parts.puts_together = false;
  const auto down = [&](Side side) {
    return build_flow_function(failures, odds, graph, Order::as_written, parts, side).down_by_parts;
  };
  result.exact = false;
  result.down = down(Side::lower);
  result.up = 1 - result.down;
  result.least_down = down(Side::upper);
  return result.down <= result.least_down * close_by_parts;
}

// Two functions between which the flow's lies, where those are closer than what is known.
void bound(const Failures& failures, const EventOdds& odds, const FlowGraph& graph,
           FlowAvailability& result) {
  const auto odds_of = [&](const Effort& effort, Side side) {
    const FlowFunction function =
        build_flow_function(failures, odds, graph, Order::as_written, effort, side);
    return probability(function.bdd, function.success, function.variables.odds);
  };
  for (const Effort& effort : {quick_bound, last_bound}) {
    const Odds worst = odds_of(effort, Side::lower);
    if (worst.down <= result.down) {
      result.up = worst.up;
      result.down = worst.down;
    }
    result.least_down = std::max(result.least_down, odds_of(effort, Side::upper).down);
    if (result.down <= result.least_down * close_enough) return;
    if (graph.literals.size() > most_literals) return;
  }
}

// Its function, or where that is out of reach, what lies on either side of its odds.
FlowFunction build_or_bound(const Failures& failures, const EventOdds& odds, const FlowGraph& graph,
                            FlowAvailability& result) {
  FlowFunction function = build(failures, odds, graph, quick);
  if (function.success != Bdd::over || bound_by_parts(failures, odds, graph, result))
    return function;
  FlowFunction larger = build(failures, odds, graph, last);
  if (larger.success == Bdd::over) {
    bound(failures, odds, graph, result);
  } else {
    result.exact = true;
    result.least_down = 0;
  }
  return larger;
}

// As it would be if whatever is up carried any load.
double down_without_load(const Failures& failures, const EventOdds& odds, FlowId flow) {
  const FlowGraph graph = without_load(failures, flow);
  FlowAvailability result;
  const FlowFunction function = build_or_bound(failures, odds, graph, result);
  if (function.success == Bdd::over) return result.least_down;
  return probability(function.bdd, function.success, function.variables.odds).down;
}

}  // namespace

std::vector<FlowAvailability> find_flow_availability(const Failures& failures,
                                                     const std::vector<bool>& flows,
                                                     Measures measures) {
  const EventOdds odds = event_odds(failures);
  Grounds grounds(failures, odds);
  std::vector<FlowAvailability> results(failures.graphs.size());
  for (std::size_t f = 0; f < results.size(); ++f) {
    FlowAvailability& result = results[f];
    if (!flows[f]) continue;
    grounds.find(failures.graphs[f], result);
    if (!result.known) continue;
    const FlowGraph& graph = failures.graphs[f];
    FlowFunction function = build_or_bound(failures, odds, graph, result);
    const bool is_over = function.success == Bdd::over;
    if (!graph.exact) {
      result.exact = false;
      result.least_down = down_without_load(failures, odds, FlowId(f));
    }
    if (is_over) continue;
    const Odds whole = probability(function.bdd, function.success, function.variables.odds);
    result.up = whole.up;
    result.down = whole.down;
    result.effort = function.bdd.size();
    if (measures != Measures::none)
      find_importance(function, measures == Measures::importance_by_cut_sets, result);
  }
  return results;
}

std::vector<ComponentAvailability> find_component_availability(
    const Failures& failures, const std::vector<bool>& components) {
  const EventOdds odds = event_odds(failures);
  std::vector<bool> written(components.size(), false);
  for (const model::Arrow& arrow : failures.model.arrows)
    if (arrow.access == model::Access::write) written[arrow.to.index()] = true;
  std::vector<ComponentAvailability> results(components.size());
  for (std::size_t i = 0; i < components.size(); ++i) {
    const ComponentId id(i);
    if (!components[i] || failures.model.at(id).role == model::Role::source) continue;
    const bool never = failures.placements.at(id).never_fails;
    if (!never && !odds[failures.events.of_component[i]]) continue;
    const Literal literal{id, written[i], failures.standings[i].by_load};
    ComponentSuccess success(failures, odds, id, {literal.by_load});
    Variables variables;
    success.add_variables(variables);
    Bdd bdd;
    const auto function = success.function(bdd, variables, literal);
    const Odds whole = probability(bdd, function, variables.odds);
    const Placement& placement = failures.placements.at(id);
    const Standing& standing = failures.standings[i];
    // Of the nodes that the copies live on, no one number is needed.
    const bool apart = placement.on_nodes();
    const std::uint32_t least = std::max(standing.by_needs, apart ? 1 : standing.by_load);
    const std::uint32_t shards = apart ? 1 : placement.instances / placement.copies;
    results[i] = {true, whole.up, whole.down, least, placement.copies, shards};
  }
  return results;
}

std::vector<bool> flows_asked_for_availability(const model::Model& model, bool all) {
  return Wanted(model, all).flows;
}

void find_availability(const Failures& failures, bool everything, Results& results) {
  const Wanted asked(failures.model, everything);
  if (Wanted::any(asked.flows))
    results.flow_availability = find_flow_availability(
        failures, asked.flows,
        everything ? Measures::importance_by_cut_sets : Measures::importance);
  if (Wanted::any(asked.components))
    results.component_availability = find_component_availability(failures, asked.components);
}

}  // namespace joist::analysis

// Prepares a network for being followed.
#include "analysis/ripples_index.hpp"

#include <algorithm>

#include "analysis/capacity_waits.hpp"

namespace joist::analysis {

Ripples::Index::Index(const model::Model& model, const Network& whole, const Capacities& normal)
    : network(whole.parts()), queue(network.nodes) {
  const auto arrow_count = static_cast<std::uint32_t>(network.arrows.size());
  const std::size_t components = model.components.size();
  const auto traffic = [&](std::uint32_t i) { return network.arrows[i].tail != nowhere; };
  out_of = make_lists(components, arrow_count, [&](std::uint32_t i) {
    return traffic(i) ? model.arrows[i].from.value : nowhere;
  });
  into = make_lists(components, arrow_count, [&](std::uint32_t i) {
    return traffic(i) ? model.arrows[i].to.value : nowhere;
  });
  const auto edge_count = static_cast<std::uint32_t>(network.edges.size());
  edges_of =
      make_lists(arrow_count, edge_count, [&](std::uint32_t e) { return network.edges[e].arrow; });
  derived =
      make_lists(edge_count, edge_count, [&](std::uint32_t e) { return network.edges[e].source; });
  find_hops();
  find_stops();
  find_order();
  if (normal.calls()) held_up = normal.calls()->held_up();
  base = coefficients(network, State{});
  value = solve_rates(network, base, Scale::peak).value;
  base_arrivals.reserve(components);
  has_load.reserve(components);
  for (const Demand& demand : normal.demands()) {
    base_arrivals.push_back(demand.arrivals);
    has_load.push_back(demand.has_load);
  }
  now = base;
  state.live.assign(components, 1.0);
  state.cold.assign(components, false);
  delta.assign(network.nodes, 0.0);
  waiting.assign(network.nodes, 0);
  arrivals = base_arrivals;
  moved.resize(arrow_count);
  place.assign(components, nowhere);
}

void Ripples::Index::find_hops() {
  hops.reserve(network.edges.size());
  for (const Edge& edge : network.edges) {
    const NetworkRow& head = network.rows[network.node_row[edge.to]];
    const bool apart = tells_apart(head.role);
    const bool first = edge.to == head.node;
    hops.push_back({edge.to, edge.arrow, edge.counts, apart && first, apart && !first});
  }
}

void Ripples::Index::find_stops() {
  stops.assign(network.nodes, 0);
  for (std::uint32_t n = 0; n < network.nodes; ++n) {
    const ComponentId component = network.rows[network.node_row[n]].component;
    const bool limited =
        network.limits && network.model.number(component, model::Attribute::limit) != nullptr;
    stops[n] = limited || network.parts.part(network.parts.part_of[n]).size() > 1;
  }
  for (const Edge& edge : network.edges)
    if (edge.from == edge.to) stops[edge.from] = 1;
}

// By the longest way that leads to them, then by component and flow. Numbers of the parts would do
// as well, but an arrow more would shuffle them all, and sums would differ in their last bits.
void Ripples::Index::find_order() {
  level.assign(network.nodes, 0);
  for (const std::uint32_t node : network.parts.nodes) {
    for (auto at = network.graph.begin[node]; at < network.graph.begin[node + 1]; ++at) {
      const std::uint32_t to = network.graph.to[at];
      if (network.parts.part_of[to] != network.parts.part_of[node])
        level[to] = std::max(level[to], level[node] + 1);
    }
  }
  const auto row_count = static_cast<std::uint32_t>(network.rows.size());
  const Lists rows_of = make_lists(network.model.components.size(), row_count,
                                   [&](auto row) { return network.rows[row].component.value; });
  std::vector<std::uint32_t> nodes;
  nodes.reserve(network.nodes);
  for (const std::uint32_t row : rows_of.items) {
    for (std::uint32_t slot = 0; slot < network.rows[row].slots; ++slot)
      nodes.push_back(network.rows[row].node + slot);
  }
  const std::uint32_t levels = level.empty() ? 0 : *std::max_element(level.begin(), level.end());
  const auto node_count = static_cast<std::uint32_t>(nodes.size());
  order = make_lists(levels + 1, node_count, [&](auto i) { return level[nodes[i]]; }).items;
  for (std::uint32_t& each : order) each = nodes[each];
  rank.resize(network.nodes);
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
}

}  // namespace joist::analysis

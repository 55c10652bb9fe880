// Follows the differences that an outage makes through the network, in topological order.
#include "analysis/ripples.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>

#include "analysis/capacity_demand.hpp"
#include "analysis/capacity_waits.hpp"
#include "analysis/nearly_equal.hpp"
#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

constexpr double negligible = 1e-13;  // of a rate

// Lists of numbers by an index, in one vector.
struct Lists {
  std::vector<std::uint32_t> begin, items;

  std::span<const std::uint32_t> of(std::uint32_t index) const {
    return {items.data() + begin[index], items.data() + begin[index + 1]};
  }
};

// `key_of(i)` for i below `count`; `nowhere` leaves one out.
template <class Key>
Lists make_lists(std::size_t keys, std::uint32_t count, const Key& key_of) {
  Lists lists;
  lists.begin.assign(keys + 1, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (key_of(i) != nowhere) ++lists.begin[key_of(i) + 1];
  }
  std::partial_sum(lists.begin.begin(), lists.begin.end(), lists.begin.begin());
  lists.items.resize(lists.begin.back());
  std::vector<std::uint32_t> next(lists.begin.begin(), lists.begin.end() - 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (key_of(i) != nowhere) lists.items[next[key_of(i)]++] = i;
  }
  return lists;
}

bool same(double a, double b) {
  return nearly_equal(a, b, negligible);
}

}  // namespace

struct Ripples::Index {
  Index(const model::Model& model, const Network& whole, const Capacities& normal);

  const Network::Parts& network;
  Lists out_of, into;            // arrows by component
  Lists edges_of;                // by arrow
  Lists derived;                 // edges by the edge they follow from
  std::vector<char> is_loop;     // by part
  std::vector<char> is_limited;  // by component
  std::vector<char> held_up;     // by component, see CallWaits; empty where nothing is
  Coefficients base;
  std::vector<double> value;  // normal, by node
  std::vector<Arrivals> base_arrivals;

  // Of the outage applied; what is touched is put back before the next one.
  State state;
  Coefficients now;
  std::vector<double> delta;                              // by node
  std::vector<char> waiting;                              // by node
  std::vector<Arrivals> arrivals;                         // by component
  std::vector<ArrowLoad> moved;                           // by arrow
  std::vector<std::uint32_t> edges, rows, nodes, arrows;  // touched
  std::vector<std::uint32_t> place;                       // in `demands`, by component
  std::size_t looked_at = 0;                              // arrows out of what has another load
  std::vector<Demand> demands;                            // of the changed ones
  std::unique_ptr<Traffic> again;                         // where all was solved again
  std::unique_ptr<Capacities> capacities;

  void touch_arrow(std::uint32_t arrow);
  void touch(ComponentId component);
  void touch_edge(std::uint32_t edge);
  bool propagate();
  bool push_from(std::uint32_t node);
  void add_to_arrow(std::uint32_t edge, double change);
};

Ripples::Index::Index(const model::Model& model, const Network& whole, const Capacities& normal)
    : network(whole.parts()) {
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
  is_loop.assign(network.parts.size(), 0);
  for (std::uint32_t p = 0; p < network.parts.size(); ++p) {
    is_loop[p] = network.parts.part(p).size() > 1;
  }
  for (const Edge& edge : network.edges) {
    if (edge.from == edge.to) is_loop[network.parts.part_of[edge.from]] = 1;
  }
  is_limited.assign(components, 0);
  for (std::size_t i = 0; i < components && network.limits; ++i) {
    is_limited[i] = model.number(ComponentId(i), model::Attribute::limit) != nullptr;
  }
  if (normal.calls()) held_up = normal.calls()->held_up();
  base = coefficients(network, State{});
  value = solve_rates(network, base, Scale::peak).value;
  for (const Demand& demand : normal.demands()) base_arrivals.push_back(demand.arrivals);
  now = base;
  state.live.assign(components, 1.0);
  state.cold.assign(components, false);
  delta.assign(network.nodes, 0.0);
  waiting.assign(network.nodes, 0);
  arrivals = base_arrivals;
  moved.resize(arrow_count);
  place.assign(components, nowhere);
}

void Ripples::Index::touch_edge(std::uint32_t edge) {
  edges.push_back(edge);
  for (const std::uint32_t other : derived.of(edge)) touch_edge(other);
}

void Ripples::Index::touch_arrow(std::uint32_t arrow) {
  for (const std::uint32_t edge : edges_of.of(arrow)) touch_edge(edge);
}

// Everything whose coefficient may depend on whether a component is up or warm.
void Ripples::Index::touch(ComponentId component) {
  for (const std::uint32_t arrow : out_of.of(component.value)) touch_arrow(arrow);
  for (const std::uint32_t arrow : into.of(component.value)) {
    if (!is_shared(network, arrow)) {
      touch_arrow(arrow);
      continue;
    }
    const std::uint32_t row = network.arrows[arrow].tail;
    rows.push_back(row);
    for (auto at = network.out_begin[row]; at < network.out_begin[row + 1]; ++at) {
      const std::uint32_t other = network.out[at];
      if (network.model.arrows[other].list == network.model.arrows[arrow].list) touch_arrow(other);
    }
  }
}

void Ripples::Index::add_to_arrow(std::uint32_t edge, double change) {
  const Edge& at = network.edges[edge];
  if (!at.counts) return;
  ArrowLoad& load = moved[at.arrow];
  if (!load.known) arrows.push_back(at.arrow);
  load.known = true;
  load.peak += change;
  const NetworkRow& head = network.rows[network.node_row[at.to]];
  if (!tells_apart(network.model.at(head.component).role)) return;
  (at.to == head.node ? load.reads : load.writes) += change;
}

// False where it cannot be followed this way.
bool Ripples::Index::push_from(std::uint32_t node) {
  const ComponentId component = network.rows[network.node_row[node]].component;
  if (is_loop[network.parts.part_of[node]] || is_limited[component.index()]) return false;
  const double before = value[node], after = value[node] + delta[node];
  looked_at += network.graph.begin[node + 1] - network.graph.begin[node];
  for (auto at = network.graph.begin[node]; at < network.graph.begin[node + 1]; ++at) {
    const std::uint32_t edge = network.graph.links[at];
    const double was = before * base.arrives[edge], is = after * now.arrives[edge];
    if (std::isnan(was) && std::isnan(is)) continue;
    if (std::isnan(was) || std::isnan(is)) return false;
    if (same(was, is)) continue;
    const std::uint32_t to = network.edges[edge].to;
    delta[to] += is - was;
    add_to_arrow(edge, is - was);
    if (!waiting[to]) nodes.push_back(to);
    waiting[to] |= 1;
  }
  return true;
}

bool Ripples::Index::propagate() {
  const auto later = [&](std::uint32_t a, std::uint32_t b) {
    return network.parts.part_of[a] > network.parts.part_of[b];
  };
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(later)> queue(later);
  std::size_t taken = 0;
  const auto take_new = [&] {
    for (; taken < nodes.size(); ++taken) queue.push(nodes[taken]);
  };
  for (const std::uint32_t edge : edges) {
    const std::uint32_t from = network.edges[edge].from;
    if (!waiting[from]) nodes.push_back(from);
    waiting[from] = 1;
  }
  take_new();
  while (!queue.empty()) {
    const std::uint32_t node = queue.top();
    queue.pop();
    if (!push_from(node)) return false;
    take_new();
  }
  return true;
}

Ripples::Ripples(const model::Model& model, const Network& network, const Capacities& normal)
    : model_(model),
      network_(network),
      normal_(normal),
      index_(std::make_unique<Index>(model, network, normal)) {}

Ripples::~Ripples() = default;

void Ripples::restore() {
  Index& at = *index_;
  for (const std::uint32_t edge : at.edges) {
    at.now.tries[edge] = at.base.tries[edge];
    at.now.arrives[edge] = at.base.arrives[edge];
  }
  for (const std::uint32_t row : at.rows) {
    for (auto i = at.network.out_begin[row]; i < at.network.out_begin[row + 1]; ++i) {
      at.now.shares[at.network.out[i]] = at.base.shares[at.network.out[i]];
    }
  }
  for (const std::uint32_t node : at.nodes) at.delta[node] = at.waiting[node] = 0;
  for (const std::uint32_t arrow : at.arrows) {
    at.moved[arrow] = {};
    at.arrivals[model_.arrows[arrow].to.index()] =
        at.base_arrivals[model_.arrows[arrow].to.index()];
    at.arrivals[model_.arrows[arrow].from.index()] =
        at.base_arrivals[model_.arrows[arrow].from.index()];
  }
  for (const ComponentId component : changed_) at.place[component.index()] = nowhere;
  at.looked_at = 0;
  at.edges.clear();
  at.rows.clear();
  at.nodes.clear();
  at.arrows.clear();
  at.demands.clear();
  changed_.clear();
  at.capacities.reset();
  at.again.reset();
}

bool Ripples::follow(const Outage& outage) {
  Index& at = *index_;
  if (!outage.fewer.empty()) return false;
  for (const auto& [component, live] : outage.live) at.touch(component);
  for (const ComponentId component : outage.cold) at.touch(component);
  for (std::vector<std::uint32_t>* list : {&at.edges, &at.rows}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  evaluate_again(at.network, at.state, at.rows, at.edges, at.now);
  if (!at.propagate()) return false;
  for (const std::uint32_t arrow : at.arrows) {
    add_call(model_.arrows[arrow], normal_.facts().arrows[arrow], at.moved[arrow], at.arrivals);
    for (const ComponentId end : {model_.arrows[arrow].to, model_.arrows[arrow].from}) {
      if (at.place[end.index()] != nowhere) continue;
      at.place[end.index()] = static_cast<std::uint32_t>(changed_.size());
      changed_.push_back(end);
    }
  }
  for (const ComponentId component : changed_)
    if (!at.held_up.empty() && at.held_up[component.index()]) return false;
  ComponentLoad load;
  for (const ComponentId component : changed_) {
    const std::size_t i = component.index();
    load.known = normal_.demands()[i].has_load;
    at.demands.push_back(analysis::demand(normal_.facts().components[i], load, at.arrivals[i],
                                          normal_.calls() ? normal_.calls()->known()[i] : 0));
  }
  return true;
}

void Ripples::solve_again(const Outage& outage) {
  Index& at = *index_;
  at.again = std::make_unique<Traffic>(network_.solve(at.state));
  at.capacities = std::make_unique<Capacities>(normal_, *at.again, outage.fewer);
  for (const ComponentId component : changed_) at.place[component.index()] = nowhere;
  changed_.clear();
  for (std::size_t i = 0; i < model_.components.size(); ++i) {
    const Arrivals& before = at.base_arrivals[i];
    const Arrivals& after = at.capacities->demands()[i].arrivals;
    const bool as_before = same(before.requests, after.requests) &&
                           same(before.writes, after.writes) && same(before.held, after.held) &&
                           same(before.service, after.service) && same(before.reads, after.reads) &&
                           same(normal_.demands()[i].hold, at.capacities->demands()[i].hold);
    if (!as_before) changed_.emplace_back(i);
  }
}

void Ripples::apply(const Outage& outage) {
  restore();
  Index& at = *index_;
  for (const auto& [component, live] : outage.live) at.state.live[component.index()] = live;
  for (const ComponentId component : outage.cold) at.state.cold[component.index()] = true;
  if (!follow(outage)) solve_again(outage);
  for (const auto& [component, live] : outage.live) at.state.live[component.index()] = 1;
  for (const ComponentId component : outage.cold) at.state.cold[component.index()] = false;
}

std::size_t Ripples::work() const {
  if (index_->capacities) return model_.components.size() + model_.arrows.size();
  // Most of what is looked at leads nowhere, and costs little.
  return 1 + index_->edges.size() + index_->nodes.size() + index_->arrows.size() +
         index_->looked_at / 8;
}

bool Ripples::known(ComponentId component) const {
  if (index_->capacities) return index_->capacities->known(component);
  const std::uint32_t place = index_->place[component.index()];
  if (place == nowhere) return normal_.known(component);
  return index_->demands[place].known && index_->demands[place].has_load;
}

const Demand* Ripples::demand(ComponentId component) const {
  if (!known(component)) return nullptr;
  if (index_->capacities) return &index_->capacities->demands()[component.index()];
  const std::uint32_t place = index_->place[component.index()];
  return place == nowhere ? nullptr : &index_->demands[place];
}

double Ripples::utilization(ComponentId component, double copies) const {
  if (index_->capacities) return index_->capacities->utilization(component, copies);
  const std::uint32_t place = index_->place[component.index()];
  if (place == nowhere) return normal_.utilization(component, copies);
  return known(component) ? index_->demands[place].utilization(copies) : 0;
}

}  // namespace joist::analysis

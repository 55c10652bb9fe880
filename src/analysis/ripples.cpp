// Follows the differences that an outage makes through the network, in topological order.
#include "analysis/ripples.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/capacity_demand.hpp"
#include "analysis/capacity_waits.hpp"
#include "analysis/nearly_equal.hpp"
#include "analysis/ripples_queue.hpp"
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

// What is read of an edge over and over; a network is larger than the processor's caches.
struct Hop {
  std::uint32_t to = 0, arrow = 0;
  bool counts = false, reads = false, writes = false;
};

struct Ripples::Index {
  Index(const model::Model& model, const Network& whole, const Capacities& normal);

  const Network::Parts& network;
  Lists out_of, into;         // arrows by component
  Lists edges_of;             // by arrow
  Lists derived;              // edges by the edge they follow from
  std::vector<Hop> hops;      // by edge
  std::vector<char> stops;    // by node: it is in a loop, or a `limit` counts
  std::vector<char> held_up;  // by component, see CallWaits; empty where nothing is
  Coefficients base;
  std::vector<double> value;  // normal, by node
  std::vector<Arrivals> base_arrivals;
  std::vector<char> has_load;  // by component, see Demand

  // Of the outage applied; what is touched is put back before the next one.
  State state;
  Coefficients now;
  std::vector<double> delta;                              // by node
  std::vector<char> waiting;                              // by node
  std::vector<Arrivals> arrivals;                         // by component
  std::vector<ArrowLoad> moved;                           // by arrow
  std::vector<std::uint32_t> edges, rows, nodes, arrows;  // touched
  WaitingParts queue;
  std::vector<std::uint32_t> place;  // in `demands`, by component
  std::size_t looked_at = 0;         // arrows out of what has another load
  std::vector<ComponentId> ends;     // of the touched arrows
  std::vector<Demand> demands;       // of the changed ones
  struct Answer {
    double copies = -1, utilization = 0;
  };
  std::vector<Answer> answers;     // beside them: the last one given, as the same is asked twice
  std::unique_ptr<Traffic> again;  // where all was solved again
  std::unique_ptr<Capacities> capacities;

  void find_hops();
  void find_stops();
  void touch_arrow(std::uint32_t arrow);
  void touch(ComponentId component);
  void touch_edge(std::uint32_t edge);
  ComponentId component_of(std::uint32_t node) const {
    return network.rows[network.node_row[node]].component;
  }
  bool propagate();
  void meet(std::uint32_t node);
  bool push_from(std::uint32_t node);
  void add_calls(const std::vector<ArrowFacts>& facts);
  void add_to_arrow(const Hop& hop, double change);
};

Ripples::Index::Index(const model::Model& model, const Network& whole, const Capacities& normal)
    : network(whole.parts()), queue(network.parts.size()) {
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
    const bool apart = tells_apart(network.model.at(head.component).role);
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

void Ripples::Index::add_to_arrow(const Hop& hop, double change) {
  if (!hop.counts) return;
  ArrowLoad& load = moved[hop.arrow];
  if (!load.known) arrows.push_back(hop.arrow);
  load.known = true;
  load.peak += change;
  if (hop.reads) load.reads += change;
  if (hop.writes) load.writes += change;
}

// A node whose rate may be another one.
void Ripples::Index::meet(std::uint32_t node) {
  if (waiting[node]) return;
  waiting[node] = 1;
  nodes.push_back(node);
  queue.add(network.parts.part_of[node]);
}

// False where it cannot be followed this way.
bool Ripples::Index::push_from(std::uint32_t node) {
  if (stops[node]) return false;
  const double before = value[node], after = value[node] + delta[node];
  looked_at += network.graph.begin[node + 1] - network.graph.begin[node];
  for (auto at = network.graph.begin[node]; at < network.graph.begin[node + 1]; ++at) {
    const std::uint32_t edge = network.graph.links[at];
    const double was = before * base.arrives[edge], is = after * now.arrives[edge];
    if (std::isnan(was) && std::isnan(is)) continue;
    if (std::isnan(was) || std::isnan(is)) return false;
    if (same(was, is)) continue;
    const Hop& hop = hops[edge];
    delta[hop.to] += is - was;
    add_to_arrow(hop, is - was);
    meet(hop.to);
  }
  return true;
}

bool Ripples::Index::propagate() {
  for (const std::uint32_t edge : edges) meet(network.edges[edge].from);
  bool followed = true;
  for (std::uint32_t part = queue.take(); part != nowhere; part = queue.take())
    followed = followed && push_from(network.parts.nodes[network.parts.first[part]]);
  return followed;
}

// What the changes on arrows make of what arrives at their ends.
void Ripples::Index::add_calls(const std::vector<ArrowFacts>& facts) {
  for (const std::uint32_t arrow : arrows) {
    const ArrowFacts& call = facts[arrow];
    add_call(call, moved[arrow], arrivals);
    for (const ComponentId end : {call.to, call.from}) {
      if (place[end.index()] != nowhere) continue;
      place[end.index()] = 0;
      ends.push_back(end);
    }
  }
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
  for (const std::uint32_t arrow : at.arrows) at.moved[arrow] = {};
  for (const ComponentId end : at.ends) {
    at.arrivals[end.index()] = at.base_arrivals[end.index()];
    at.place[end.index()] = nowhere;
  }
  at.looked_at = 0;
  at.edges.clear();
  at.rows.clear();
  at.nodes.clear();
  at.arrows.clear();
  at.ends.clear();
  at.demands.clear();
  at.answers.clear();
  changed_.clear();
  read_.clear();
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
  for (const std::uint32_t node : at.nodes) read_.push_back(at.component_of(node));
  at.add_calls(normal_.facts().arrows);
  if (!at.held_up.empty() && std::any_of(at.ends.begin(), at.ends.end(), [&](ComponentId end) {
        return at.held_up[end.index()] != 0;
      }))
    return false;
  changed_ = at.ends;
  std::sort(changed_.begin(), changed_.end());
  ComponentLoad load;
  for (const ComponentId component : changed_) {
    const std::size_t i = component.index();
    at.place[i] = static_cast<std::uint32_t>(at.demands.size());
    load.known = at.has_load[i] != 0;
    at.demands.push_back(analysis::demand(normal_.facts().components[i], load, at.arrivals[i],
                                          normal_.calls() ? normal_.calls()->known()[i] : 0));
  }
  at.answers.resize(changed_.size());
  return true;
}

void Ripples::solve_again(const Outage& outage) {
  Index& at = *index_;
  at.again = std::make_unique<Traffic>(network_.solve(at.state));
  at.capacities = std::make_unique<Capacities>(normal_, *at.again, outage.fewer);
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

void Ripples::add_basis(std::vector<Fingerprint>& components) const {
  const Index& at = *index_;
  const Network::Parts& network = at.network;
  const auto of = [&](ComponentId id) -> Fingerprint& { return components[id.index()]; };
  for (std::uint32_t n = 0; n < network.nodes; ++n)
    of(at.component_of(n)).add(at.value[n], at.stops[n]);
  for (const std::uint32_t row : network.split_rows)
    of(network.rows[row].component).add(network.fixed_shares[row]);
  std::vector<Fingerprint> arrows(network.arrows.size()), edges(network.edges.size());
  for (std::uint32_t a = 0; a < arrows.size(); ++a) {
    if (network.arrows[a].tail == nowhere) continue;
    arrows[a] = fingerprint(network, a);
    of(network.rows[network.arrows[a].tail].component).add(arrows[a]);
  }
  for (std::uint32_t e = 0; e < edges.size(); ++e) {
    const Edge& edge = network.edges[e];
    edges[e].add(edge.factor, at.base.tries[e], at.base.arrives[e]);
    if (edge.arrow != nowhere) edges[e].add(arrows[edge.arrow]);
    if (edge.source != nowhere) edges[e].add(edges[edge.source]);
    of(at.component_of(edge.from)).add(edges[e]);
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

bool Ripples::is_solved_again() const {
  return index_->capacities != nullptr;
}

std::size_t Ripples::work() const {
  if (is_solved_again()) return model_.components.size() + model_.arrows.size();
  // Most of what is looked at leads nowhere, and costs little.
  return 1 + index_->edges.size() + index_->nodes.size() + index_->arrows.size() +
         index_->looked_at / 8;
}

const Demand* Ripples::demand(ComponentId component) const {
  if (index_->capacities) return &index_->capacities->demands()[component.index()];
  const std::uint32_t place = index_->place[component.index()];
  return place == nowhere ? nullptr : &index_->demands[place];
}

bool Ripples::known(ComponentId component) const {
  const Demand* moved = demand(component);
  return moved ? moved->known && moved->has_load : normal_.known(component);
}

double Ripples::utilization(ComponentId component, double copies) const {
  if (index_->capacities) return index_->capacities->utilization(component, copies);
  const std::uint32_t place = index_->place[component.index()];
  if (place == nowhere) return normal_.utilization(component, copies);
  if (!known(component)) return 0;
  Index::Answer& answer = index_->answers[place];
  if (answer.copies != copies) answer = {copies, index_->demands[place].utilization(copies)};
  return answer.utilization;
}

}  // namespace joist::analysis

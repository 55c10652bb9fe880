// Follows the differences that an outage makes through the network, in topological order.
#include "analysis/ripples.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/capacity_waits.hpp"
#include "analysis/nearly_equal.hpp"
#include "analysis/ripples_index.hpp"

namespace joist::analysis {
namespace {

constexpr double negligible = 1e-13;  // of a rate

bool same(double a, double b) {
  return nearly_equal(a, b, negligible);
}

}  // namespace

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
  queue.add(rank[node]);
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
  for (std::uint32_t next = queue.take(); next != nowhere; next = queue.take())
    followed = followed && push_from(order[next]);
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

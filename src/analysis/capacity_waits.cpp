// Sums waits from the callees up.
#include "analysis/capacity_waits.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "analysis/latency.hpp"

namespace joist::analysis {
namespace {

constexpr int most_sweeps = 300;  // round a ring of calls

}  // namespace

CallWaits::CallWaits(const model::Model& model, const CapacityFacts& facts, const Traffic& traffic,
                     const std::vector<Arrivals>& arrivals)
    : model_(model),
      facts_(facts),
      traffic_(traffic),
      arrivals_(arrivals),
      waits_(model.components.size(), 0.0),
      queues_(model.components.size(), 0.0),
      queued_(model.components.size(), 0) {
  std::vector<Link> links;
  for (std::uint32_t i = 0; i < model.arrows.size(); ++i) {
    const model::Arrow& arrow = model.arrows[i];
    if (!traffic.arrows[i].known || arrow.call != model::Call::sync) continue;
    if (!facts.components[arrow.from.index()].keeps_waiting) continue;
    links.push_back({arrow.from.value, arrow.to.value});
    arrows_.push_back(i);
  }
  graph_ = make_graph(model.components.size(), links);
  parts_ = strong_parts(graph_);
  find_awaited();
}

void CallWaits::find_awaited() {
  awaited_.assign(model_.components.size(), 0);
  const auto pass_on = [&](std::uint32_t node) {
    for (std::uint32_t at = graph_.begin[node]; at < graph_.begin[node + 1]; ++at)
      awaited_[model_.arrows[arrows_[graph_.links[at]]].to.index()] = 1;
  };
  for (std::uint32_t p = 0; p < parts_.size(); ++p) {
    const auto nodes = parts_.part(p);
    bool wanted = false;
    for (const std::uint32_t node : nodes)
      wanted |= awaited_[node] != 0 || facts_.components[node].concurrency > 0;
    if (!wanted) continue;
    wanted_.push_back(p);
    for (const std::uint32_t node : nodes) pass_on(node);
  }
  std::reverse(wanted_.begin(), wanted_.end());
}

const std::vector<double>& CallWaits::all() {
  factor_ = 1;
  find(wanted_);
  return waits_;
}

double CallWaits::at(ComponentId component, double factor) {
  const std::vector<std::uint32_t> parts = parts_behind(component.value);
  std::vector<std::pair<double, double>> before;
  for (const std::uint32_t p : parts)
    for (const std::uint32_t node : parts_.part(p))
      before.emplace_back(waits_[node], queues_[node]);
  factor_ = factor;
  // How long one waits to get there is not part of it.
  const char awaited = std::exchange(awaited_[component.index()], char{0});
  find(parts);
  awaited_[component.index()] = awaited;
  const double result = waits_[component.index()];
  auto known = before.begin();
  for (const std::uint32_t p : parts)
    for (const std::uint32_t node : parts_.part(p))
      std::tie(waits_[node], queues_[node]) = *known++;
  return result;
}

std::vector<char> CallWaits::held_up() const {
  std::vector<char> held(model_.components.size(), 0);
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    for (const std::uint32_t node : parts_.part(p)) {
      const bool pool = facts_.components[node].concurrency > 0 && queued_[node] != 0;
      if (!pool || held[node]) continue;
      for (const std::uint32_t behind : parts_behind(node))
        for (const std::uint32_t each : parts_.part(behind)) held[each] = 1;
    }
  }
  return held;
}

// Its own and those of all that it leads to, callees first.
std::vector<std::uint32_t> CallWaits::parts_behind(std::uint32_t node) const {
  std::vector<std::uint32_t> parts = {parts_.part_of[node]};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (const std::uint32_t from : parts_.part(parts[i])) {
      for (std::uint32_t at = graph_.begin[from]; at < graph_.begin[from + 1]; ++at) {
        const ComponentId to = model_.arrows[arrows_[graph_.links[at]]].to;
        const std::uint32_t part = parts_.part_of[to.index()];
        if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
      }
    }
  }
  std::sort(parts.rbegin(), parts.rend());
  return parts;
}

void CallWaits::find(std::span<const std::uint32_t> parts) {
  for (const std::uint32_t p : parts) {
    const auto nodes = parts_.part(p);
    for (const std::uint32_t node : nodes) waits_[node] = queues_[node] = 0;
    for (int sweep = 0; sweep < (nodes.size() > 1 ? most_sweeps : 1); ++sweep) {
      double change = 0;
      for (std::size_t i = nodes.size(); i-- > 0;) {
        const double now = waits_of(nodes[i]);
        const double before = std::exchange(waits_[nodes[i]], now);
        if (awaited_[nodes[i]]) queues_[nodes[i]] = queue_of(nodes[i]);
        if (now != before) change = std::max(change, std::abs(now - before));
      }
      if (change < 1e-15) break;
    }
  }
}

// Calls one after the other add up; those of one list, side by side, take as long as the longest.
double CallWaits::waits_of(std::uint32_t node) {
  const double count = arrivals_[node].count;
  if (count <= 0) return 0;
  double sum = 0, longest = 0;
  std::uint32_t list = nowhere;
  for (std::uint32_t at = graph_.begin[node]; at < graph_.begin[node + 1]; ++at) {
    const std::uint32_t index = arrows_[graph_.links[at]];
    const model::Arrow& arrow = model_.arrows[index];
    const double time = per_request(index, count);
    queued_[node] |= queued_[arrow.to.index()] != 0 || queues_[arrow.to.index()] > 0 ? 1 : 0;
    const bool shares = facts_.components[node].splits;
    if (arrow.list_size > 1 && !shares && arrow.list == list) {
      if (time > longest) sum += time - longest;
      longest = std::max(longest, time);
    } else {
      sum += time;
      longest = time;
      list = arrow.list;
    }
  }
  return sum;
}

double CallWaits::per_request(std::uint32_t index, double count) const {
  const ArrowFacts& facts = facts_.arrows[index];
  const std::size_t to = model_.arrows[index].to.index();
  const double calls = traffic_.arrows[index].peak / count;
  if (!(calls > 0)) return 0;
  double time = (std::isnan(facts.time) ? 0 : facts.time) + queues_[to] + waits_[to] + facts.delay;
  if (!std::isnan(facts.timeout)) time = std::min(time, facts.timeout);
  if (facts.parallel < 1) return time * calls;
  return time * std::max(std::min(calls, 1.0), calls / facts.parallel);
}

double CallWaits::queue_of(std::uint32_t node) const {
  if (std::isinf(waits_[node]) && facts_.components[node].concurrency > 0) return infinity;
  const Demand asked = demand(facts_.components[node], traffic_.components[node],
                              factor_ == 1 ? arrivals_[node] : scaled(arrivals_[node], factor_),
                              std::isinf(waits_[node]) ? 0 : waits_[node]);
  const Service queue =
      service(model_, facts_.components[node], asked, ComponentId(std::size_t{node}));
  return mean_times(queue, 0).wait.mean;
}

}  // namespace joist::analysis

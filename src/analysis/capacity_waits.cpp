// Sums waits from the callees up.
#include "analysis/capacity_waits.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/bisect.hpp"
#include "analysis/latency_tree.hpp"

namespace joist::analysis {
namespace {

constexpr int most_sweeps = 300;  // round a ring of calls
// Sweeps after which the distributions round a ring hardly change: from then on their means are
// taken to change as the sums of their parts do.
constexpr int most_refined = 8;
constexpr double beyond = 1e-6;  // of a distribution, left out of its mean
constexpr int most_grids = 12;

// The part of what arrives that limits let through; empty where they refuse nothing.
std::vector<double> admitted(const Traffic& traffic) {
  std::vector<double> parts;
  for (std::size_t i = 0; i < traffic.components.size(); ++i) {
    const ComponentLoad& load = traffic.components[i];
    if (!(load.shed > 0)) continue;
    parts.resize(traffic.components.size(), 1.0);
    parts[i] = 1 - load.shed / load.offered;
  }
  return parts;
}

}  // namespace

CallWaits::CallWaits(const model::Model& model, const Network& network, const CapacityFacts& facts,
                     const Traffic& traffic, const std::vector<Arrivals>& arrivals)
    : model_(model),
      network_(network),
      facts_(facts),
      traffic_(traffic),
      arrivals_(arrivals),
      waits_(model.components.size(), 0.0),
      queues_(model.components.size()),
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

// What requests do at what is waited for and where places are counted, as far as limits let them
// through.
void CallWaits::read_calls() {
  std::vector<char> wanted(model_.components.size(), 0);
  for (const std::uint32_t part : wanted_)
    for (const std::uint32_t node : parts_.part(part)) wanted[node] = 1;
  const std::vector<double> passes = admitted(traffic_);
  rows_ = row_calls(model_, network_.parts(), traffic_, facts_, passes, wanted);
  means_.assign(rows_.size(), 0.0);
  parts_of_sum_.assign(rows_.size(), 1.0);
  ends_.assign(rows_.size(), 0.0);
  place_.assign(rows_.size(), nowhere);
  rows_of_.assign(model_.components.size(), {});
  for (std::uint32_t row = 0; row < rows_.size(); ++row) {
    if (rows_[row].known && !rows_[row].waited_for.empty())
      rows_of_[rows_[row].component.index()].push_back(row);
  }
  counts_.assign(model_.components.size(), 0.0);
  for (const Row& row : traffic_.rows) {
    const std::size_t component = row.component.index();
    counts_[component] += row.peak * (passes.empty() ? 1 : passes[component]);
  }
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

const std::vector<double>& CallWaits::all(bool calls) {
  factor_ = 1;
  effort_ = 0;
  if (calls || rows_.empty()) read_calls();
  sorts_.assign(model_.components.size(), std::nullopt);
  steps_.clear();
  find(wanted_);
  return waits_;
}

double CallWaits::only(ComponentId component) {
  read_calls();
  sorts_.assign(model_.components.size(), std::nullopt);
  find(parts_behind(component.value));
  return waits_[component.index()];
}

// What is known of some parts.
struct CallWaits::State {
  std::vector<std::uint32_t> nodes;
  std::vector<double> waits, rows;
  std::vector<Service> queues;
};

CallWaits::State CallWaits::state_of(std::span<const std::uint32_t> parts) const {
  State state;
  for (const std::uint32_t p : parts) {
    for (const std::uint32_t node : parts_.part(p)) {
      state.nodes.push_back(node);
      state.waits.push_back(waits_[node]);
      state.queues.push_back(queues_[node]);
      for (const std::uint32_t row : rows_of_[node])
        state.rows.insert(state.rows.end(), {means_[row], parts_of_sum_[row]});
    }
  }
  return state;
}

void CallWaits::restore(State&& state) {
  auto known = state.rows.begin();
  for (std::size_t i = 0; i < state.nodes.size(); ++i) {
    const std::uint32_t node = state.nodes[i];
    waits_[node] = state.waits[i];
    queues_[node] = std::move(state.queues[i]);
    for (const std::uint32_t row : rows_of_[node]) {
      means_[row] = *known++;
      parts_of_sum_[row] = *known++;
    }
  }
}

double CallWaits::at(ComponentId component, double factor) {
  if (asked_ != component.value) behind_asked_ = parts_behind(component.value);
  asked_ = component.value;
  State before = state_of(behind_asked_);
  factor_ = factor;
  // How long one waits to get there is not part of it.
  const char awaited = std::exchange(awaited_[component.index()], char{0});
  find(behind_asked_);
  awaited_[component.index()] = awaited;
  factor_ = 1;
  const double result = waits_[component.index()];
  restore(std::move(before));
  return result;
}

const std::vector<double>& CallWaits::at_step(int step) {
  const auto [found, is_new] = steps_.try_emplace(step);
  if (!is_new) return found->second;
  State before = state_of(wanted_);
  factor_ = factor_of_step(step);
  find(wanted_);
  factor_ = 1;
  found->second = waits_;
  restore(std::move(before));
  return found->second;
}

bool CallWaits::is_in_ring(ComponentId component) const {
  const std::uint32_t node = component.value;
  if (parts_.part(parts_.part_of[node]).size() > 1) return true;
  for (std::uint32_t at = graph_.begin[node]; at < graph_.begin[node + 1]; ++at)
    if (model_.arrows[arrows_[graph_.links[at]]].to == component) return true;
  return false;
}

double CallWaits::effort_in(std::span<const std::uint32_t> parts) const {
  std::size_t count = 0;
  for (const std::uint32_t p : parts) count += parts_.part(p).size();
  return static_cast<double>(count) * 0.7;
}

double CallWaits::effort() const {
  return effort_ + effort_in(wanted_);
}

double CallWaits::effort_of(ComponentId component) const {
  return effort_in(parts_behind(component.value));
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
  std::vector<char> met(parts_.size(), 0);
  met[parts.front()] = 1;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (const std::uint32_t from : parts_.part(parts[i])) {
      for (std::uint32_t at = graph_.begin[from]; at < graph_.begin[from + 1]; ++at) {
        const ComponentId to = model_.arrows[arrows_[graph_.links[at]]].to;
        const std::uint32_t part = parts_.part_of[to.index()];
        if (!std::exchange(met[part], char{1})) parts.push_back(part);
      }
    }
  }
  std::sort(parts.rbegin(), parts.rend());
  return parts;
}

void CallWaits::find(std::span<const std::uint32_t> parts) {
  for (const std::uint32_t p : parts) {
    const auto nodes = parts_.part(p);
    for (const std::uint32_t node : nodes) {
      waits_[node] = 0;
      queues_[node] = {};
      for (const std::uint32_t row : rows_of_[node]) means_[row] = 0;
    }
    for (int sweep = 0; sweep < (nodes.size() > 1 ? most_sweeps : 1); ++sweep) {
      double change = 0;
      refines_ = sweep < most_refined;
      for (std::size_t i = nodes.size(); i-- > 0;) {
        const double now = waits_of(nodes[i]);
        const double before = std::exchange(waits_[nodes[i]], now);
        if (awaited_[nodes[i]]) queues_[nodes[i]] = queue_of(nodes[i]);
        if (now != before) change = std::max(change, std::abs(now - before) / now);
      }
      if (change < 1e-12) break;
    }
  }
}

// Of a request, whichever flow it belongs to.
double CallWaits::waits_of(std::uint32_t node) {
  for (std::uint32_t at = graph_.begin[node]; at < graph_.begin[node + 1]; ++at) {
    const std::size_t to = model_.arrows[arrows_[graph_.links[at]]].to.index();
    // Where nothing says how long it takes there is no wait until it is full, and then no end.
    const bool may_fill = facts_.components[to].has_capacity() || queues_[to].unbounded();
    if (may_fill || queued_[to] != 0 || queues_[to].waiting(1) > 0) queued_[node] = 1;
  }
  double sum = 0;
  for (const std::uint32_t row : rows_of_[node]) {
    means_[row] = waits_at(row);
    if (rows_[row].rate > 0) sum += rows_[row].rate * means_[row];
  }
  return counts_[node] > 0 ? sum / counts_[node] : 0;
}

// Sums where times only add and mix; else the mean of their distribution.
double CallWaits::waits_at(std::uint32_t row) {
  const MeanTime sum =
      mean_of_calls(rows_[row], rows_, queues_, [&](std::uint32_t other) { return means_[other]; });
  if (!sum.is_bound || !(sum.value > 0) || std::isinf(sum.value)) return sum.value;
  if (refines_) parts_of_sum_[row] = composed(row, sum.value) / sum.value;
  return sum.value * parts_of_sum_[row];
}

double CallWaits::composed(std::uint32_t row, double guess) {
  const FlowTree tree(rows_, queues_, {{row, 1.0}}, place_, false);
  double end = ends_[row] > 0 ? ends_[row] : 12 * guess, mean = guess;
  bool fits = false;
  for (int i = 0; i < most_grids; ++i) {
    const Grid grid(end, Grid::coarse);
    const Masses masses = time_of_calls(tree, grid);
    effort_ += grid.work() / 4;
    double all = 0;
    for (const double mass : masses) all += mass;
    if (all > 0) mean = grid.mean(masses) / all;
    const double most = grid.quantile(masses, 1 - beyond);
    if (most >= 0 && (fits || most > end / 4)) break;
    fits = most >= 0;
    end = fits ? std::max(most * 1.2, 16 * grid.step()) : end * 4;
  }
  if (factor_ == 1) ends_[row] = end;
  return mean;
}

Service CallWaits::queue_of(std::uint32_t node) const {
  const ComponentFacts& facts = facts_.components[node];
  if (std::isinf(waits_[node]) && facts.concurrency > 0) {
    Service full;
    full.overloaded = true;
    return full;
  }
  const Service here = queue_of(facts, node);
  if (!facts.unhit || here.unbounded()) return here;
  ComponentFacts elsewhere = facts;
  elsewhere.fleet = *facts.unhit;
  return mixed(here, queue_of(elsewhere, node), 1 - facts.hit);
}

Service CallWaits::queue_of(const ComponentFacts& facts, std::uint32_t node) const {
  const Demand asked = demand(facts, traffic_.components[node],
                              factor_ == 1 ? arrivals_[node] : scaled(arrivals_[node], factor_),
                              std::isinf(waits_[node]) ? 0 : waits_[node]);
  const ComponentId component(std::size_t{node});
  auto& sorts = sorts_[node];
  if (!sorts) sorts = service_sorts(facts_, traffic_, component);
  return service(model_, facts, asked, component, *sorts);
}

}  // namespace joist::analysis

// Asks a design again whose values have changed.
#include "analysis/uncertainty_reruns.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "analysis/availability.hpp"
#include "analysis/availability_events.hpp"
#include "analysis/backlogs.hpp"
#include "analysis/carried.hpp"
#include "analysis/cost.hpp"
#include "analysis/latency.hpp"
#include "analysis/storage.hpp"

namespace joist::analysis {
namespace {

// Where all factors at which pools fill take longer, in microseconds, they are left out.
constexpr double most_for_filled = 150;

// Of all that the availability of a flow follows from.
Fingerprint signature(const Failures& failures) {
  Fingerprint print;
  for (const auto& odds : event_odds(failures)) {
    print.add(odds.has_value());
    if (odds) print.add(odds->up, odds->down);
  }
  for (const Standing& standing : failures.standings)
    print.add(standing.by_needs, standing.by_load);
  for (const Placement& placement : failures.placements.components) {
    print.add(placement.copies, placement.instances);
    for (const auto& zone : placement.zones) print.add(zone.second);
  }
  for (const FlowGraph& graph : failures.graphs) {
    print.add(graph.nodes.size());
    for (const Requirement& each : graph.requirements)
      print.add(each.first, each.count, each.least);
    print.add(graph.children);
    for (const Literal& literal : graph.literals) print.add(literal.component, literal.by_load);
  }
  return print;
}

// How long requests wait for their calls has no part in it.
bool is_told_by_traffic(std::string_view figure) {
  constexpr std::array<std::string_view, 8> names = {
      "offered", "mean", "reads", "writes", "shed", "rate", "tokens", "attempts.expected"};
  return std::find(names.begin(), names.end(), figure) != names.end() ||
         figure.starts_with("storage.") || figure.starts_with("bandwidth.");
}

// What has no end where a loop runs away.
bool may_be_endless(std::string_view figure) {
  constexpr std::array<std::string_view, 5> names = {"offered", "mean", "busy", "utilization",
                                                     "in_system"};
  constexpr std::array<std::string_view, 4> times = {"wait.", "response.", "latency.", "done."};
  return std::find(names.begin(), names.end(), figure) != names.end() ||
         std::any_of(times.begin(), times.end(),
                     [&](std::string_view time) { return figure.starts_with(time); });
}

std::vector<ComponentId> every_component(const model::Model& model) {
  std::vector<ComponentId> all;
  for (std::size_t i = 0; i < model.components.size(); ++i) all.emplace_back(i);
  return all;
}

}  // namespace

Reruns::Reruns(UncertainInputs& inputs, const Figures& figures, const Results& base,
               const std::vector<double>& efforts)
    : inputs_(inputs),
      figures_(figures),
      model_(inputs.model()),
      network_(model_),
      traffic_(network_.solve()),
      capacities_(model_, network_, traffic_),
      linear_(network_.is_linear()) {
  efforts_ = efforts;
  is_stated_.assign(model_.components.size(), 0);
  for (const ComponentId id : inputs.reach().components) is_stated_[id.index()] = 1;
  for (const auto& component : model_.components)
    scales_ |=
        component.attributes.scales_least || model_.kind(component.kind).attributes.scales_least;
  for (const FlowAvailability& flow : base.flow_availability) {
    rated_flows_.push_back(flow.known);
    if (flow.known) diagrams_ += flow.exact ? static_cast<double>(flow.effort) : 4e6;
  }
  for (const ComponentAvailability& component : base.component_availability)
    rated_components_.push_back(component.known);
  results_.flows = traffic_.flows;
  results_.components = traffic_.components;
  results_.arrows = traffic_.arrows;
  results_.rows = traffic_.rows;
  calls_work_ = capacities_.effort_of_calls();
  filled_work_ = capacities_.effort_of_filled();
  for (const ComponentId id : every_component(model_))
    results_.capacity.push_back(capacities_.result(id, {true, filled_work_ <= most_for_filled}));
  results_.latency.resize(model_.components.size());
  results_.storage = storage(model_, traffic_, capacities_);
  results_.bandwidth = bandwidths(capacities_);
  results_.tokens = token_rates(model_, traffic_);
  find_costs(model_, capacities_, results_);
}

bool Reruns::rests_on_calls(const Spread& at) const {
  if (at.figure.starts_with("cost.")) return scales_;
  if (is_told_by_traffic(at.figure)) return false;
  const bool of_others = at.figure == "carried" || at.figure.starts_with("backlog.");
  return !at.component || of_others || part_ == Part::availability ||
         model_.number(at.component, model::Attribute::concurrency) != nullptr;
}

void Reruns::read(const std::vector<std::size_t>& places) {
  readers_.clear();
  subjects_.clear();
  asked_.clear();
  asks_costs_ = asks_storage_ = asks_carried_ = asks_waits_ = asks_moved_ = asks_needed_ = false;
  asks_attempts_ = asks_backlogs_ = asks_filled_ = asks_calls_ = false;
  timed_.assign(traffic_.flows.size(), 0);
  part_ = Part::amounts;
  spent_ = 0;
  queued_.assign(model_.components.size(), {});
  for (const std::size_t place : places) {
    while (place >= figures_.end(part_)) part_ = static_cast<Part>(static_cast<int>(part_) + 1);
    readers_.push_back(figures_.reader(place));
    const Spread at = figures_.at(place);
    subjects_.push_back({at.component, may_be_endless(at.figure)});
    if (at.component && (asked_.empty() || asked_.back() != at.component))
      asked_.push_back(at.component);
    asks_costs_ |= at.figure.starts_with("cost.");
    asks_storage_ |= at.figure.starts_with("storage.");
    asks_carried_ |= at.figure == "carried";
    asks_needed_ |= at.figure.starts_with("needed");
    asks_filled_ |= at.figure == "breaks_at" && filled_work_ <= most_for_filled;
    asks_calls_ |= rests_on_calls(at);
    asks_attempts_ |= at.figure.starts_with("attempts.");
    asks_backlogs_ |= at.figure.starts_with("backlog.");
    asks_moved_ |= at.figure == "tokens" || at.figure.starts_with("bandwidth.");
    if (at.flow) timed_[at.flow.index()] = 1;
    asks_waits_ |=
        at.figure == "wait.mean" || at.figure == "response.mean" || at.figure == "in_system";
  }
  if (part_ == Part::flows || part_ == Part::availability || asks_carried_ || asks_costs_ ||
      asks_backlogs_)
    asked_ = every_component(model_);
}

std::vector<double> Reruns::row() {
  return row({});
}

std::vector<double> Reruns::row_at_loads(const std::vector<double>& factors) {
  return row(factors);
}

std::vector<double> Reruns::loads() const {
  std::vector<double> loads;
  for (const ComponentLoad& load : traffic_.components)
    loads.push_back(load.known ? load.offered : 0);
  return loads;
}

bool Reruns::is_linear(ComponentId component) const {
  return linear_[component.index()] != 0 &&
         !(traffic_.components[component.index()].limit_used > 0);
}

bool Reruns::runs_away() const {
  return std::any_of(traffic_.loops.begin(), traffic_.loops.end(),
                     [](const Loop& loop) { return !loop.settles && !loop.most; });
}

// Of what has no rate there nothing else is told.
void Reruns::set_endless(std::vector<double>& values) const {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto [component, endless] = subjects_[i];
    const bool has_rate = !component || traffic_.components[component.index()].known;
    if (!has_rate) values[i] = std::numeric_limits<double>::quiet_NaN();
    if (std::isnan(values[i]) && endless) values[i] = infinity;
  }
}

// Of one sort each: all that arrives there grows alike.
void Reruns::multiply_loads(const std::vector<double>& factors) {
  for (std::size_t i = 0; i < factors.size(); ++i) {
    ComponentLoad& load = traffic_.components[i];
    for (double* amount : {&load.mean, &load.offered, &load.carried, &load.reads, &load.writes,
                           &load.mean_reads, &load.mean_writes})
      *amount *= factors[i];
  }
  for (std::size_t i = 0; i < traffic_.arrows.size(); ++i) {
    ArrowLoad& load = traffic_.arrows[i];
    const double factor = factors[model_.arrows[i].to.index()];
    for (double* amount : {&load.mean, &load.peak, &load.reads, &load.writes}) *amount *= factor;
  }
  results_.components = traffic_.components;
  capacities_.multiply(factors, asked_);
}

std::vector<double> Reruns::row(const std::vector<double>& factors) {
  spent_ += cost();
  find_amounts(factors);
  if (part_ == Part::queues) find_queues();
  if (part_ == Part::flows) find_flows();
  if (part_ == Part::availability) find_availability();
  std::vector<double> values;
  values.reserve(readers_.size());
  for (const Figures::Reader& reader : readers_) values.push_back(reader(results_));
  if (runs_away()) set_endless(values);
  return values;
}

void Reruns::find_amounts(const std::vector<double>& factors) {
  const Reach& reach = inputs_.reach();
  if (reach.traffic) {
    network_.read_again();
    traffic_ = network_.solve_unchecked();
    results_.flows = traffic_.flows;
    results_.components = traffic_.components;
    if (asks_costs_ || asks_backlogs_ || part_ == Part::availability)
      results_.arrows = traffic_.arrows;
    if (asks_attempts_) find_attempts();
    if (asks_costs_) results_.rows = traffic_.rows;
  }
  capacities_.read_again(reach.components, asked_, reach.traffic || reach.calls, asks_calls_);
  if (!factors.empty()) multiply_loads(factors);
  for (const ComponentId id : asked_) {
    results_.capacity[id.index()] = capacities_.result(id, {asks_needed_, asks_filled_});
    // Where a limit bends the load, the factor is found by bisection.
    if (!linear_[id.index()] || traffic_.components[id.index()].limit_used > 0)
      results_.capacity[id.index()].breaks_at.reset();
  }
  if (part_ != Part::amounts) return;
  if (asks_carried_) {
    for (std::size_t i = 0; i < traffic_.components.size(); ++i)
      results_.components[i].carried = traffic_.components[i].carried;
    set_carried(network_, results_);
  }
  if (asks_storage_ || asks_costs_) results_.storage = storage(model_, traffic_, capacities_);
  if (asks_moved_) {
    results_.bandwidth = bandwidths(capacities_);
    results_.tokens = token_rates(model_, traffic_);
  }
  if (asks_backlogs_) find_backlogs(model_, results_);
  if (asks_costs_) {
    results_.cost = {};
    find_costs(model_, capacities_, results_);
  }
  for (const ComponentId id : asked_) {
    const ComponentLoad& load = traffic_.components[id.index()];
    const double rate = load.offered - load.shed;
    if (!asks_waits_ || !load.known || has_queued_so(id, rate)) continue;
    results_.latency[id.index()] = mean_times(service(model_, capacities_, id), rate);
  }
}

// Without what overload makes of them.
void Reruns::find_attempts() {
  const std::vector<double> no_limits(model_.components.size(), infinity);
  const std::vector<Attempts> attempts = network_.attempts(no_limits);
  for (std::size_t i = 0; i < attempts.size(); ++i) results_.components[i].attempts = attempts[i];
}

// Where one estimate moves most components are asked for what they were asked for before.
bool Reruns::has_queued_so(ComponentId id, double rate) {
  Queued& before = queued_[id.index()];
  const Demand& demand = capacities_.demands()[id.index()];
  const bool same = before.known && before.rate == rate && before.demand == demand;
  if (!same) before = {demand, rate, is_stated_[id.index()] == 0};
  return same;
}

void Reruns::find_queues() {
  for (const ComponentId id : asked_) {
    const ComponentLoad& load = traffic_.components[id.index()];
    const double rate = load.offered - load.shed;
    ComponentLatency& latency = results_.latency[id.index()];
    if (!load.known) {
      queued_[id.index()].known = false;
      latency = {};
    } else if (!has_queued_so(id, rate)) {
      latency = component_latency(service(model_, capacities_, id), rate);
    }
  }
}

void Reruns::find_flows() {
  std::vector<double> unused;
  results_.flow_latency = flow_latencies(model_, network_, traffic_, capacities_,
                                         services(model_, capacities_), timed_, unused);
}

void Reruns::find_availability() {
  const KnownLoad load{network_, results_, capacities_, rated_flows_};
  const Failures failures = prepare_failures(model_, &load);
  states_work_ = std::max(states_work_, static_cast<double>(failures.work));
  const auto [known, is_new] = rated_.try_emplace(signature(failures));
  if (is_new && !rated_flows_.empty())
    known->second.flows = find_flow_availability(failures, rated_flows_, Measures::none);
  if (is_new && !inputs_.reach().structure) spent_ += diagrams_ * 0.5;
  if (is_new && !rated_components_.empty())
    known->second.components = find_component_availability(failures, rated_components_);
  results_.flow_availability = known->second.flows;
  results_.component_availability = known->second.components;
  // Values that never come again need not be kept.
  if (inputs_.reach().structure) rated_.clear();
}

double Reruns::cost() const {
  const Reach& reach = inputs_.reach();
  const double all = static_cast<double>(model_.components.size() + model_.arrows.size());
  const double asked = static_cast<double>(asked_.size());
  double sum = 0.2 + asked * 0.04;
  if (reach.traffic) sum += all * 0.04;
  if (reach.traffic || reach.calls) sum += all * 0.015;
  if (asks_calls_) sum += calls_work_;
  if (asks_filled_) sum += filled_work_;
  if (asks_costs_ || asks_carried_) sum += all * 0.015;
  if (asks_attempts_ && reach.traffic) sum += all * 0.1;
  if (asks_backlogs_) sum += all * 0.01;
  if (part_ == Part::queues) sum += asked * 3;
  if (part_ == Part::availability) {
    sum += 2 + all * 0.5 + states_work_ * 0.1;
    if (inputs_.reach().structure) sum += diagrams_ * 0.5;
  }
  if (part_ == Part::flows) {
    sum += all * 0.1;
    for (std::size_t f = 0; f < timed_.size() && f < efforts_.size(); ++f)
      if (timed_[f]) sum += 20 + efforts_[f];
  }
  return sum;
}

}  // namespace joist::analysis

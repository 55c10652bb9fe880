// Sums waits from the callees up.
#include "analysis/capacity_waits.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "analysis/delay.hpp"
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
  find_visits();
}

void CallWaits::find_visits() {
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> numbers;
  visits_of_.resize(model_.components.size());
  head_.assign(model_.arrows.size(), nowhere);
  const auto visit = [&](model::FlowId flow, ComponentId component, std::uint32_t number) {
    const auto [found, added] = numbers.try_emplace({flow.value, component.value, number},
                                                    static_cast<std::uint32_t>(visits_.size()));
    if (added) {
      visits_.emplace_back();
      visits_of_[component.index()].push_back(found->second);
    }
    return found->second;
  };
  for (std::uint32_t i = 0; i < model_.arrows.size(); ++i) {
    const model::Arrow& arrow = model_.arrows[i];
    if (traffic_.arrows[i].known) head_[i] = visit(arrow.flow, arrow.to, arrow.to_visit);
  }
  for (const std::uint32_t i : arrows_) {
    const model::Arrow& arrow = model_.arrows[i];
    visits_[visit(arrow.flow, arrow.from, arrow.from_visit)].calls.push_back(i);
  }
}

// What comes in over arrows and from outside, as far as limits let it through.
void CallWaits::count_visits() {
  for (Visit& visit : visits_) visit.count = 0;
  for (std::uint32_t i = 0; i < head_.size(); ++i)
    if (head_[i] != nowhere) visits_[head_[i]].count += traffic_.arrows[i].peak;
  for (std::size_t c = 0; c < visits_of_.size(); ++c) {
    double sum = 0;
    for (const std::uint32_t v : visits_of_[c]) {
      Visit& visit = visits_[v];
      if (visit.count == 0 && !visit.calls.empty())
        visit.count = traffic_.flows[model_.arrows[visit.calls.front()].flow.index()].peak;
      sum += visit.count;
    }
    if (!(sum > 0)) continue;
    for (const std::uint32_t v : visits_of_[c]) visits_[v].count *= arrivals_[c].count / sum;
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

const std::vector<double>& CallWaits::all() {
  factor_ = 1;
  count_visits();
  find(wanted_);
  return waits_;
}

double CallWaits::at(ComponentId component, double factor) {
  const std::vector<std::uint32_t> parts = parts_behind(component.value);
  std::vector<std::uint32_t> nodes;
  for (const std::uint32_t p : parts)
    nodes.insert(nodes.end(), parts_.part(p).begin(), parts_.part(p).end());
  std::vector<double> before;
  for (const std::uint32_t node : nodes) {
    before.insert(before.end(), {waits_[node], queues_[node]});
    for (const std::uint32_t v : visits_of_[node]) before.push_back(visits_[v].waits);
  }
  factor_ = factor;
  // How long one waits to get there is not part of it.
  const char awaited = std::exchange(awaited_[component.index()], char{0});
  find(parts);
  awaited_[component.index()] = awaited;
  const double result = waits_[component.index()];
  auto known = before.begin();
  for (const std::uint32_t node : nodes) {
    waits_[node] = *known++;
    queues_[node] = *known++;
    for (const std::uint32_t v : visits_of_[node]) visits_[v].waits = *known++;
  }
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
    for (const std::uint32_t node : nodes) {
      waits_[node] = queues_[node] = 0;
      for (const std::uint32_t v : visits_of_[node]) visits_[v].waits = 0;
    }
    for (int sweep = 0; sweep < (nodes.size() > 1 ? most_sweeps : 1); ++sweep) {
      double change = 0;
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
  const double count = arrivals_[node].count;
  double sum = 0;
  for (const std::uint32_t v : visits_of_[node]) {
    Visit& visit = visits_[v];
    visit.waits = waits_of(visit);
    for (const std::uint32_t index : visit.calls) {
      const std::size_t to = model_.arrows[index].to.index();
      queued_[node] |= queued_[to] != 0 || queues_[to] > 0 ? 1 : 0;
    }
    if (visit.count > 0) sum += visit.count * visit.waits;
  }
  return count > 0 ? sum / count : 0;
}

// Calls one after the other add up; of those of one list, side by side, the longest that is made
// counts.
double CallWaits::waits_of(const Visit& visit) const {
  if (!(visit.count > 0)) return 0;
  double sum = 0;
  std::vector<Call> list;
  for (const std::uint32_t index : visit.calls) {
    const model::Arrow& arrow = model_.arrows[index];
    const Call call = call_of(index, visit.count);
    if (!list.empty() && (arrow.list != list.front().list || arrow.list_size < 2)) {
      sum += longest_of(list);
      list.clear();
    }
    // Of the list of a split one is called.
    if (arrow.list_size > 1 && !facts_.components[arrow.from.index()].splits) {
      list.push_back(call);
    } else if (call.chance > 0) {
      sum += call.chance * call.time;
    }
  }
  return sum + longest_of(list);
}

// How likely it is made by one request, and how long all that it stands for takes then: `x 2.5` is
// two, and half the time one more.
CallWaits::Call CallWaits::call_of(std::uint32_t index, double count) const {
  const ArrowFacts& facts = facts_.arrows[index];
  const model::Arrow& arrow = model_.arrows[index];
  const std::size_t to = arrow.to.index();
  const double delay = facts.delay > 0 ? facts.delay : delay_between_groups(model_, arrow);
  double time =
      (std::isnan(facts.time) ? 0 : facts.time) + queues_[to] + visits_[head_[index]].waits + delay;
  if (!std::isnan(facts.timeout)) time = std::min(time, facts.timeout);
  const double calls = traffic_.arrows[index].peak / count;
  if (!(calls > 0)) return {arrow.list, 0, 0};
  if (calls <= 1) return {arrow.list, calls, time};
  if (facts.parallel < 1) return {arrow.list, 1, time * calls};
  const double whole = std::floor(calls * (1 + 1e-12)), part = std::max(0.0, calls - whole);
  const double rounds = (1 - part) * std::ceil(whole / facts.parallel) +
                        part * std::ceil((whole + 1) / facts.parallel);
  return {arrow.list, 1, time * rounds};
}

// The mean of the longest call that is made, each by its own chance.
double CallWaits::longest_of(std::vector<Call> calls) {
  std::sort(calls.begin(), calls.end(),
            [](const Call& a, const Call& b) { return a.time > b.time; });
  double sum = 0, others = 1;  // none of the longer ones is made
  for (const Call& call : calls) {
    if (call.chance > 0) sum += others * call.chance * call.time;
    others *= 1 - call.chance;
    if (others <= 0) break;
  }
  return sum;
}

double CallWaits::queue_of(std::uint32_t node) const {
  const ComponentFacts& facts = facts_.components[node];
  if (std::isinf(waits_[node]) && facts.concurrency > 0) return infinity;
  const double here = queue_of(facts, node);
  if (!facts.unhit || std::isinf(here)) return here;
  ComponentFacts elsewhere = facts;
  elsewhere.fleet = *facts.unhit;
  return facts.hit * here + (1 - facts.hit) * queue_of(elsewhere, node);
}

double CallWaits::queue_of(const ComponentFacts& facts, std::uint32_t node) const {
  const Demand asked = demand(facts, traffic_.components[node],
                              factor_ == 1 ? arrivals_[node] : scaled(arrivals_[node], factor_),
                              std::isinf(waits_[node]) ? 0 : waits_[node]);
  const Service queue = service(model_, facts, asked, ComponentId(std::size_t{node}));
  return mean_times(queue, 0).wait.mean;
}

}  // namespace joist::analysis

// What arrives at each component, weighted by the work, sizes and times of the calls.
#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/capacity_demand.hpp"
#include "analysis/loops.hpp"

namespace joist::analysis {
namespace {

using model::Access;
using model::Arrow;
using model::Call;

bool is_write(const Arrow& arrow, const ArrowLoad& load) {
  return std::abs(load.writes) > std::abs(load.reads) || arrow.access == Access::write ||
         arrow.call == Call::async;
}

// What enters at a component from outside comes over no arrow.
void add_entry(const ComponentFacts& facts, const ComponentLoad& load, Arrivals& at) {
  const double entering = load.offered - at.count;
  if (!(entering > 1e-9 * load.offered)) return;
  const bool written = load.writes - at.write_count > 1e-9 * load.offered;
  at.count += entering;
  at.requests += entering;
  at.unsized += entering;
  (written ? at.write_count : at.read_count) += entering;
  (written ? at.writes : at.reads) += entering;
  if (std::isnan(facts.latency)) return;
  at.service += entering * facts.latency;
  at.service_squares += entering * facts.latency * facts.latency;
  at.timed = true;
}

void admit(const ComponentLoad& load, Arrivals& at) {
  if (load.shed <= 0 || load.offered <= 0) return;
  const double share = 1 - load.shed / load.offered;
  for (double* amount :
       {&at.requests, &at.reads, &at.writes, &at.count, &at.read_count, &at.write_count,
        &at.read_bytes, &at.write_bytes, &at.taken_bytes, &at.taken_unsized, &at.service,
        &at.service_squares, &at.held, &at.unsized}) {
    *amount *= share;
  }
}

// Sums the waiting of one component from that of its callees, which are known.
class Waiting {
 public:
  Waiting(const model::Model& model, const CapacityFacts& facts, const Traffic& traffic,
          const std::vector<Arrivals>& arrivals)
      : model_(model), facts_(facts), traffic_(traffic), arrivals_(arrivals) {
    std::vector<Link> links;
    for (std::uint32_t i = 0; i < model.arrows.size(); ++i) {
      const Arrow& arrow = model.arrows[i];
      if (!traffic.arrows[i].known || arrow.call != Call::sync) continue;
      if (!facts.components[arrow.from.index()].keeps_waiting) continue;
      links.push_back({arrow.from.value, arrow.to.value});
      arrows_.push_back(i);
    }
    graph_ = make_graph(model.components.size(), links);
  }

  std::vector<double> run() {
    waits_.assign(model_.components.size(), 0.0);
    const StrongParts parts = strong_parts(graph_);
    for (std::size_t p = parts.size(); p-- > 0;) {
      const auto nodes = parts.part(p);
      for (int sweep = 0; sweep < (nodes.size() > 1 ? 300 : 1); ++sweep) {
        double change = 0;
        for (std::size_t i = nodes.size(); i-- > 0;) {
          const double before = std::exchange(waits_[nodes[i]], of(nodes[i]));
          change = std::max(change, std::abs(waits_[nodes[i]] - before));
        }
        if (change < 1e-15) break;
      }
    }
    return std::move(waits_);
  }

 private:
  // Calls one after the other add up; those of one list, side by side, take as long as the longest.
  double of(std::uint32_t node) const {
    const double count = arrivals_[node].count;
    if (count <= 0) return 0;
    double sum = 0, longest = 0;
    std::uint32_t list = nowhere;
    for (std::uint32_t at = graph_.begin[node]; at < graph_.begin[node + 1]; ++at) {
      const Arrow& arrow = model_.arrows[arrows_[graph_.links[at]]];
      const double time = per_request(arrows_[graph_.links[at]], arrow, count);
      const bool shares = facts_.components[node].splits;
      if (arrow.list_size > 1 && !shares && arrow.list == list) {
        sum += std::max(0.0, time - longest);
        longest = std::max(longest, time);
      } else {
        sum += time;
        longest = time;
        list = arrow.list;
      }
    }
    return sum;
  }

  double per_request(std::uint32_t index, const Arrow& arrow, double count) const {
    const ArrowFacts& facts = facts_.arrows[index];
    double time =
        (std::isnan(facts.time) ? 0 : facts.time) + waits_[arrow.to.index()] + facts.delay;
    if (!std::isnan(facts.timeout)) time = std::min(time, facts.timeout);
    const double calls = traffic_.arrows[index].peak / count;
    if (facts.parallel < 1) return time * calls;
    return time * std::max(std::min(calls, 1.0), calls / facts.parallel);
  }

  const model::Model& model_;
  const CapacityFacts& facts_;
  const Traffic& traffic_;
  const std::vector<Arrivals>& arrivals_;
  std::vector<std::uint32_t> arrows_;
  Graph graph_;
  std::vector<double> waits_;
};

}  // namespace

void add_call(const Arrow& arrow, const ArrowFacts& facts, const ArrowLoad& load,
              std::vector<Arrivals>& all) {
  Arrivals& at = all[arrow.to.index()];
  Arrivals& from = all[arrow.from.index()];
  from.reads += load.peak * facts.taken;
  at.requests += load.peak * facts.work;
  at.reads += load.reads * facts.work;
  at.writes += load.writes * facts.work;
  at.count += load.peak;
  at.read_count += load.reads;
  at.write_count += load.writes;
  if (!std::isnan(facts.time)) {
    at.service += load.peak * facts.time;
    at.service_squares += load.peak * facts.time * facts.time;
  }
  at.held += load.peak * facts.holds;
  at.timed = at.timed || !std::isnan(facts.time) || facts.holds > 0;
  if (std::isnan(facts.size)) {
    at.unsized += load.peak;
    from.taken_unsized += load.peak * facts.taken;
    return;
  }
  const double bytes = load.peak * facts.size;
  if (facts.taken > 0) from.taken_bytes += bytes;
  (is_write(arrow, load) ? at.write_bytes : at.read_bytes) += bytes;
  (is_write(arrow, load) ? from.called_write_bytes : from.called_read_bytes) += bytes;
}

std::vector<Arrivals> arrivals(const model::Model& model, const CapacityFacts& facts,
                               const Traffic& traffic) {
  std::vector<Arrivals> all(model.components.size());
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    if (!traffic.arrows[i].known) continue;
    add_call(model.arrows[i], facts.arrows[i], traffic.arrows[i], all);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ComponentLoad& load = traffic.components[i];
    if (!load.known) continue;
    add_entry(facts.components[i], load, all[i]);
    admit(load, all[i]);
  }
  return all;
}

std::vector<double> waits_for_callees(const model::Model& model, const CapacityFacts& facts,
                                      const Traffic& traffic,
                                      const std::vector<Arrivals>& arrivals) {
  return Waiting(model, facts, traffic, arrivals).run();
}

}  // namespace joist::analysis

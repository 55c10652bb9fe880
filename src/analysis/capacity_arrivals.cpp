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
using model::Attribute;
using model::Call;
using model::Role;
using model::Stated;

std::optional<double> first_of(const Stated* a, const Stated* b) {
  if (a) return a->value();
  if (b) return b->value();
  return std::nullopt;
}

bool is_write(const Arrow& arrow, const ArrowLoad& load) {
  return load.writes > load.reads || arrow.access == Access::write || arrow.call == Call::async;
}

void add_call(const model::Model& model, const Arrow& arrow, const ArrowLoad& load,
              std::vector<Arrivals>& all) {
  Arrivals& at = all[arrow.to.index()];
  const Stated* work = arrow.attributes.number(Attribute::work);
  const double weight = work ? work->value() : 1;
  at.requests += load.peak * weight;
  at.reads += load.reads * weight;
  at.writes += load.writes * weight;
  at.count += load.peak;
  at.read_count += load.reads;
  at.write_count += load.writes;
  const auto time = first_of(arrow.attributes.number(Attribute::latency),
                             model.number(arrow.to, Attribute::latency));
  if (time) at.service += load.peak * *time;
  const Stated* holds = arrow.attributes.number(Attribute::holds);
  if (holds) at.held += load.peak * holds->value();
  at.timed = at.timed || time || holds;
  const auto size =
      first_of(arrow.attributes.number(Attribute::size), model.number(arrow.to, Attribute::size));
  if (!size) {
    at.unsized += load.peak;
    return;
  }
  Arrivals& from = all[arrow.from.index()];
  const double bytes = load.peak * *size;
  (is_write(arrow, load) ? at.write_bytes : at.read_bytes) += bytes;
  (is_write(arrow, load) ? from.called_write_bytes : from.called_read_bytes) += bytes;
}

// What enters at a component from outside comes over no arrow.
void add_entry(const model::Model& model, ComponentId component, const ComponentLoad& load,
               Arrivals& at) {
  const double entering = load.offered - at.count;
  if (!(entering > 1e-9 * load.offered)) return;
  const bool written = load.writes - at.write_count > 1e-9 * load.offered;
  at.count += entering;
  at.requests += entering;
  at.unsized += entering;
  (written ? at.write_count : at.read_count) += entering;
  (written ? at.writes : at.reads) += entering;
  if (const Stated* time = model.number(component, Attribute::latency)) {
    at.service += entering * time->value();
    at.timed = true;
  }
}

void admit(const ComponentLoad& load, Arrivals& at) {
  if (load.shed <= 0 || load.offered <= 0) return;
  const double share = 1 - load.shed / load.offered;
  for (double* amount :
       {&at.requests, &at.reads, &at.writes, &at.count, &at.read_count, &at.write_count,
        &at.read_bytes, &at.write_bytes, &at.service, &at.held, &at.unsized}) {
    *amount *= share;
  }
}

bool waits_for(const model::Model& model, const Arrow& arrow) {
  const Role role = model.at(arrow.from).role;
  return arrow.call == Call::sync && role != Role::queue && role != Role::store;
}

// Sums the waiting of one component from that of its callees, which are known.
class Waiting {
 public:
  Waiting(const model::Model& model, const Traffic& traffic, const std::vector<Arrivals>& arrivals)
      : model_(model), traffic_(traffic), arrivals_(arrivals) {
    std::vector<Link> links;
    for (std::uint32_t i = 0; i < model.arrows.size(); ++i) {
      const Arrow& arrow = model.arrows[i];
      if (!traffic.arrows[i].known || !waits_for(model, arrow)) continue;
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
      const bool shares = model_.at(arrow.from).role == Role::split;
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
    const auto own = first_of(arrow.attributes.number(Attribute::latency),
                              model_.number(arrow.to, Attribute::latency));
    double time = own.value_or(0) + waits_[arrow.to.index()];
    if (const Stated* delay = arrow.attributes.number(Attribute::delay)) time += delay->value();
    const Stated* timeout = arrow.attributes.number(Attribute::timeout);
    if (timeout) time = std::min(time, timeout->value());
    const Stated* parallel = arrow.attributes.number(Attribute::parallel);
    const double calls = traffic_.arrows[index].peak / count;
    if (!parallel || parallel->value() < 1) return time * calls;
    return time * std::max(std::min(calls, 1.0), calls / parallel->value());
  }

  const model::Model& model_;
  const Traffic& traffic_;
  const std::vector<Arrivals>& arrivals_;
  std::vector<std::uint32_t> arrows_;
  Graph graph_;
  std::vector<double> waits_;
};

}  // namespace

std::vector<Arrivals> arrivals(const model::Model& model, const Traffic& traffic) {
  std::vector<Arrivals> all(model.components.size());
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    if (traffic.arrows[i].known) add_call(model, model.arrows[i], traffic.arrows[i], all);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ComponentLoad& load = traffic.components[i];
    if (!load.known) continue;
    add_entry(model, ComponentId(i), load, all[i]);
    admit(load, all[i]);
  }
  return all;
}

std::vector<double> waits_for_callees(const model::Model& model, const Traffic& traffic,
                                      const std::vector<Arrivals>& arrivals) {
  return Waiting(model, traffic, arrivals).run();
}

}  // namespace joist::analysis

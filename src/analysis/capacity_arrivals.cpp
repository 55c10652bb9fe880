// What arrives at each component, weighted by the work, sizes and times of the calls.
#include <algorithm>
#include <cmath>

#include "analysis/capacity_demand.hpp"

namespace joist::analysis {
namespace {

bool is_write(const ArrowFacts& facts, const ArrowLoad& load) {
  return facts.brings || std::abs(load.writes) > std::abs(load.reads);
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
  // The calls it makes are counted by what it lets through already.
  const double reads = at.called_read_bytes, writes = at.called_write_bytes;
  at = scaled(at, 1 - load.shed / load.offered);
  at.called_read_bytes = reads;
  at.called_write_bytes = writes;
}

}  // namespace

void add_call(const ArrowFacts& facts, const ArrowLoad& load, std::vector<Arrivals>& all) {
  Arrivals& at = all[facts.to.index()];
  Arrivals& from = all[facts.from.index()];
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
  const bool brings = is_write(facts, load);
  (brings ? at.write_bytes : at.read_bytes) += bytes;
  (brings ? from.called_write_bytes : from.called_read_bytes) += bytes;
}

Arrivals scaled(Arrivals in, double factor) {
  for (double* amount : {&in.requests, &in.reads, &in.writes, &in.count, &in.read_count,
                         &in.write_count, &in.read_bytes, &in.write_bytes, &in.called_read_bytes,
                         &in.called_write_bytes, &in.taken_bytes, &in.taken_unsized, &in.service,
                         &in.service_squares, &in.held, &in.unsized})
    *amount *= factor;
  return in;
}

std::vector<Arrivals> arrivals(const model::Model& model, const CapacityFacts& facts,
                               const Traffic& traffic) {
  std::vector<Arrivals> all(model.components.size());
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    if (!traffic.arrows[i].known) continue;
    add_call(facts.arrows[i], traffic.arrows[i], all);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ComponentLoad& load = traffic.components[i];
    if (!load.known) continue;
    add_entry(facts.components[i], load, all[i]);
    admit(load, all[i]);
  }
  return all;
}

}  // namespace joist::analysis

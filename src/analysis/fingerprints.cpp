// Takes them. The bindings name every field, so that a new one has to be thought of here.
#include "analysis/fingerprints.hpp"

#include <span>

namespace joist::analysis {

void add(const Fleet& fleet, Fingerprint& print) {
  const auto& [shards, replicas, standby, nodes] = fleet;
  print.add(shards, replicas, standby, nodes);
}

void add(const ComponentFacts& facts, Fingerprint& print) {
  const auto& [fleet, carries, tells_apart, keeps_waiting, splits, skew, concurrency, latency,
               bandwidth, unhit, hit] = facts;
  const auto& [reads, writes, bytes, read_bytes, write_bytes, apart] = carries;
  add(fleet, print);
  print.add(reads, writes, bytes, read_bytes, write_bytes, apart);
  print.add(tells_apart, keeps_waiting, splits, skew, concurrency, latency, bandwidth, hit);
  print.add(unhit.has_value());
  if (unhit) add(*unhit, print);
}

void add(const ArrowFacts& facts, const Lasting& numbers, Fingerprint& print) {
  const auto& [from, to, brings, work, time, holds, size, delay, timeout, parallel, taken] = facts;
  print.add(numbers.of(from), numbers.of(to), brings, work, time, holds, size, delay, timeout,
            parallel, taken);
}

void add(const Arrivals& arrivals, Fingerprint& print) {
  const auto& [requests, reads, writes, count, read_count, write_count, read_bytes, write_bytes,
               called_read_bytes, called_write_bytes, taken_bytes, taken_unsized, service,
               service_squares, held, unsized, timed] = arrivals;
  print.add(requests, reads, writes, count, read_count, write_count, read_bytes, write_bytes);
  print.add(called_read_bytes, called_write_bytes, taken_bytes, taken_unsized, service);
  print.add(service_squares, held, unsized, timed);
}

void add(const Demand& demand, Fingerprint& print) {
  const auto& [fleet, arrivals, curves, count, known, has_load, skew, hold, concurrency] = demand;
  add(fleet, print);
  add(arrivals, print);
  print.add(known, has_load, skew, hold, concurrency);
  for (const Curve& curve : std::span(curves).first(count)) {
    const auto& [limit, spread, each, sharded] = curve;
    print.add(limit, spread, each, sharded);
  }
}

std::vector<Fingerprint> surroundings_of(const std::vector<model::Domain>& domains,
                                         const Lasting& numbers) {
  std::vector<Fingerprint> prints(domains.size());
  for (std::size_t i = 0; i < prints.size(); ++i) {
    for (model::DomainId d(i); d; d = domains[d.index()].parent)
      prints[i].add(numbers.of(d), domains[d.index()].level);
  }
  return prints;
}

void add(const Placement& placement, const std::vector<Fingerprint>& domains, Fingerprint& print) {
  const auto& [copies, instances, has_nodes, managed, never_fails, assumed, home, zones, patterns,
               spare] = placement;
  print.add(copies, instances, has_nodes, managed, never_fails, assumed, static_cast<bool>(home));
  if (home) print.add(domains[home.index()]);
  print.add(zones.size());
  for (const auto& [zone, count] : zones) print.add(domains[zone.index()], count);
  print.add(patterns, spare);
}

}  // namespace joist::analysis

// Takes the fingerprints of what aftermaths read. What is left out here is never asked for there.
#include <span>

#include "analysis/aftermath.hpp"
#include "analysis/capacity_demand.hpp"
#include "analysis/capacity_facts.hpp"
#include "analysis/capacity_waits.hpp"
#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;

// The bindings name every field, so that a new one has to be thought of here.
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

void add(const ArrowFacts& facts, Fingerprint& print) {
  const auto& [from, to, brings, work, time, holds, size, delay, timeout, parallel, taken] = facts;
  print.add(from, to, brings, work, time, holds, size, delay, timeout, parallel, taken);
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
  print.add(known, has_load, hold, concurrency, skew);
  for (const Curve& curve : std::span(curves).first(count)) {
    const auto& [limit, spread, each, sharded] = curve;
    print.add(limit, spread, each, sharded);
  }
}

void add(const Placement& placement, Fingerprint& print) {
  const auto& [copies, instances, has_nodes, managed, never_fails, assumed, home, zones, patterns,
               spare] = placement;
  print.add(copies, instances, has_nodes, managed, never_fails, assumed, home, zones, patterns,
            spare);
}

// What decides how many copies would be enough.
void add_wanted(const model::Model& model, ComponentId id, Fingerprint& print) {
  const model::Zones* zones = model.zones_of(id);
  print.add(zones != nullptr);
  if (zones) print.add(zones->count, zones->named.size());
  print.add(model.yes(id, Attribute::managed), model.number(id, Attribute::shards) != nullptr);
}

// For how many copies a literal stands is no matter: what is left of one is followed instead.
Fingerprint graph_print(const FlowGraph& graph) {
  Fingerprint print;
  print.add(graph.nodes.size(), graph.requirements.size(), graph.literals.size());
  for (const FlowNode& node : graph.nodes) {
    const auto& [literal, first, count, parent] = node;
    print.add(literal, first, count, parent);
  }
  for (const Requirement& requirement : graph.requirements) {
    const auto& [first, count, least] = requirement;
    print.add(first, count, least);
  }
  for (const Literal& literal : graph.literals) print.add(literal.component, literal.writes);
  print.add(graph.children, graph.hard, graph.soft, graph.gates);
  return print;
}

}  // namespace

Fingerprint Aftermaths::basis_of_design() const {
  const model::Model& model = failures_.model;
  Fingerprint print = structure_of(network_.parts());
  print.add(failures_.graphs.size(), failures_.events.all.size());
  for (const Event& event : failures_.events.all)
    print.add(event.component, event.domain, event.leader);
  print.add(failures_.placements.domains.size());
  for (const model::Domain& domain : failures_.placements.domains)
    print.add(domain.level, domain.parent);
  print.add(model.needs.size());
  for (const model::Need& need : model.needs) print.add(need.survive, need.survive_instance);
  print.add(movers_, normal_.calls() != nullptr);
  return print;
}

std::vector<Fingerprint> Aftermaths::basis_of_domains() const {
  std::vector<Fingerprint> prints(in_domain_.size());
  for (std::size_t d = 0; d < prints.size(); ++d) prints[d].add(in_domain_[d]);
  return prints;
}

AftermathBasis Aftermaths::basis() {
  const model::Model& model = failures_.model;
  AftermathBasis basis{basis_of_design(), basis_of_domains(), {}};
  std::vector<Fingerprint>& prints = basis.components;
  prints.resize(model.components.size());
  for (std::size_t i = 0; i < prints.size(); ++i) {
    Fingerprint& print = prints[i];
    add(normal_.facts().components[i], print);
    add(normal_.demands()[i], print);
    if (normal_.calls()) print.add(normal_.calls()->known()[i], held_up_[i]);
    print.add(usual_[i].utilization, usual_[i].known, usual_[i].strained);
    add(failures_.placements.components[i], print);
    const Standing& standing = failures_.standings[i];
    print.add(standing.by_needs, standing.has_leader, failures_.look_aside[i] ? 1 : 0);
    add_wanted(model, ComponentId(i), print);
    print.add(uses_[i], visits_[i]);
  }
  ripples().add_basis(prints);
  for (const ArrowFacts& facts : normal_.facts().arrows) {
    if (!facts.from) continue;
    Fingerprint print;
    add(facts, print);
    prints[facts.from.index()].add(print);
    prints[facts.to.index()].add(print);
  }
  for (const FlowGraph& graph : failures_.graphs) {
    const Fingerprint print = graph_print(graph);
    for (const Literal& literal : graph.literals) prints[literal.component.index()].add(print);
  }
  return basis;
}

}  // namespace joist::analysis

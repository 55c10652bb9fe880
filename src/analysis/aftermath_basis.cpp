// Takes the fingerprints of what aftermaths read. What is left out here is never asked for there.
#include "analysis/aftermath.hpp"
#include "analysis/capacity_waits.hpp"
#include "analysis/fingerprints.hpp"
#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;

// What decides how many copies would be enough.
void add_wanted(const model::Model& model, ComponentId id, Fingerprint& print) {
  const model::Zones* zones = model.zones_of(id);
  print.add(zones != nullptr);
  if (zones) print.add(zones->count, zones->named.size());
  print.add(model.yes(id, Attribute::managed), model.number(id, Attribute::shards) != nullptr);
}

}  // namespace

// For how many copies a literal stands is no matter: what is left of one is followed instead.
Fingerprint Aftermaths::graph_print(const FlowGraph& graph, const Lasting& numbers) const {
  Fingerprint print;
  print.add(numbers.of_flow(graph.flow.value));
  print.add(graph.nodes.size(), graph.requirements.size(), graph.literals.size());
  for (const FlowNode& node : graph.nodes) {
    const auto& [literal, first, count, parent] = node;
    print.add(literal, first, count, parent);
  }
  for (const Requirement& requirement : graph.requirements) {
    const auto& [first, count, least] = requirement;
    print.add(first, count, least);
  }
  for (const Literal& literal : graph.literals)
    print.add(numbers.of(literal.component), literal.writes, movers_[literal.component.index()]);
  print.add(graph.children, graph.hard, graph.soft, graph.gates);
  return print;
}

Fingerprint Aftermaths::basis_of_design() const {
  const model::Model& model = failures_.model;
  const Network::Parts& network = network_.parts();
  Fingerprint print;
  print.add(network.limits, network.retries, network.falls_back);
  print.add(model.needs.size());
  for (const model::Need& need : model.needs) print.add(need.survive, need.survive_instance);
  print.add(normal_.calls() != nullptr);
  return print;
}

std::vector<Fingerprint> Aftermaths::basis_of_domains(std::vector<Fingerprint> prints,
                                                      const Lasting& numbers) const {
  for (std::size_t d = 0; d < prints.size(); ++d) {
    prints[d].add(in_domain_[d].size());
    for (const ComponentId id : in_domain_[d]) prints[d].add(numbers.of(id));
  }
  return prints;
}

AftermathBasis Aftermaths::basis(const Lasting& numbers) {
  const model::Model& model = failures_.model;
  const std::vector<Fingerprint> domains = surroundings_of(failures_.placements.domains, numbers);
  AftermathBasis basis{basis_of_design(), basis_of_domains(domains, numbers), {}};
  std::vector<Fingerprint>& prints = basis.components;
  prints.resize(model.components.size());
  for (std::size_t i = 0; i < prints.size(); ++i) {
    Fingerprint& print = prints[i];
    add(normal_.facts().components[i], print);
    add(normal_.demands()[i], print);
    if (normal_.calls()) print.add(normal_.calls()->known()[i], held_up_[i]);
    print.add(usual_[i].utilization, usual_[i].known, usual_[i].strained);
    add(failures_.placements.components[i], domains, print);
    const Standing& standing = failures_.standings[i];
    print.add(standing.by_needs, standing.has_leader, failures_.look_aside[i] ? 1 : 0);
    add_wanted(model, ComponentId(i), print);
    print.add(model.components[i].role, moves_load(ComponentId(i)), visits_[i],
              lists_of_[i].size());
    for (const auto& [flow, literal] : uses_[i]) print.add(numbers.of_flow(flow.value), literal);
    for (const std::uint32_t list : lists_of_[i]) {
      print.add(lists_[list].size());
      for (const ComponentId other : lists_[list]) print.add(numbers.of(other));
    }
  }
  ripples().add_basis(numbers, prints);
  for (const ArrowFacts& facts : normal_.facts().arrows) {
    if (!facts.from) continue;
    Fingerprint print;
    add(facts, numbers, print);
    prints[facts.from.index()].add(print);
    prints[facts.to.index()].add(print);
  }
  for (const FlowGraph& graph : failures_.graphs) {
    const Fingerprint print = graph_print(graph, numbers);
    for (const Literal& literal : graph.literals) prints[literal.component.index()].add(print);
  }
  return basis;
}

}  // namespace joist::analysis

// What a network answers questions about states from, as fingerprints.
#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

void add_written(const model::Arrow& arrow, Fingerprint& print) {
  print.add(arrow.from, arrow.to, arrow.call, arrow.access, arrow.when, arrow.condition, arrow.list,
            arrow.list_size);
}

}  // namespace

Fingerprint structure_of(const Network::Parts& network) {
  Fingerprint print;
  print.add(network.model.components.size(), network.arrows.size(), network.rows.size(),
            network.nodes, network.edges.size());
  for (const model::Component& component : network.model.components) print.add(component.role);
  for (const model::Arrow& arrow : network.model.arrows) add_written(arrow, print);
  for (const ArrowFactors& arrow : network.arrows) print.add(arrow.tail, arrow.head, arrow.rounds);
  for (const NetworkRow& row : network.rows)
    print.add(row.component, row.flow, row.node, row.slots);
  for (const Edge& edge : network.edges)
    print.add(edge.from, edge.to, edge.arrow, edge.source, edge.kind, edge.counts);
  print.add(network.out_begin, network.out, network.split_rows);
  print.add(network.limits, network.retries, network.falls_back);
  return print;
}

// The bindings name every field, so that a new one has to be thought of here.
Fingerprint fingerprint(const Network::Parts& network, std::uint32_t arrow) {
  const auto& [ratio, weight, attempts, most_attempts, fails, exhausted, hit, rounds, tail, head,
               claim, injected] = network.arrows[arrow];
  Fingerprint print;
  print.add(ratio, weight, attempts, most_attempts, fails, exhausted, hit, rounds, tail, head,
            claim, injected);
  const model::Arrow& written = network.model.arrows[arrow];
  if (written.when != model::When::hit) return print;
  const model::Stated* stated = network.model.number(written.from, model::Attribute::hit);
  print.add(stated ? std::optional(stated->value()) : std::nullopt);
  return print;
}

}  // namespace joist::analysis

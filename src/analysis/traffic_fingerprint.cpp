// What a network answers questions about states from, as a fingerprint.
#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;

// The bindings name every field, so that a new one has to be thought of here.
void add_factors(const ArrowFactors& factors, Fingerprint& print) {
  const auto& [ratio, weight, attempts, most_attempts, fails, exhausted, hit, rounds, tail, head,
               claim, injected] = factors;
  print.add(ratio, weight, attempts, most_attempts, fails, exhausted, hit, rounds, tail, head,
            claim, injected);
}

void add_written(const model::Model& model, const model::Arrow& arrow, Fingerprint& print) {
  print.add(arrow.from, arrow.to, arrow.call, arrow.access, arrow.when, arrow.condition, arrow.list,
            arrow.list_size);
  if (arrow.when != model::When::hit) return;
  const model::Stated* hit = model.number(arrow.from, Attribute::hit);
  print.add(hit ? std::optional(hit->value()) : std::nullopt);
}

void add_edges(const Network::Parts& network, Fingerprint& print) {
  print.add(network.nodes, network.edges.size(), network.injections.size());
  for (const Edge& each : network.edges) {
    const auto& [from, to, arrow, source, kind, counts, factor] = each;
    print.add(from, to, arrow, source, kind, counts, factor);
  }
  for (const Injection& each : network.injections) {
    const auto& [node, mean, flow, arrow, counts] = each;
    print.add(node, mean, flow, arrow, counts);
  }
}

void add_rows(const Network::Parts& network, Fingerprint& print) {
  print.add(network.rows.size(), network.out_begin, network.out, network.split_rows,
            network.fixed_shares, network.peak);
  for (const NetworkRow& row : network.rows)
    print.add(row.component, row.flow, row.node, row.slots);
}

// Limits are looked up when rates are solved.
void add_limits(const model::Model& model, Fingerprint& print) {
  for (std::uint32_t i = 0; i < model.components.size(); ++i) {
    for (const Attribute attribute : {Attribute::limit, Attribute::skew, Attribute::tokens}) {
      const model::Stated* stated = model.number(ComponentId(i), attribute);
      print.add(stated != nullptr);
      if (!stated) continue;
      print.add(stated->value(), stated->quantity.dimension.tokens != 0, stated->per.empty());
    }
  }
  for (const model::Arrow& arrow : model.arrows) {
    const model::Stated* tokens = arrow.attributes.number(Attribute::tokens);
    print.add(tokens ? std::optional(tokens->value()) : std::nullopt);
  }
}

}  // namespace

Fingerprint fingerprint(const Network::Parts& network) {
  const model::Model& model = network.model;
  Fingerprint print;
  print.add(model.components.size(), network.arrows.size());
  for (const model::Component& component : model.components) print.add(component.role);
  for (const model::Arrow& arrow : model.arrows) add_written(model, arrow, print);
  for (const ArrowFactors& factors : network.arrows) add_factors(factors, print);
  add_rows(network, print);
  add_edges(network, print);
  print.add(network.limits, network.retries, network.falls_back);
  if (network.limits) add_limits(model, print);
  return print;
}

}  // namespace joist::analysis

// What a network answers questions about states from, as fingerprints.
#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

void add_written(const model::Arrow& arrow, const Lasting& numbers, Fingerprint& print) {
  print.add(numbers.of(arrow.from), numbers.of(arrow.to), arrow.call, arrow.access, arrow.when,
            numbers.of(arrow.condition), arrow.list_size);
}

void add_row(const NetworkRow& row, const Lasting& numbers, Fingerprint& print) {
  print.add(numbers.of(row.component), numbers.of_flow(row.flow), row.visit, row.slots);
}

void add_node(const Network::Parts& network, const Lasting& numbers, std::uint32_t node,
              Fingerprint& print) {
  const NetworkRow& row = network.rows[network.node_row[node]];
  add_row(row, numbers, print);
  print.add(node - row.node);
}

}  // namespace

// The bindings name every field, so that a new one has to be thought of here.
Fingerprint fingerprint(const Network::Parts& network, const Lasting& numbers,
                        std::uint32_t arrow) {
  const auto& [ratio, weight, attempts, most_attempts, fails, exhausted, hit, rounds, tail, head,
               claim, injected] = network.arrows[arrow];
  Fingerprint print;
  print.add(ratio, weight, attempts, most_attempts, fails, exhausted, hit, rounds, claim, injected);
  for (const std::uint32_t row : {tail, head}) add_row(network.rows[row], numbers, print);
  const model::Arrow& written = network.model.arrows[arrow];
  add_written(written, numbers, print);
  if (written.when != model::When::hit) return print;
  const model::Stated* stated = network.model.number(written.from, model::Attribute::hit);
  print.add(stated ? std::optional(stated->value()) : std::nullopt);
  return print;
}

Fingerprint fingerprint(const Network::Parts& network, const Lasting& numbers,
                        const Coefficients& coefficients, std::uint32_t edge) {
  const auto& [from, to, arrow, source, kind, counts, factor] = network.edges[edge];
  Fingerprint print;
  add_node(network, numbers, from, print);
  add_node(network, numbers, to, print);
  print.add(arrow != nowhere, source != nowhere, kind, counts, factor);
  print.add(coefficients.tries[edge], coefficients.arrives[edge]);
  return print;
}

}  // namespace joist::analysis

// Takes the fingerprints of what following an outage reads of a network.
#include "analysis/ripples_index.hpp"

namespace joist::analysis {
namespace {

using Prints = std::vector<Fingerprint>;

// Where one list of a split ends: what is called instead of each other.
std::uint32_t end_of_list(const Network::Parts& network, std::uint32_t first, std::uint32_t end) {
  const auto list_at = [&](auto at) { return network.model.arrows[network.out[at]].list; };
  std::uint32_t last = first;
  while (last < end && list_at(last) == list_at(first)) ++last;
  return last;
}

// How a split shares what arrives: for itself, and for the targets of each of its lists.
void add_shares(const Network::Parts& network, const Prints& arrows, Prints& components) {
  for (const std::uint32_t row : network.split_rows) {
    Fingerprint& split = components[network.rows[row].component.index()];
    split.add(network.fixed_shares[row]);
    const std::uint32_t end = network.out_begin[row + 1];
    for (std::uint32_t first = network.out_begin[row], last = first; first < end; first = last) {
      last = end_of_list(network, first, end);
      Fingerprint list;
      for (std::uint32_t at = first; at < last; ++at) list.add(arrows[network.out[at]]);
      split.add(list);
      for (std::uint32_t at = first; at < last; ++at)
        components[network.model.arrows[network.out[at]].to.index()].add(list);
    }
  }
}

}  // namespace

void Ripples::add_basis(const Lasting& numbers, Prints& components) const {
  const Index& at = *index_;
  const Network::Parts& network = at.network;
  const auto of = [&](ComponentId id) -> Fingerprint& { return components[id.index()]; };
  for (const NetworkRow& row : network.rows)
    of(row.component).add(numbers.of_flow(row.flow), row.visit, row.slots);
  for (std::uint32_t n = 0; n < network.nodes; ++n)
    of(at.component_of(n)).add(at.value[n], at.stops[n], at.level[n]);
  Prints arrows(network.arrows.size()), edges(network.edges.size());
  for (std::uint32_t a = 0; a < arrows.size(); ++a) {
    if (network.arrows[a].tail == nowhere) continue;
    arrows[a] = fingerprint(network, numbers, a);
    arrows[a].add(at.edges_of.of(a).size());
    for (const std::uint32_t row : {network.arrows[a].tail, network.arrows[a].head})
      of(network.rows[row].component).add(arrows[a]);
  }
  add_shares(network, arrows, components);
  for (std::uint32_t e = 0; e < edges.size(); ++e) {
    const Edge& edge = network.edges[e];
    edges[e] = fingerprint(network, numbers, at.base, e);
    if (edge.arrow != nowhere) edges[e].add(arrows[edge.arrow]);
    if (edge.source != nowhere) {
      edges[e].add(edges[edge.source]);
      of(at.component_of(network.edges[edge.source].from)).add(edges[e]);
    }
    of(at.component_of(edge.from)).add(edges[e]);
  }
}

}  // namespace joist::analysis

// Calls that lead back at most so many times: which part of them is made.
#include <algorithm>

#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

// What the requests at the tail of an edge make of calls, if all are made.
double calls_over(const Network::Parts& network, const Coefficients& coefficients,
                  const Rates& rates, std::uint32_t edge) {
  const std::uint32_t from = network.edges[edge].from;
  if (!rates.reached[from]) return 0;
  const ComponentId tail = network.rows[network.node_row[from]].component;
  const double admitted = rates.admitted.empty() ? 1 : rates.admitted[tail.index()];
  return rates.value[from] * coefficients.arrives[edge] * admitted;
}

}  // namespace

// After the last round no call leads back, so that what arrives at the head is less than the tail's
// requests would make of it: the difference is what was not called.
std::vector<double> made_calls(const Network::Parts& network, const Coefficients& coefficients,
                               const Rates& rates, Scale scale, double factor) {
  if (network.rounds.empty()) return {};
  std::vector<double> limited(network.nodes, 0.0), others(network.nodes, 0.0);
  for (const Injection& injection : network.injections) {
    const double above = scale == Scale::peak ? network.peak[injection.flow] : 1.0;
    others[injection.node] += injection.mean * above * factor;
  }
  for (std::uint32_t e = 0; e < network.edges.size(); ++e) {
    const double calls = calls_over(network, coefficients, rates, e);
    (network.rounds[e] > 0 ? limited : others)[network.edges[e].to] += calls;
  }
  std::vector<double> made(network.edges.size(), 1.0);
  for (std::uint32_t e = 0; e < made.size(); ++e) {
    const std::uint32_t head = network.edges[e].to;
    if (network.rounds[e] == 0 || !(limited[head] > 0)) continue;
    made[e] = std::clamp((rates.value[head] - others[head]) / limited[head], 0.0, 1.0);
  }
  return made;
}

}  // namespace joist::analysis

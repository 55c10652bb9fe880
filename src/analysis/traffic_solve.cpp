// Solves the traffic: rates by node, with limits that refuse what is above them.
#include <algorithm>
#include <cmath>

#include "analysis/storage.hpp"
#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::Attribute;

constexpr int most_claim_rounds = 200;

struct LimitOf {
  ComponentId component;
  double most = 0;
  double part = 1;      // of the load, that it is compared with: the hottest of `per tenant`
  bool tokens = false;  // counts tokens
};

std::vector<LimitOf> limits_of(const Network::Parts& network) {
  std::vector<LimitOf> limits;
  if (!network.limits) return limits;
  const model::Model& model = network.model;
  for (std::uint32_t i = 0; i < model.components.size(); ++i) {
    const model::Stated* limit = model.number(ComponentId(i), Attribute::limit);
    if (!limit) continue;
    LimitOf found{ComponentId(i), limit->value(), 1, limit->quantity.dimension.tokens != 0};
    if (!limit->per.empty()) {
      const model::Stated* skew = model.number(ComponentId(i), Attribute::skew);
      if (!skew) continue;
      found.part = skew->value();
    }
    limits.push_back(found);
  }
  return limits;
}

// Requests (or tokens) that arrive at each component.
std::vector<double> loads(const Network::Parts& network, const std::vector<double>& value) {
  std::vector<double> load(network.model.components.size(), 0.0);
  for (const NetworkRow& row : network.rows) {
    load[row.component.index()] += value[row.node];
    if (row.slots > 1) load[row.component.index()] += value[row.node + writes];
    if (row.slots > 2 && row.flow == 0 && row.role == model::Role::store) {
      load[row.component.index()] += value[row.node + copied];
    }
  }
  return load;
}

double tokens_into(const Network::Parts& network, ComponentId component,
                   const std::vector<double>& effective, const std::vector<double>& value) {
  double tokens = 0;
  for (std::size_t e = 0; e < network.edges.size(); ++e) {
    const Edge& edge = network.edges[e];
    if (!edge.counts || network.model.arrows[edge.arrow].to != component) continue;
    tokens += value[edge.from] * effective[e] *
              tokens_of(network.model, network.model.arrows[edge.arrow]);
  }
  return tokens;
}

}  // namespace

double arriving(const Network::Parts& network, const Rates& rates, std::uint32_t row) {
  const NetworkRow& at = network.rows[row];
  double sum = rates.value[at.node];
  if (at.slots > 1) sum += rates.value[at.node + writes];
  if (network.role(row) == model::Role::store && at.slots > 2) sum += rates.value[at.node + copied];
  return sum;
}

void make_system(Network::Parts& network) {
  std::vector<Link> links(network.edges.size());
  bool limited = false;
  for (std::size_t e = 0; e < links.size(); ++e) {
    links[e] = {network.edges[e].from, network.edges[e].to};
    const std::uint32_t arrow = network.edges[e].arrow;
    limited = limited || (arrow != nowhere && network.arrows[arrow].rounds > 0);
  }
  network.graph = make_graph(network.nodes, links);
  network.parts = strong_parts(network.graph);
  if (!limited) return;
  network.rounds.assign(links.size(), 0);
  network.owner.assign(links.size(), nowhere);
  for (std::size_t e = 0; e < links.size(); ++e) {
    const std::uint32_t arrow = network.edges[e].arrow;
    if (arrow == nowhere) continue;
    network.rounds[e] = network.arrows[arrow].rounds;
    network.owner[e] = arrow;
  }
}

Rates solve_rates(const Network::Parts& network, const Coefficients& coefficients, Scale scale,
                  double factor, const std::vector<double>& most, bool with_limits) {
  std::vector<double> entering(network.nodes, 0.0);
  std::vector<char> entered(network.nodes, 0);
  for (const Injection& injection : network.injections) {
    const double above = scale == Scale::peak ? network.peak[injection.flow] : 1.0;
    entering[injection.node] += injection.mean * above * factor;
    entered[injection.node] = 1;
  }
  const auto limits = with_limits ? limits_of(network) : std::vector<LimitOf>{};
  Rates rates;
  std::vector<double> effective = coefficients.arrives;
  const std::vector<double>* arrives = &coefficients.arrives;
  for (int iteration = 0; iteration < most_claim_rounds; ++iteration) {
    const LinearSystem system(network.graph, network.parts, effective, network.rounds,
                              network.owner);
    rates.reached = entered;
    rates.value = system.solve(entering, rates.reached);
    rates.loops = system.loops();
    if (limits.empty() && most.empty()) break;
    const std::vector<double> load = loads(network, rates.value);
    std::vector<double> admitted(load.size(), 1.0);
    rates.limit_used.assign(limits.empty() ? 0 : load.size(), 0.0);
    for (const LimitOf& limit : limits) {
      const std::size_t i = limit.component.index();
      const double counted = limit.tokens
                                 ? tokens_into(network, limit.component, effective, rates.value)
                                 : load[i] * limit.part;
      rates.limit_used[i] = limit.most > 0 ? counted / limit.most : counted > 0 ? infinity : 0;
      if (!(counted > limit.most)) continue;
      admitted[i] = limit.tokens ? limit.most / counted : 1 - (counted - limit.most) / load[i];
    }
    for (std::size_t i = 0; i < most.size(); ++i) {
      if (load[i] * admitted[i] > most[i]) admitted[i] = most[i] / load[i];
    }
    double change = 0;
    for (std::size_t i = 0; i < admitted.size(); ++i) {
      const double before = rates.admitted.empty() ? 1.0 : rates.admitted[i];
      change = std::max(change, std::abs(admitted[i] - before));
    }
    rates.admitted = std::move(admitted);
    if (change < 1e-12) break;
    if (network.falls_back && coefficients.state.success.empty()) {
      State state = coefficients.state;
      state.admitted = rates.admitted;
      rates.arrives = analysis::coefficients(network, state).arrives;
      arrives = &rates.arrives;
    }
    for (std::size_t e = 0; e < effective.size(); ++e) {
      const std::uint32_t row = network.node_row[network.edges[e].from];
      effective[e] = (*arrives)[e] * rates.admitted[network.rows[row].component.index()];
    }
  }
  return rates;
}

}  // namespace joist::analysis

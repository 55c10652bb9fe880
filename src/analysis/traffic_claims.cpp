// Rates stated away from a source: checked where the ratio is known, else they define it.
#include <algorithm>
#include <cmath>

#include "analysis/traffic_network.hpp"

namespace joist::analysis {
namespace {

using model::Arrow;
using model::Attribute;
using model::Role;
using model::When;

bool hits_are_known(const Network::Parts& network, std::uint32_t arrow) {
  const Arrow& written = network.model.arrows[arrow];
  if (network.model.number(written.condition, Attribute::hit)) return true;
  const std::uint32_t row = network.arrows[arrow].tail;
  for (auto at = network.out_begin[row]; at < network.out_begin[row + 1]; ++at) {
    const std::uint32_t other = network.out[at];
    if (network.model.arrows[other].to == written.condition && network.arrows[other].hit) {
      return true;
    }
  }
  return false;
}

std::size_t shared_arrows(const Network::Parts& network, std::uint32_t row) {
  std::size_t count = 0;
  for (auto at = network.out_begin[row]; at < network.out_begin[row + 1]; ++at) {
    count += is_shared(network, network.out[at]);
  }
  return count;
}

Claim claim_of(const Network::Parts& network, std::uint32_t index) {
  const Arrow& arrow = network.model.arrows[index];
  const std::uint32_t row = network.arrows[index].tail;
  const Role role = network.role(row);
  if (is_shared(network, index)) {
    return arrow.ratio || shared_arrows(network, row) == 1 ? Claim::checked : Claim::share;
  }
  if (arrow.when == When::hit || arrow.when == When::miss) {
    return hits_are_known(network, index) ? Claim::checked : Claim::defines;
  }
  if (arrow.ratio) return Claim::checked;
  if (arrow.when == When::fail) return Claim::checked;
  if (role == Role::queue || role == Role::store) return Claim::checked;
  if (role == Role::cache) {
    return network.model.number(arrow.from, Attribute::hit) ? Claim::checked : Claim::defines;
  }
  return Claim::defines;
}

class ClaimSettler {
 public:
  explicit ClaimSettler(Network::Parts& network) : network_(network) {
    for (std::uint32_t i = 0; i < network_.arrows.size(); ++i) {
      const Claim claim = network_.arrows[i].claim;
      if (claim != Claim::none && claim != Claim::entry) claims_.push_back(i);
    }
  }

  // First everything that is defined by its `@` carries just that; from the rates that come out,
  // ratios and shares follow, which then hold in every state.
  void run() {
    if (claims_.empty()) return;
    const std::size_t given = network_.injections.size();
    for (const std::uint32_t arrow : claims_) {
      if (network_.arrows[arrow].claim != Claim::checked) carry_stated(arrow);
    }
    solve();
    if (carry_where_nothing_arrives()) solve();
    std::vector<Injection> carried(network_.injections.begin() + static_cast<long>(given),
                                   network_.injections.end());
    network_.injections.resize(given);
    for (const std::uint32_t arrow : claims_) settle(arrow);
    for (const std::uint32_t row : network_.split_rows) settle_shares(row);
    for (const Injection& injection : carried) {
      const bool taken_from_others = injection.mean < 0;
      if (network_.arrows[injection.arrow].injected && !taken_from_others) {
        network_.injections.push_back(injection);
      }
    }
  }

 private:
  double stated(std::uint32_t arrow) const { return network_.model.arrows[arrow].rate->value(); }

  void solve() { rates_ = solve_rates(network_, coefficients(network_, State{}), Scale::mean); }

  void inject(std::uint32_t arrow, std::uint32_t owner, double mean) {
    bool first = true;
    const std::uint32_t flow = network_.rows[network_.arrows[arrow].tail].flow;
    for (auto e = network_.edge_begin[arrow]; e < network_.edge_end[arrow]; ++e) {
      const Edge& edge = network_.edges[e];
      if (edge.kind == EdgeKind::missed) {
        const auto& hit = network_.arrows[arrow].hit;
        const double misses = hit ? mean * (1 - *hit) : std::nan("");
        network_.injections.push_back({edge.to, misses, flow, owner, false});
        if (!first) break;
      } else if (first) {
        network_.injections.push_back({edge.to, mean, flow, owner, arrow == owner});
        first = false;
      }
    }
  }

  void carry_stated(std::uint32_t arrow) {
    inject(arrow, arrow, stated(arrow));
    ArrowFactors& factors = network_.arrows[arrow];
    if (factors.claim == Claim::defines) {
      factors.ratio = 0;
      return;
    }
    factors.weight = 0;
    const std::uint32_t row = factors.tail;
    const double whole = other_weights(row);
    for (auto at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      const std::uint32_t other = network_.out[at];
      if (!is_shared(network_, other) || network_.arrows[other].claim == Claim::share) continue;
      if (whole > 0) inject(other, arrow, -stated(arrow) * network_.arrows[other].weight / whole);
    }
  }

  double other_weights(std::uint32_t row) const {
    double whole = 0;
    for (auto at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      const std::uint32_t other = network_.out[at];
      const bool counts = is_shared(network_, other);
      if (counts && network_.arrows[other].claim != Claim::share) {
        whole += network_.arrows[other].weight;
      }
    }
    return whole;
  }

  bool row_is_reached(std::uint32_t row) const {
    const NetworkRow& at = network_.rows[row];
    for (std::uint32_t node = at.node; node < at.node + at.slots; ++node) {
      if (rates_.reached[node]) return true;
    }
    return false;
  }

  void reach_from(std::uint32_t arrow) {
    std::vector<std::uint32_t> stack;
    for (auto e = network_.edge_begin[arrow]; e < network_.edge_end[arrow]; ++e) {
      stack.push_back(network_.edges[e].to);
    }
    while (!stack.empty()) {
      const std::uint32_t node = stack.back();
      stack.pop_back();
      if (rates_.reached[node]) continue;
      rates_.reached[node] = 1;
      for (auto at = network_.graph.begin[node]; at < network_.graph.begin[node + 1]; ++at) {
        stack.push_back(network_.graph.to[at]);
      }
    }
  }

  // Claims with a known ratio behind a flow without a rate, from the front to the back.
  bool carry_where_nothing_arrives() {
    std::vector<std::uint32_t> open;
    for (const std::uint32_t arrow : claims_) {
      const bool checked = network_.arrows[arrow].claim == Claim::checked;
      if (checked && !row_is_reached(network_.arrows[arrow].tail)) open.push_back(arrow);
    }
    const auto position = [&](std::uint32_t arrow) {
      return network_.parts.part_of[network_.rows[network_.arrows[arrow].tail].node];
    };
    std::stable_sort(open.begin(), open.end(),
                     [&](auto a, auto b) { return position(a) < position(b); });
    bool any = false;
    for (const std::uint32_t arrow : open) {
      if (row_is_reached(network_.arrows[arrow].tail)) continue;
      inject(arrow, arrow, stated(arrow));
      network_.arrows[arrow].ratio = 0;
      network_.arrows[arrow].injected = true;
      reach_from(arrow);
      any = true;
    }
    return any;
  }

  void settle(std::uint32_t arrow) {
    ArrowFactors& factors = network_.arrows[arrow];
    if (factors.claim != Claim::defines) return;
    double tail = 0;
    for (auto e = network_.edge_begin[arrow]; e < network_.edge_end[arrow]; ++e) {
      const Edge& edge = network_.edges[e];
      if (edge.kind == EdgeKind::call) tail += rates_.value[edge.from];
    }
    if (tail > 0) {
      factors.ratio = stated(arrow) / (tail * factors.attempts);
    } else {
      factors.injected = true;
    }
  }

  void settle_shares(std::uint32_t row) {
    double claimed = 0;
    bool any = false;
    for (auto at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      if (network_.arrows[network_.out[at]].claim != Claim::share) continue;
      claimed += stated(network_.out[at]) / network_.arrows[network_.out[at]].attempts;
      any = true;
    }
    if (!any) return;
    const double in = arriving(network_, rates_, row);
    const double whole = other_weights(row);
    network_.fixed_shares[row] = 1;
    for (auto at = network_.out_begin[row]; at < network_.out_begin[row + 1]; ++at) {
      const std::uint32_t arrow = network_.out[at];
      if (!is_shared(network_, arrow)) continue;
      ArrowFactors& factors = network_.arrows[arrow];
      if (factors.claim != Claim::share) {
        const double left = in > 0 ? std::max(0.0, 1 - claimed / in) : 0;
        factors.weight = whole > 0 ? factors.weight / whole * left : 0;
      } else if (in > 0) {
        factors.weight = stated(arrow) / factors.attempts / in;
      } else {
        factors.injected = true;
      }
    }
  }

  Network::Parts& network_;
  std::vector<std::uint32_t> claims_;
  Rates rates_;
};

}  // namespace

void sort_claims(Network::Parts& network) {
  for (std::uint32_t i = 0; i < network.arrows.size(); ++i) {
    ArrowFactors& factors = network.arrows[i];
    if (factors.tail == nowhere || !network.model.arrows[i].rate) continue;
    if (factors.claim == Claim::none) factors.claim = claim_of(network, i);
  }
}

void settle_claims(Network::Parts& network) {
  ClaimSettler(network).run();
}

}  // namespace joist::analysis

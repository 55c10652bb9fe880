// Weighs nodes by what replacing them would cost.
#include "analysis/bdd_bounds.hpp"

#include <algorithm>

namespace joist::analysis {
namespace {

using Ref = Bdd::Ref;

std::size_t number(const std::vector<Ref>& nodes, Ref f) {
  if (f <= Bdd::one) return f;
  return static_cast<std::size_t>(std::lower_bound(nodes.begin(), nodes.end(), f) - nodes.begin()) +
         2;
}

// The probability of coming to a node and of its then being other than the constant, by node.
std::vector<double> costs(const Bdd& bdd, const std::vector<Ref>& nodes,
                          std::span<const Odds> variables, Ref constant) {
  std::vector<Odds> odds = {{0, 1}, {1, 0}};
  for (const Ref node : nodes) {
    const Odds& variable = variables[bdd.level(node)];
    const Odds& low = odds[number(nodes, bdd.low(node))];
    const Odds& high = odds[number(nodes, bdd.high(node))];
    odds.push_back({variable.up * high.up + variable.down * low.up,
                    variable.up * high.down + variable.down * low.down});
  }
  std::vector<double> reach(odds.size(), 0.0);
  reach.back() = 1;
  for (std::size_t i = odds.size(); i-- > 2;) {
    const Odds& variable = variables[bdd.level(nodes[i - 2])];
    reach[number(nodes, bdd.low(nodes[i - 2]))] += reach[i] * variable.down;
    reach[number(nodes, bdd.high(nodes[i - 2]))] += reach[i] * variable.up;
  }
  for (std::size_t i = 2; i < reach.size(); ++i)
    reach[i] *= constant == Bdd::zero ? odds[i].up : odds[i].down;
  return reach;
}

}  // namespace

Ref pruned(Bdd& bdd, Ref function, std::span<const Odds> variables, Ref constant,
           std::size_t most) {
  if (function == Bdd::over || function <= Bdd::one) return function;
  const std::vector<Ref> nodes = bdd.nodes_of(function);
  if (nodes.size() <= most) return function;
  const std::vector<double> cost = costs(bdd, nodes, variables, constant);
  std::vector<double> sorted(cost.begin() + 2, cost.end());
  std::nth_element(sorted.begin(), sorted.end() - static_cast<std::ptrdiff_t>(most), sorted.end());
  const double least = sorted[sorted.size() - most];
  std::vector<Ref> made = {Bdd::zero, Bdd::one};
  for (std::size_t i = 2; i < cost.size(); ++i) {
    const Ref node = nodes[i - 2];
    const bool keep = cost[i] > least;
    const Ref low = made[number(nodes, bdd.low(node))];
    const Ref high = made[number(nodes, bdd.high(node))];
    made.push_back(keep ? bdd.node(bdd.level(node), low, high) : constant);
    if (made.back() == Bdd::over) return Bdd::over;
  }
  return made.back();
}

Bdd compacted(const Bdd& bdd, std::size_t limit, std::span<std::vector<Ref>* const> lists) {
  std::vector<bool> wanted(bdd.size(), false);
  for (const std::vector<Ref>* list : lists)
    for (const Ref root : *list)
      if (root != Bdd::over) wanted[root] = true;
  for (std::size_t i = wanted.size(); i-- > 2;) {
    if (!wanted[i]) continue;
    wanted[bdd.low(static_cast<Ref>(i))] = wanted[bdd.high(static_cast<Ref>(i))] = true;
  }
  Bdd result(limit);
  std::vector<Ref> made(bdd.size(), Bdd::over);
  made[Bdd::zero] = Bdd::zero;
  made[Bdd::one] = Bdd::one;
  for (std::size_t i = 2; i < wanted.size(); ++i) {
    const Ref node = static_cast<Ref>(i);
    if (wanted[i])
      made[i] = result.node(bdd.level(node), made[bdd.low(node)], made[bdd.high(node)]);
  }
  for (std::vector<Ref>* list : lists)
    for (Ref& root : *list)
      if (root != Bdd::over) root = made[root];
  return result;
}

}  // namespace joist::analysis

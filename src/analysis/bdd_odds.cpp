// Passes over decision diagrams: bottom-up for probabilities, top-down for what leads where.
#include "analysis/bdd_odds.hpp"

#include <algorithm>

namespace joist::analysis {
namespace {

using Ref = Bdd::Ref;

// The nodes of one function, numbered bottom-up behind the constants 0 and 1.
class Pass {
 public:
  Pass(const Bdd& bdd, Ref function, std::span<const Odds> variables)
      : bdd_(bdd), variables_(variables), nodes_(bdd.nodes_of(function)), root_(number(function)) {
    odds_.reserve(nodes_.size() + 2);
    odds_.push_back({0, 1});
    odds_.push_back({1, 0});
    for (std::size_t i = 2; i < size(); ++i) {
      const Odds& variable = variables_[level(i)];
      const Odds& low = odds_[this->low(i)];
      const Odds& high = odds_[this->high(i)];
      odds_.push_back({variable.up * high.up + variable.down * low.up,
                       variable.up * high.down + variable.down * low.down});
    }
  }

  std::size_t size() const { return nodes_.size() + 2; }
  std::size_t root() const { return root_; }
  std::uint32_t level(std::size_t i) const { return bdd_.level(nodes_[i - 2]); }
  std::size_t low(std::size_t i) const { return number(bdd_.low(nodes_[i - 2])); }
  std::size_t high(std::size_t i) const { return number(bdd_.high(nodes_[i - 2])); }
  const Odds& odds(std::size_t i) const { return odds_[i]; }
  const Odds& variable(std::size_t i) const { return variables_[level(i)]; }

 private:
  std::size_t number(Ref f) const {
    if (f <= Bdd::one) return f;
    const auto found = std::lower_bound(nodes_.begin(), nodes_.end(), f);
    return static_cast<std::size_t>(found - nodes_.begin()) + 2;
  }

  const Bdd& bdd_;
  std::span<const Odds> variables_;
  std::vector<Ref> nodes_;
  std::size_t root_;
  std::vector<Odds> odds_;
};

// Sums over ranges without subtracting: a segment tree.
class RangeSums {
 public:
  explicit RangeSums(std::size_t count) : count_(count), sums_(2 * count, 0.0) {}

  void add(std::size_t first, std::size_t last, double value) {
    for (first += count_, last += count_; first < last; first /= 2, last /= 2) {
      if (first % 2 == 1) sums_[first++] += value;
      if (last % 2 == 1) sums_[--last] += value;
    }
  }

  double at(std::size_t i) const {
    double sum = 0;
    for (i += count_; i > 0; i /= 2) sum += sums_[i];
    return sum;
  }

 private:
  std::size_t count_;
  std::vector<double> sums_;
};

class Blocks {
 public:
  Blocks(const Pass& pass, std::span<const Block> blocks)
      : pass_(pass),
        blocks_(blocks),
        failing_(blocks.size()),
        passing_(blocks.size()),
        entered_(pass.size(), 0.0) {}

  std::vector<Given> given() {
    follow_edges();
    std::vector<Given> result(blocks_.size());
    for (std::size_t i = 2; i < pass_.size(); ++i) {
      if (entered_[i] == 0) continue;
      Given& given = result[block_of(i)];
      given.down += entered_[i] * pass_.odds(leave(i, false)).down;
      given.up += entered_[i] * pass_.odds(leave(i, true)).down;
      given.spared += entered_[i] * spared(i);
      given.survived += entered_[i] * pass_.odds(leave(i, false)).up;
    }
    for (std::size_t b = 0; b < result.size(); ++b) {
      const double failing = failing_.at(b);
      result[b].down += failing;
      result[b].up += failing;
      result[b].survived += passing_.at(b);
    }
    return result;
  }

 private:
  std::size_t block_of(std::size_t node) const {
    if (node < 2) return blocks_.size();
    const std::uint32_t level = pass_.level(node);
    const auto found =
        std::upper_bound(blocks_.begin(), blocks_.end(), level,
                         [](std::uint32_t l, const Block& block) { return l < block.last; });
    return static_cast<std::size_t>(found - blocks_.begin());
  }

  void follow_edges() {
    std::vector<double> reach(pass_.size(), 0.0);
    reach[pass_.root()] = 1;
    edge(0, pass_.root(), 1);
    for (std::size_t i = pass_.size(); i-- > 2;) {
      const std::size_t from = block_of(i);
      const double low = reach[i] * pass_.variable(i).down;
      const double high = reach[i] * pass_.variable(i).up;
      reach[pass_.low(i)] += low;
      reach[pass_.high(i)] += high;
      leads(from, pass_.low(i), low);
      leads(from, pass_.high(i), high);
    }
  }

  void leads(std::size_t from, std::size_t to, double weight) {
    if (block_of(to) != from) edge(from + 1, to, weight);
  }

  // The blocks from `first` on that the edge leaps over, and the node it leads to.
  void edge(std::size_t first, std::size_t to, double weight) {
    failing_.add(first, block_of(to), weight * pass_.odds(to).down);
    passing_.add(first, block_of(to), weight * pass_.odds(to).up);
    entered_[to] += weight;
  }

  std::size_t leave(std::size_t node, bool value) const {
    const std::size_t block = block_of(node);
    while (block_of(node) == block) node = value ? pass_.high(node) : pass_.low(node);
    return node;
  }

  // Failing as it stands less failing with the block true, as a sum over where paths turn down.
  double spared(std::size_t node) const {
    const std::size_t block = block_of(node);
    double sum = 0, weight = 1;
    const double best = pass_.odds(leave(node, true)).down;
    while (block_of(node) == block) {
      const Odds& variable = pass_.variable(node);
      sum += weight * variable.down * (pass_.odds(pass_.low(node)).down - best);
      weight *= variable.up;
      node = pass_.high(node);
    }
    return sum;
  }

  const Pass& pass_;
  std::span<const Block> blocks_;
  RangeSums failing_, passing_;  // by block: what leaps over it and fails, or does not
  std::vector<double> entered_;
};

// Where some of the variables that are false may be made true, so that the function is true.
Ref below(Bdd& bdd, Ref function) {
  if (function <= Bdd::one || function == Bdd::over) return function;
  const std::vector<Ref> nodes = bdd.nodes_of(function);
  std::vector<Ref> made(nodes.size());
  const auto mapped = [&](Ref child) {
    const auto found = std::lower_bound(nodes.begin(), nodes.end(), child);
    return child <= Bdd::one ? child : made[static_cast<std::size_t>(found - nodes.begin())];
  };
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Ref high = mapped(bdd.high(nodes[i]));
    const Ref low = bdd.either(mapped(bdd.low(nodes[i])), high);
    made[i] = bdd.node(bdd.level(nodes[i]), low, high);
    if (made[i] == Bdd::over) return Bdd::over;
  }
  return made.back();
}

}  // namespace

Odds probability(const Bdd& bdd, Ref function, std::span<const Odds> variables) {
  const Pass pass(bdd, function, variables);
  return pass.odds(pass.root());
}

std::vector<Given> given_blocks(const Bdd& bdd, Ref function, std::span<const Odds> variables,
                                std::span<const Block> blocks) {
  const Pass pass(bdd, function, variables);
  return Blocks(pass, blocks).given();
}

CutSetOdds cut_sets_with(Bdd& bdd, Ref function, std::uint32_t level,
                         std::span<const Odds> variables) {
  const Ref with = bdd.restricted(function, level, true);
  const Ref without = bdd.restricted(function, level, false);
  const Ref critical = below(bdd, bdd.ite(without, Bdd::zero, with));
  if (critical == Bdd::over) return {};
  return {variables[level].down * probability(bdd, critical, variables).up, true};
}

}  // namespace joist::analysis

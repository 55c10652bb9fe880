// Binomial tails, summed from their largest term on, and counts of lost nodes.
#include "analysis/availability_copies.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace joist::analysis {
namespace {

constexpr double two_pi = 6.283185307179586477;
constexpr std::uint32_t most_counted_nodes = 4096;  // whose failures are counted zone by zone

// log(n!) less Stirling's approximation of it. Below 16 from the factorial itself.
double stirling_error(double n) {
  if (n == 0) return 0;
  if (n < 16) {
    double factorial = 1;
    for (double i = 2; i <= n; ++i) factorial *= i;
    return std::log(factorial) - (n + 0.5) * std::log(n) + n - 0.5 * std::log(two_pi);
  }
  const double square = n * n;
  constexpr double c[] = {1.0 / 12, 1.0 / 360, 1.0 / 1260, 1.0 / 1680, 1.0 / 1188};
  return (c[0] - (c[1] - (c[2] - (c[3] - c[4] / square) / square) / square) / square) / n;
}

// x log(x / mean) + mean - x, by its series where the two are close.
double deviance(double x, double mean) {
  if (std::fabs(x - mean) >= 0.1 * (x + mean)) return x * std::log(x / mean) + mean - x;
  const double v = (x - mean) / (x + mean);
  double sum = (x - mean) * v;
  double term = 2 * x * v;
  for (int j = 1; j < 1000; ++j) {
    term *= v * v;
    const double next = sum + term / (2 * j + 1);
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

// Exactly `x` of `n` happen, each with probability p; q is 1 - p.
double exactly(double x, double n, double p, double q) {
  if (p == 0) return x == 0 ? 1 : 0;
  if (q == 0) return x == n ? 1 : 0;
  if (x == 0) return n <= 30 || p > 0.5 ? std::pow(q, n) : std::exp(n * std::log1p(-p));
  if (x == n) return std::pow(p, n);
  if (n <= 30) {
    double ways = 1;
    for (double i = 1; i <= std::min(x, n - x); ++i) ways = ways * (n - i + 1) / i;
    return std::round(ways) * std::pow(p, x) * std::pow(q, n - x);
  }
  const double exponent = stirling_error(n) - stirling_error(x) - stirling_error(n - x) -
                          deviance(x, n * p) - deviance(n - x, n * q);
  return std::exp(exponent) * std::sqrt(n / (two_pi * x * (n - x)));
}

// At least `x` of `n`, for x at or above the mean: terms fall from there on.
double upper_tail(double x, double n, double p, double q) {
  if (x <= 0) return 1;
  if (x > n) return 0;
  double term = exactly(x, n, p, q);
  double sum = term;
  for (double i = x; i < n && term > sum * 1e-17; ++i) {
    term *= (n - i) / (i + 1) * (p / q);
    sum += term;
  }
  return std::min(sum, 1.0);
}

}  // namespace

Odds k_of_n(std::uint32_t least, std::uint32_t count, const Odds& copy) {
  if (least == 0) return {1, 0};
  if (least > count) return {0, 1};
  const double n = count;
  const double failures = n - least + 1;  // that are too many
  if (failures > n * copy.down) {
    const double down = upper_tail(failures, n, copy.down, copy.up);
    return {1 - down, down};
  }
  const double up = upper_tail(least, n, copy.up, copy.down);
  return {up, 1 - up};
}

Odds all_of(double count, const Odds& each) {
  if (count <= 1) return count < 1 ? Odds{} : each;
  if (each.up <= 0) return {0, 1};
  const double log_up = each.down < 0.5 ? std::log1p(-each.down) : std::log(each.up);
  return {std::exp(count * log_up), -std::expm1(count * log_up)};
}

Odds both(const Odds& a, const Odds& b) {
  return {a.up * b.up, a.down + a.up * b.down};
}

namespace {

// Probabilities by how many copies the worst shard has lost, of those that every shard has in a
// zone and of those to spare, and by how many nodes are down; what is too much is kept as one sum.
class LostNodes {
 public:
  LostNodes(const NodeNeeds& needs, std::uint32_t nodes, bool counts_nodes)
      : needs_(needs),
        most_copies_(needs.copies - needs.least_copies),
        most_nodes_(counts_nodes ? nodes - needs.least_nodes : 0),
        counts_nodes_(counts_nodes) {
    odds_.assign(states(), 0.0);
    odds_[0] = 1;
  }

  void add(const NodeZone& zone, const Odds& node) {
    std::vector<double> next(states(), 0.0);
    const std::uint32_t first = zone.lost ? zone.nodes : 0;
    // Without a count of the nodes, all beyond one more than each shard's copies are alike.
    const std::uint32_t last =
        zone.lost || counts_nodes_ ? zone.nodes : std::min(zone.nodes, zone.copies + 1);
    for (std::uint32_t down = first; down <= last; ++down) {
      const bool rest = !zone.lost && !counts_nodes_ && down == last && last < zone.nodes;
      const double chance = zone.lost ? 1
                            : rest    ? k_of_n(zone.nodes - down + 1, zone.nodes, node).down
                                      : exactly(down, zone.nodes, node.down, node.up);
      if (chance > 0) shift(zone, down, chance, next);
    }
    odds_ = std::move(next);
  }

  Odds result() const {
    double up = 0;
    for (const double chance : odds_) up += chance;
    return {up, too_much_};
  }

 private:
  std::size_t states() const {
    return std::size_t{most_copies_ + 1} * (needs_.spare + 1) * (most_nodes_ + 1);
  }

  void shift(const NodeZone& zone, std::uint32_t down, double chance, std::vector<double>& next) {
    const std::uint32_t copies = std::min(zone.copies, down);
    const bool spare = down > zone.copies;
    std::size_t from = 0;
    for (std::uint32_t c = 0; c <= most_copies_; ++c) {
      for (std::uint32_t s = 0; s <= needs_.spare; ++s) {
        for (std::uint32_t n = 0; n <= most_nodes_; ++n, ++from) {
          if (odds_[from] == 0) continue;
          const std::uint32_t spares = std::min(needs_.spare, s + (spare ? 1u : 0u));
          const std::uint32_t nodes = counts_nodes_ ? n + down : 0;
          if (c + copies + spares > most_copies_ || nodes > most_nodes_) {
            too_much_ += odds_[from] * chance;
            continue;
          }
          const std::size_t to =
              (std::size_t{c + copies} * (needs_.spare + 1) + spares) * (most_nodes_ + 1) + nodes;
          next[to] += odds_[from] * chance;
        }
      }
    }
  }

  NodeNeeds needs_;
  std::uint32_t most_copies_, most_nodes_;
  bool counts_nodes_;
  std::vector<double> odds_;
  double too_much_ = 0;
};

}  // namespace

Odds enough_nodes(std::span<const NodeZone> zones, const NodeNeeds& needs, const Odds& node) {
  std::uint32_t all = 0, up = 0;
  for (const NodeZone& zone : zones) {
    all += zone.nodes;
    if (!zone.lost) up += zone.nodes;
  }
  const std::uint32_t least = std::max(needs.least_nodes, 1u);
  if (up < least || needs.least_copies > needs.copies) return {0, 1};
  const bool counts = all <= most_counted_nodes && least > 1;
  LostNodes lost({needs.copies, needs.spare, needs.least_copies, least}, all, counts);
  for (const NodeZone& zone : zones) lost.add(zone, node);
  if (counts || least == 1) return lost.result();
  // Both are hurt by the same failures, so taking them as independent errs on the safe side.
  return both(lost.result(), k_of_n(least, up, node));
}

}  // namespace joist::analysis

// Decision diagrams against brute force, k of n copies, and what is stated of one.
#include <algorithm>
#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "analysis/availability_copies.hpp"
#include "analysis/availability_events.hpp"
#include "analysis/bdd_odds.hpp"

using namespace joist;
using namespace joist::analysis;

namespace {

// To so many significant digits, however small both are.
bool same(double a, double b, double relative = 1e-12) {
  return std::fabs(a - b) <= relative * std::max(std::fabs(a), std::fabs(b));
}

// A random function of `count` variables, built up from and, or, and counting.
struct Random {
  std::mt19937 random;
  int count;

  struct Gate {
    std::vector<int> inputs;  // variables, then gates from `count` on
    std::uint32_t least = 1;
  };
  std::vector<Gate> gates;

  Random(unsigned seed, int variables) : random(seed), count(variables) {
    const int made = 3 + static_cast<int>(random() % 8);
    for (int g = 0; g < made; ++g) {
      Gate gate;
      const int inputs = 2 + static_cast<int>(random() % 4);
      for (int i = 0; i < inputs; ++i)
        gate.inputs.push_back(static_cast<int>(random() % static_cast<unsigned>(count + g)));
      gate.least = 1 + random() % static_cast<unsigned>(inputs);
      gates.push_back(gate);
    }
  }

  bool value(unsigned state) const {
    std::vector<bool> values;
    for (int v = 0; v < count; ++v) values.push_back((state >> v & 1) != 0);
    for (const Gate& gate : gates) {
      std::uint32_t up = 0;
      for (const int input : gate.inputs) up += values[static_cast<std::size_t>(input)] ? 1 : 0;
      values.push_back(up >= gate.least);
    }
    return values.back();
  }

  Bdd::Ref build(Bdd& bdd) const {
    std::vector<Bdd::Ref> refs;
    for (int v = 0; v < count; ++v) refs.push_back(bdd.variable(static_cast<std::uint32_t>(v)));
    for (const Gate& gate : gates) {
      std::vector<Bdd::Ref> inputs;
      for (const int input : gate.inputs) inputs.push_back(refs[static_cast<std::size_t>(input)]);
      refs.push_back(bdd.at_least(gate.least, inputs));
    }
    return refs.back();
  }
};

std::vector<Odds> some_odds(std::mt19937& random, int count) {
  std::vector<Odds> odds;
  for (int v = 0; v < count; ++v) {
    const double down = std::pow(10.0, -3.0 * static_cast<double>(random() % 1000) / 1000);
    odds.push_back({1 - down, down});
  }
  return odds;
}

double weight(const std::vector<Odds>& odds, unsigned state, int without = -1) {
  double product = 1;
  for (std::size_t v = 0; v < odds.size(); ++v) {
    if (static_cast<int>(v) == without) continue;
    product *= (state >> v & 1) != 0 ? odds[v].up : odds[v].down;
  }
  return product;
}

}  // namespace

TEST_CASE("law: a decision diagram agrees with brute force up to 16 events") {
  for (unsigned seed = 1; seed <= 150; ++seed) {
    Random function(seed, 3 + static_cast<int>(seed % 14));
    const std::vector<Odds> odds = some_odds(function.random, function.count);
    Bdd bdd;
    const Bdd::Ref root = function.build(bdd);
    double down = 0;
    for (unsigned state = 0; state < 1u << function.count; ++state)
      if (!function.value(state)) down += weight(odds, state);
    const Odds found = probability(bdd, root, odds);
    CAPTURE(seed);
    CHECK(same(found.down, down, 1e-10));
    CHECK(found.up == doctest::Approx(1 - down));
  }
}

TEST_CASE("law: importance agrees with brute force") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    Random function(seed, 3 + static_cast<int>(seed % 8));
    const std::vector<Odds> odds = some_odds(function.random, function.count);
    Bdd bdd;
    const Bdd::Ref root = function.build(bdd);
    std::vector<Block> blocks;
    for (std::uint32_t v = 0; v < odds.size(); ++v) blocks.push_back({v, v + 1});
    const auto given = given_blocks(bdd, root, odds, blocks);
    const unsigned states = 1u << function.count;
    for (int v = 0; v < function.count; ++v) {
      double down = 0, up = 0, cut = 0;
      for (unsigned state = 0; state < states; ++state) {
        const unsigned with = state | 1u << v;
        const unsigned without = state & ~(1u << v);
        if (state == with) {
          if (!function.value(without)) down += weight(odds, state, v);
          if (!function.value(with)) up += weight(odds, state, v);
          continue;
        }
        // Some states with fewer failures, in which this one decides.
        bool decides = false;
        for (unsigned better = state; better < states; better = (better + 1) | state) {
          if ((better >> v & 1) != 0) continue;
          decides |= !function.value(better) && function.value(better | 1u << v);
        }
        if (decides) cut += weight(odds, state);
      }
      const auto at = static_cast<std::size_t>(v);
      CAPTURE(seed);
      CAPTURE(v);
      CHECK(given[at].down == doctest::Approx(down).epsilon(1e-9));
      CHECK(given[at].up == doctest::Approx(up).epsilon(1e-9));
      CHECK(given[at].spared ==
            doctest::Approx((down - up) * odds[at].down).epsilon(1e-9).scale(1e-6));
      const CutSetOdds found = cut_sets_with(bdd, root, static_cast<std::uint32_t>(v), odds);
      REQUIRE(found.known);
      CHECK(found.down == doctest::Approx(cut).epsilon(1e-9));
    }
  }
}

TEST_CASE("k of n copies, as tables and by hand") {
  const Odds nine{0.9, 0.1};
  CHECK(same(k_of_n(2, 3, nine).up, 0.972));
  CHECK(same(k_of_n(1, 3, nine).down, 0.001));
  CHECK(same(k_of_n(3, 3, nine).up, 0.729));
  CHECK(same(k_of_n(3, 5, nine).up, 0.99144));
  CHECK(k_of_n(0, 3, nine).up == 1);
  CHECK(k_of_n(4, 3, nine).up == 0);
  // 99 of 100 at 1%: 0.99^100 + 100 x 0.01 x 0.99^99
  CHECK(same(k_of_n(99, 100, {0.99, 0.01}).up, 0.735761978923, 1e-11));
  CHECK(same(k_of_n(1, 2, {1 - 1e-12, 1e-12}).down, 1e-24));
  for (std::uint32_t n : {31u, 100u, 1000u}) {
    for (std::uint32_t k = 1; k <= n; k += n / 7) {
      // By counting one copy after the other.
      std::vector<double> up(n + 1, 0.0);
      up[0] = 1;
      for (std::uint32_t i = 0; i < n; ++i) {
        for (std::uint32_t m = i + 1; m > 0; --m) up[m] = up[m] * 0.1 + up[m - 1] * 0.9;
        up[0] *= 0.1;
      }
      double enough = 0, few = 0;
      for (std::uint32_t m = 0; m < k; ++m) few += up[m];
      for (std::uint32_t m = n; m >= k; --m) enough += up[m];
      CAPTURE(n);
      CAPTURE(k);
      CHECK(same(k_of_n(k, n, nine).down, few, few < 0.5 ? 1e-10 : 1e-12));
      CHECK(same(k_of_n(k, n, nine).up, enough, enough < 0.5 ? 1e-10 : 1e-12));
    }
  }
}

TEST_CASE("what is stated is down for as long as its digits say") {
  CHECK(from_availability(0.999999999999).down == 1e-12);
  CHECK(from_availability(0.9995).down == 5e-4);
  CHECK(from_availability(0.95).down == 0.05);
  CHECK(from_availability(0.5).down == 0.5);
  CHECK(from_availability(0.0625).down == 0.9375);
  CHECK(from_availability(1.0 / 3).down == 1 - 1.0 / 3);
  CHECK(from_availability(1).down == 0);
  CHECK(from_availability(0).down == 1);
  CHECK(from_repair(999, 1)->down == 1e-3);
  CHECK_FALSE(from_repair(0, 0));
}

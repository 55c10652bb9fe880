// Samples of many figures: multiples kept once, and counted where there are too many.
#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "analysis/uncertainty_samples.hpp"

using doctest::Approx;
using joist::analysis::Middle;
using joist::analysis::Samples;

namespace {

// A lognormal, three of them, the same until point 500 and then four, and another lognormal.
std::vector<Middle> sampled(std::size_t points, std::size_t most_kept) {
  Samples samples(4, points, most_kept);
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  for (std::size_t k = 0; k < points; ++k) {
    const double a = std::exp(normal(random)), b = std::exp(normal(random) / 2);
    samples.add({a, 3 * a, k < 500 ? 3 * a : 4 * a, b});
  }
  return samples.middles();
}

}  // namespace

TEST_CASE("multiples have the quantiles of what they are multiples of") {
  const auto all = sampled(20'000, 1'000'000);
  CHECK(all[1].low == Approx(3 * all[0].low).epsilon(1e-12));
  CHECK(all[1].high == Approx(3 * all[0].high).epsilon(1e-12));
  CHECK(all[0].median == Approx(1).epsilon(0.02));
  CHECK(all[0].above_one == Approx(0.5).epsilon(0.02));
  CHECK(all[1].above_one == Approx(0.864).epsilon(0.01));
  CHECK(all[2].median == Approx(4 * all[0].median).epsilon(0.03));
  CHECK(all[2].median > all[1].median * 1.2);
}

TEST_CASE("what is counted has nearly the quantiles of what is kept") {
  const auto kept = sampled(20'000, 1'000'000), counted = sampled(20'000, 0);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    CAPTURE(i);
    CHECK(counted[i].low == Approx(kept[i].low).epsilon(0.01));
    CHECK(counted[i].median == Approx(kept[i].median).epsilon(0.01));
    CHECK(counted[i].high == Approx(kept[i].high).epsilon(0.01));
    CHECK(counted[i].above_one == Approx(kept[i].above_one).epsilon(0.01));
  }
}

TEST_CASE("values that are not known are left out, and infinite ones are the greatest") {
  Samples samples(2, 10);
  for (int k = 0; k < 10; ++k) samples.add({k < 4 ? NAN : k, k < 4 ? INFINITY : k});
  const auto all = samples.middles();
  CHECK(all[0].median == Approx(6.5));
  CHECK(std::isinf(all[1].high));
  CHECK(all[1].low == Approx(4));
}

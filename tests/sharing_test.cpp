// Times of requests that share servers, against the exact moments.
#include "analysis/sharing.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "analysis/waiting.hpp"

namespace joist::tests {
namespace {

using analysis::Exponential;

struct Moments {
  double all = 0, mean = 0, variation = 0;
};

Moments moments_of(double servers, double load) {
  Moments found;
  double squares = 0;
  for (const Exponential& each : analysis::sojourn_when_shared(servers, load)) {
    CHECK(each.share > 0);
    CHECK(each.mean > 0);
    found.all += each.share;
    found.mean += each.share * each.mean;
    squares += 2 * each.share * each.mean * each.mean;
  }
  found.variation = squares / (found.mean * found.mean) - 1;
  return found;
}

}  // namespace

// Coffman, Muntz and Trotter, J. ACM 17, 1970.
TEST_CASE("a shared server has the mean and the variance of M/M/1 under processor sharing") {
  for (const double load : {0.05, 0.3, 0.5, 0.7, 0.9}) {
    CAPTURE(load);
    const Moments found = moments_of(1, load);
    CHECK(found.all == doctest::Approx(1));
    CHECK(found.mean == doctest::Approx(1 / (1 - load)).epsilon(1e-9));
    CHECK(found.variation == doctest::Approx((2 + load) / (2 - load)).epsilon(2e-3));
  }
}

TEST_CASE("shared servers have the mean of first come, first served") {
  for (const double servers : {2.0, 5.0, 40.0}) {
    for (const double load : {0.3, 0.7, 0.9}) {
      CAPTURE(servers);
      CAPTURE(load);
      const double waits = analysis::erlang_c(servers, servers * load) / (servers * (1 - load));
      CHECK(moments_of(servers, load).mean == doctest::Approx(1 + waits).epsilon(1e-9));
    }
  }
}

}  // namespace joist::tests

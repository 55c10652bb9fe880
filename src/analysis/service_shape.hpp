// How service times spread around their mean, as a 99th percentile states it.
#pragma once

#include <memory>
#include <vector>

namespace joist::analysis {

// An exponential time, a lognormal one, or two sorts of requests: quick ones, with an exponential
// time, and a share of slow ones that all take the same.
struct ServiceShape {
  double variation = 1;  // squared coefficient of variation; 1: exponential
  double slow = 0;       // the share of slow requests; 0: there is one sort
  double slow_time = 0;  // in means
  // Calls that take different times on average, each in a shape of its own; mostly null.
  std::shared_ptr<const std::vector<struct ServiceSort>> sorts = {};

  bool is_exponential() const;
  double quick_time() const;  // mean of the others, in means
};

struct ServiceSort {
  double share = 0;
  double time = 0;     // mean, in means of all
  ServiceShape shape;  // itself of one sort
};
// Of all of them together.
ServiceShape shape_of(std::vector<ServiceSort> sorts);

// At most so many times the mean can the 99th percentile of any time be: one in a hundred then
// takes all of it (Markov's inequality).
inline constexpr double most_p99 = 100;

// Lognormal up to e^(z^2 / 2) = 15 times the mean, which no lognormal exceeds; then of two sorts.
ServiceShape shape_of(double mean, double p99);

}  // namespace joist::analysis

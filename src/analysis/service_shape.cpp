// Finds service times that have both the mean and the 99th percentile that are stated.
#include "analysis/service_shape.hpp"

#include <algorithm>
#include <cmath>

namespace joist::analysis {
namespace {

constexpr double z99 = 2.3263478740408408;  // of the standard normal

// The slow ones take the percentile. They have to be more than one in a hundred, and take no more
// than the mean altogether: the geometric middle of both is far from either. A trace more, so that
// at the greatest ratio, too, the percentile is theirs.
ServiceShape of_two_sorts(double ratio) {
  constexpr double trace = 1e-9;
  ServiceShape shape;
  shape.slow = 0.01 * std::sqrt(most_p99 / ratio) * (1 + trace);
  shape.slow_time = ratio;
  const double quick = shape.quick_time();
  shape.variation = (1 - shape.slow) * 2 * quick * quick + shape.slow * ratio * ratio - 1;
  return shape;
}

}  // namespace

bool ServiceShape::is_exponential() const {
  return slow <= 0 && !sorts && std::abs(variation - 1) < 1e-9;
}

double ServiceShape::quick_time() const {
  return std::max(0.0, 1 - slow * slow_time) / (1 - slow);
}

ServiceShape shape_of(std::vector<ServiceSort> sorts) {
  double squares = 0;
  for (const ServiceSort& sort : sorts)
    squares += sort.share * sort.time * sort.time * (1 + sort.shape.variation);
  ServiceShape all;
  all.variation = squares - 1;
  all.sorts = std::make_shared<const std::vector<ServiceSort>>(std::move(sorts));
  return all;
}

// The lognormal with that mean and that 99th percentile: exp(z s - s^2 / 2) = p99 / mean.
ServiceShape shape_of(double mean, double p99) {
  const double ratio = std::max(p99 / mean, 1.0);
  const double root = z99 * z99 - 2 * std::log(ratio);
  if (root < 0) return of_two_sorts(std::min(ratio, most_p99));
  const double sigma = z99 - std::sqrt(root);
  return {std::expm1(sigma * sigma)};
}

}  // namespace joist::analysis

// Distributions with a formula of their own, put on a grid.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "analysis/distribution.hpp"
#include "quantity/normal.hpp"

namespace joist::analysis {

using quantity::normal_cdf;

namespace {

// Each point gets what a triangle of base 2h around it takes of the density: with G the integral of
// the distribution function, (G(t + h) - 2 G(t) + G(t - h)) / h. That keeps the mean.
template <class Integral>
Masses discretized(double step, std::size_t size, const Integral& integral) {
  Masses masses(size, 0, step);
  double before = 0, at = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const double after = integral(step * static_cast<double>(i + 1));
    masses[i] = std::max(0.0, (after - 2 * at + before) / step);
    before = at;
    at = after;
  }
  return masses;
}

Masses make_lognormal(double step, std::size_t size, double mean, double variation) {
  const double sigma = std::sqrt(std::log1p(variation));
  const double mu = std::log(mean) - sigma * sigma / 2;
  Masses masses = discretized(step, size, [&](double t) {
    const double z = (std::log(t) - mu) / sigma;
    return t * normal_cdf(z) - mean * normal_cdf(z - sigma);
  });
  // Between two points, and so to both: that has added a sixth of a squared step to the variance.
  double all = 0;
  for (const double mass : masses) all += mass;
  draw_together(masses, all / 6);
  return masses;
}

// The last ones made: at sample after sample a service takes the same times on the same grid.
class Lognormals {
 public:
  const Masses* find(double step, std::size_t size, double mean, double variation) const {
    for (const Made& made : made_) {
      const bool is_it = made.step == step && made.masses.size() == size && made.mean == mean &&
                         made.variation == variation;
      if (is_it) return &made.masses;
    }
    return nullptr;
  }

  const Masses& keep(double step, double mean, double variation, Masses masses) {
    Made& oldest = made_[next_++ % made_.size()];
    oldest = {step, mean, variation, std::move(masses)};
    return oldest.masses;
  }

 private:
  struct Made {
    double step = 0, mean = 0, variation = 0;
    Masses masses;
  };
  std::array<Made, 32> made_;
  std::size_t next_ = 0;
};

}  // namespace

Masses Grid::lognormal(double mean, double variation) const {
  static thread_local Lognormals lognormals;
  work_ += 150;  // also where it was made before: what is counted must not depend on that
  if (const Masses* made = lognormals.find(step_, size_, mean, variation)) return *made;
  return lognormals.keep(step_, mean, variation, make_lognormal(step_, size_, mean, variation));
}

namespace {

constexpr double most_counted = 128;  // messages of a batch, up to which each is added by itself

// E[min(M, most)] of a normal M.
double limited(double mean, double deviation, double most) {
  const double z = (most - mean) / deviation;
  const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
  return mean * normal_cdf(z) + most * normal_cdf(-z) - deviation * density;
}

}  // namespace

Masses Grid::filling(double messages, double interval) const {
  Masses result = never();
  if (messages <= most_counted) {
    Masses waits = nothing();
    for (double left = messages; left > 1e-9; --left) {
      add(result, waits, std::min(left, 1.0) / messages);
      if (left > 1) add_in_place(waits, interval);
    }
    return result;
  }
  work_ += 60;
  result.start = 0;
  double before = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    const double come = (static_cast<double>(i) + 0.5) * step_ / interval;
    const double below = limited(come + 1, std::sqrt(come), messages) / messages;
    result[i] = std::max(0.0, below - before);
    before = std::max(before, below);
  }
  return result;
}

namespace {

// E[min(X, t)] and E[min(X, t)^2] of a time X.
struct Cut {
  double mean = 0, square = 0;
};

Cut cut_exponential(double mean, double t) {
  if (!(mean > 0)) return {};
  const double tail = std::exp(-t / mean);
  return {mean * (1 - tail), 2 * mean * mean * (1 - tail * (1 + t / mean))};
}

Cut cut_constant(double value, double t) {
  const double least = std::min(value, t);
  return {least, least * least};
}

Cut cut_lognormal(double mean, double variation, double t) {
  const double sigma = std::sqrt(std::log1p(variation));
  const double z = (std::log(t / mean) + sigma * sigma / 2) / sigma;
  const double beyond = normal_cdf(-z);
  return {mean * normal_cdf(z - sigma) + t * beyond,
          mean * mean * (1 + variation) * normal_cdf(z - 2 * sigma) + t * t * beyond};
}

Cut cut_service(double mean, const ServiceShape& shape, double t) {
  if (shape.sorts) {
    Cut all;
    for (const ServiceSort& sort : *shape.sorts) {
      if (!(sort.time > 0)) continue;
      const Cut one = cut_service(mean * sort.time, sort.shape, t);
      all.mean += sort.share * one.mean;
      all.square += sort.share * one.square;
    }
    return all;
  }
  if (shape.slow > 0) {
    const Cut quick = cut_exponential(mean * shape.quick_time(), t);
    const Cut slow = cut_constant(mean * shape.slow_time, t);
    return {quick.mean + (slow.mean - quick.mean) * shape.slow,
            quick.square + (slow.square - quick.square) * shape.slow};
  }
  if (shape.is_exponential()) return cut_exponential(mean, t);
  if (shape.variation < 1e-9) return cut_constant(mean, t);
  return cut_lognormal(mean, shape.variation, t);
}

}  // namespace

// What is left of the service at hand has the distribution E[min(X, t)] / E[X], whose integral is
// (t E[min(X, t)] - E[min(X, t)^2] / 2) / E[X].
Masses Grid::wait_for_one_server(const Wait& wait) const {
  work_ += 150;
  Masses left = discretized(step_, size_, [&](double t) {
    const Cut cut = cut_service(wait.service, wait.shape, t);
    return (t * cut.mean - cut.square / 2) / wait.service;
  });
  Masses none = nothing();
  for (double& mass : left) mass *= wait.probability;
  for (double& mass : none) mass *= 1 - wait.probability;
  return in_rounds(std::move(none), std::move(left));
}

}  // namespace joist::analysis

// Erlang's formulas and the times that follow from them.
#include "analysis/waiting.hpp"

#include <algorithm>
#include <cmath>

namespace joist::analysis {
namespace {

// What Stirling's formula leaves out of the logarithm of n!, for n of 15 and more.
double beyond_stirling(double n) {
  const double square = 1 / (n * n);
  return (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / n;
}

// The chance of `count` under Poisson's distribution over that of `count` or fewer, where hardly
// more than those are ever there. The saddle-point form of C. Loader, "Fast and Accurate
// Computation of Binomial Probabilities", 2000.
double blocked_far_above(double count, double mean) {
  const double away = count * std::log1p((count - mean) / mean) - (count - mean);
  constexpr double two_pi = 6.283185307179586;
  const double chance = std::exp(-away - beyond_stirling(count)) / std::sqrt(two_pi * count);
  double more = 0, term = 1, k = count;
  do {
    term *= mean / ++k;
    more += term;
  } while (term > 1e-17 * more);
  return chance / (1 - chance * more);
}

}  // namespace

// Errors of the start fade by k / a with each step below a, so ten standard deviations before it
// they are gone.
double erlang_b(double servers, double erlangs) {
  if (erlangs <= 0) return servers > 0 ? 0 : 1;
  const double count = std::floor(servers), deviations = std::sqrt(erlangs);
  if (count >= 15 && count > erlangs + 3 * deviations + 5) return blocked_far_above(count, erlangs);
  const double start = std::max(0.0, std::floor(std::min(servers, erlangs) - 10 * deviations - 10));
  double blocked = start == 0 ? 1 : 1 - start / erlangs;
  for (double k = start + 1; k <= count; ++k) blocked = erlangs * blocked / (k + erlangs * blocked);
  return blocked;
}

double erlang_c(double servers, double erlangs) {
  if (erlangs >= servers) return 1;
  const double blocked = erlang_b(servers, erlangs);
  const double load = erlangs / servers;
  return blocked / (1 - load * (1 - blocked));
}

Wait wait_in_queue(double servers, double rate, double service, double variation) {
  const double erlangs = rate * service;
  if (erlangs <= 0) return {};
  if (erlangs >= servers) return {1, infinity};
  const double spare = servers / service - rate;
  return {erlang_c(servers, erlangs), (1 + variation) / 2 / spare};
}

double response_tail(const Wait& wait, double service, double time) {
  if (time <= 0) return 1;
  if (std::isinf(wait.mean)) return 1;
  if (service <= 0) return wait.mean > 0 ? wait.probability * std::exp(-time / wait.mean) : 0;
  const double own = std::exp(-time / service);
  if (wait.probability <= 0 || wait.mean <= 0) return own;
  const double difference = wait.mean - service;
  double both;  // P(wait + service > t) for one who waits
  if (std::abs(difference) < 1e-7 * service) {
    both = (1 + time / service) * own;
  } else {
    both = (wait.mean * std::exp(-time / wait.mean) - service * own) / difference;
  }
  return (1 - wait.probability) * own + wait.probability * both;
}

double response_cut(const Wait& wait, double service, double most) {
  if (!(most > 0)) return 0;
  const auto cut = [&](double mean) { return mean > 0 ? -mean * std::expm1(-most / mean) : 0; };
  const double own = cut(service);
  if (wait.probability <= 0 || wait.mean <= 0) return own;
  double both = most;  // of one who waits
  const double difference = wait.mean - service;
  if (std::abs(difference) < 1e-5 * service) {
    both = 2 * own - most * std::exp(-most / service);
  } else if (std::isfinite(wait.mean)) {
    both = (wait.mean * cut(wait.mean) - service * own) / difference;
  }
  return (1 - wait.probability) * own + wait.probability * both;
}

double response_quantile(const Wait& wait, double service, double share) {
  if (std::isinf(wait.mean)) return infinity;
  if (service <= 0) return wait_quantile(wait, share);
  double low = 0, high = service + wait.mean;
  while (response_tail(wait, service, high) > 1 - share) high *= 2;
  // The logarithm of the tail is nearly straight, so that a secant between the ends lands close.
  double above = std::log(response_tail(wait, service, low) / (1 - share));
  double below = std::log(response_tail(wait, service, high) / (1 - share));
  for (int step = 0; step < 100 && high - low > 1e-14 * high; ++step) {
    const double secant = low + (high - low) * above / (above - below);
    const double at = step % 3 == 2 || !(secant > low && secant < high) ? (low + high) / 2 : secant;
    const double now = std::log(response_tail(wait, service, at) / (1 - share));
    if (now == 0) return at;
    (now > 0 ? low : high) = at;
    (now > 0 ? above : below) = now;
  }
  return (low + high) / 2;
}

double wait_quantile(const Wait& wait, double share) {
  if (wait.probability <= 1 - share) return 0;
  if (std::isinf(wait.mean)) return infinity;
  return wait.mean * std::log(wait.probability / (1 - share));
}

}  // namespace joist::analysis

// Finds where a condition begins to hold.
#pragma once

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/results.hpp"

namespace joist::analysis {

constexpr double highest_factor = 1e9;  // above which nothing is looked for

// The smallest factor at which `holds` is true: it is from there on. Infinite where there is none.
template <class Holds>
double bisect(const Holds& holds) {
  constexpr int steps = 60;
  double high = 1;
  while (!holds(high)) {
    high *= 8;
    if (high > highest_factor) return infinity;
  }
  double low = 0;
  for (int step = 0; step < steps && high - low > 1e-13 * high; ++step) {
    const double middle = (low + high) / 2;
    (holds(middle) ? high : low) = middle;
  }
  return high;
}

// How far a figure that rises with a factor, and may rise beyond all bounds, is below `most`: of
// the inverse, which has no poles.
inline double inverse_left(double value, double most) {
  return (value > 0 ? 1 / value : highest_factor) - 1 / most;
}

// Two factors, and what is left there: above 0 at the low one, and not at the high one.
struct Bracket {
  double low = 0, high = 1, above = highest_factor, below = 0;
};

// Where nothing is left between the two: inverse quadratic interpolation where it can be trusted,
// else bisection (T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the
// zero of a nonlinear function without using derivatives", Adv. Eng. Software 28, 1997).
template <class Left>
double narrowed(const Bracket& bracket, const Left& left) {
  constexpr double tolerance = 1e-13;
  double at = bracket.high, now = bracket.below;               // the last one
  double other = bracket.low, there = bracket.above;           // on the other side
  double share = bracket.low > 0 ? now / (now - there) : 0.5;  // of the way from one to the other
  for (int step = 0; step < 100; ++step) {
    const double next = at + share * (other - at), left_there = left(next);
    double third = at, at_third = now;
    if ((left_there > 0) != (now > 0)) {
      third = std::exchange(other, at);
      at_third = std::exchange(there, now);
    }
    at = next;
    now = left_there;
    const double best = std::abs(now) < std::abs(there) ? at : other;
    const double least = tolerance * std::abs(best) / (2 * std::abs(other - at));
    if (now == 0 || !(least <= 0.5)) return best;
    const double place = (at - other) / (third - other), fall = (now - there) / (at_third - there);
    const bool bends_little = fall * fall < place && (1 - fall) * (1 - fall) < 1 - place;
    share = 0.5;
    if (bends_little)
      share = now / (there - now) * at_third / (there - at_third) +
              (third - at) / (other - at) * now / (at_third - now) * there / (at_third - there);
    share = std::clamp(share, least, 1 - least);
  }
  return at;
}

// The factor at which a figure that rises with it, and may rise beyond all bounds, is `most`.
// Infinite where it never is.
template <class Rising>
double factor_for(double most, const Rising& rising) {
  const auto left = [&](double factor) { return inverse_left(rising(factor), most); };
  Bracket at;
  at.below = left(at.high);
  while (at.below > 0) {
    at = {at.high, at.high * 8, at.below, 0};
    if (at.high > highest_factor) return infinity;
    at.below = left(at.high);
  }
  return narrowed(at, left);
}

// Factors in steps of a fifth of an octave: what many figures are asked for at the same ones can be
// worked out for all at once.
inline double factor_of_step(int step) {
  return std::exp2(step / 5.0);
}

// The same, where `rising_at` tells the figure at a step, for little.
template <class RisingAt, class Rising>
double factor_for(double most, const RisingAt& rising_at, const Rising& rising) {
  constexpr int lowest = -200, highest = 150;
  const auto left_at = [&](int step) { return inverse_left(rising_at(step), most); };
  int low = 0, high = 0;
  double above = left_at(0), below = above;
  for (int by = 1; above <= 0; by *= 2) {
    high = low;
    below = above;
    low -= by;
    if (low < lowest) return factor_for(most, rising);
    above = left_at(low);
  }
  for (int by = 1; below > 0; by *= 2) {
    low = high;
    above = below;
    high += by;
    if (high > highest) return factor_for(most, rising);
    below = left_at(high);
  }
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    const double now = left_at(middle);
    (now > 0 ? low : high) = middle;
    (now > 0 ? above : below) = now;
  }
  return narrowed({factor_of_step(low), factor_of_step(high), above, below},
                  [&](double factor) { return inverse_left(rising(factor), most); });
}

}  // namespace joist::analysis

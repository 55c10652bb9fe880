// Finds where a condition begins to hold.
#pragma once

#include <algorithm>

#include "analysis/results.hpp"

namespace joist::analysis {

// The smallest factor at which `holds` is true: it is from there on. Infinite where there is none.
template <class Holds>
double bisect(const Holds& holds) {
  constexpr double highest = 1e9;  // above which nothing is looked for
  constexpr int steps = 60;
  double high = 1;
  while (!holds(high)) {
    high *= 8;
    if (high > highest) return infinity;
  }
  double low = 0;
  for (int step = 0; step < steps && high - low > 1e-13 * high; ++step) {
    const double middle = (low + high) / 2;
    (holds(middle) ? high : low) = middle;
  }
  return high;
}

// The factor at which a figure that rises with it, and may rise beyond all bounds, is `most`.
// Infinite where it never is. False position with halved ends (M. Dowell and P. Jarratt, "A
// modified regula falsi method", BIT 11, 1971), on the inverse, which has no poles.
template <class Rising>
double factor_for(double most, const Rising& rising) {
  constexpr double highest = 1e9;
  const auto left = [&](double factor) {
    const double value = rising(factor);
    return (value > 0 ? 1 / value : highest) - 1 / most;
  };
  double low = 0, high = 1, above = highest, below = left(high);
  while (below > 0) {
    low = high;
    above = below;
    high *= 8;
    if (high > highest) return infinity;
    below = left(high);
  }
  int side = 0;
  for (int step = 0; step < 100 && high - low > 1e-13 * high; ++step) {
    const bool halves = low == 0 || step % 8 == 7;
    const double middle =
        halves ? (low + high) / 2
               : std::clamp((low * below - high * above) / (below - above), low, high);
    const double now = left(middle);
    if (now > 0) {
      low = middle;
      above = now;
      if (side == 1) below /= 2;
      side = 1;
    } else {
      high = middle;
      below = now;
      if (side == -1) above /= 2;
      side = -1;
    }
    if (now == 0) break;
  }
  return high;
}

}  // namespace joist::analysis

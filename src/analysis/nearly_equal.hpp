// Compares figures that were computed in different ways.
#pragma once

#include <algorithm>
#include <cmath>

namespace joist::analysis {

// Whether they differ by no more than this part of the greater one: rounding. What is infinite or
// not a number is equal to the same alone.
inline bool nearly_equal(double a, double b, double part = 1e-9) {
  if (std::isfinite(a) && std::isfinite(b))
    return std::abs(a - b) <= part * std::max(std::abs(a), std::abs(b));
  return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace joist::analysis

// Small dense linear systems, by LU with partial pivoting.
#include "analysis/dense.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace joist::analysis {

DenseSystem::DenseSystem(std::size_t size, std::vector<double> matrix)
    : size_(size), factors_(std::move(matrix)), order_(size) {
  std::iota(order_.begin(), order_.end(), 0u);
  const auto row = [&](std::size_t i) { return factors_.data() + order_[i] * size_; };
  for (std::size_t k = 0; k < size_; ++k) {
    std::size_t best = k;
    for (std::size_t i = k + 1; i < size_; ++i) {
      if (std::abs(row(i)[k]) > std::abs(row(best)[k])) best = i;
    }
    std::swap(order_[k], order_[best]);
    const double* pivot = row(k);
    if (!(std::abs(pivot[k]) > 0)) regular_ = false;
    if (!regular_) return;
    for (std::size_t i = k + 1; i < size_; ++i) {
      double* at = row(i);
      const double factor = at[k] /= pivot[k];
      if (factor == 0) continue;
      for (std::size_t j = k + 1; j < size_; ++j) at[j] -= factor * pivot[j];
    }
  }
}

std::vector<double> DenseSystem::solve(std::vector<double> right) const {
  if (!regular_) return std::vector<double>(size_, std::numeric_limits<double>::quiet_NaN());
  std::vector<double> x(size_);
  for (std::size_t i = 0; i < size_; ++i) {
    const double* at = factors_.data() + order_[i] * size_;
    x[i] = right[order_[i]];
    for (std::size_t j = 0; j < i; ++j) x[i] -= at[j] * x[j];
  }
  for (std::size_t i = size_; i-- > 0;) {
    const double* at = factors_.data() + order_[i] * size_;
    for (std::size_t j = i + 1; j < size_; ++j) x[i] -= at[j] * x[j];
    x[i] /= at[i];
  }
  return x;
}

}  // namespace joist::analysis

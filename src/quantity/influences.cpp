// Tells how much of a spread each estimate explains.
#include <algorithm>
#include <cmath>

#include "quantity/uncertain.hpp"

namespace joist::quantity {
namespace {

std::vector<double> ranks_of(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  std::vector<double> ranks(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) ranks[order[i]] = static_cast<double>(i);
  return ranks;
}

double squared_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const std::size_t n = std::min(a.size(), b.size());
  const double middle = static_cast<double>(n - 1) / 2;
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = a[i] - middle, y = b[i] - middle;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa * bb == 0 ? 0 : ab * ab / (aa * bb);
}

}  // namespace

std::vector<std::pair<Draw, double>> influences(const Quantity& quantity) {
  std::vector<std::pair<Draw, double>> result;
  if (!quantity.uncertain) return result;
  if (const auto& closed = quantity.uncertain->closed()) {
    for (const Weight& w : closed->weights) result.emplace_back(w.draw(), w.weight * w.weight);
  } else {
    const std::vector<double> ranks = ranks_of(quantity.uncertain->values());
    for (const auto& points : quantity.uncertain->draws()) {
      result.emplace_back(points->draw(), squared_correlation(ranks, ranks_of(points->values())));
    }
  }
  double total = 0;
  for (const auto& [draw, part] : result) total += part;
  for (auto& [draw, part] : result) part = total > 0 ? part / total : 0;
  return result;
}

}  // namespace joist::quantity

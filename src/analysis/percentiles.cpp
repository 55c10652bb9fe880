// Finds percentiles on grids of fitting length.
#include "analysis/percentiles.hpp"

#include <algorithm>
#include <array>

namespace joist::analysis {
namespace {

constexpr std::array<double, 5> shares = {0.5, 0.9, 0.95, 0.99, 0.999};
constexpr double coarsest = 1.0 / 10;  // of the grid's length: where a quantile is fine enough
constexpr double shorter = 1.0 / 8, longer = 8;
constexpr int most_lengths = 12;

}  // namespace

Percentiles percentiles(double mean, double guess,
                        const std::function<Masses(const Grid&)>& distribution) {
  std::array<double, 5> found{};
  std::array<bool, 5> is_final{};
  const auto look = [&](double end) {
    const Grid grid(end);
    const Masses masses = distribution(grid);
    bool all_above = true, all_below = true;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      if (is_final[i]) continue;
      const double at = grid.quantile(masses, shares[i]);
      if (at < 0) {
        all_below = false;
        continue;
      }
      found[i] = at;
      is_final[i] = at == 0 || at > end * coarsest;
      if (!is_final[i]) all_above = false;
    }
    return std::pair{all_above, all_below};
  };
  const double start = std::max(guess, 1e-12) * 10;
  double end = start;
  for (int i = 0; i < most_lengths && !look(end).second; ++i) end *= longer;
  end = start * shorter;
  for (int i = 0; i < most_lengths; ++i, end *= shorter) {
    if (std::all_of(is_final.begin(), is_final.end(), [](bool done) { return done; })) break;
    look(end);
  }
  return {mean, found[0], found[1], found[2], found[3], found[4]};
}

Percentiles without_bound() {
  return {infinity, infinity, infinity, infinity, infinity, infinity};
}

}  // namespace joist::analysis

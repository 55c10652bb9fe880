// Sums what correlations are made of.
#include "analysis/uncertainty_correlations.hpp"

#include <cmath>

namespace joist::analysis {

Correlations::Correlations(std::size_t figures, const std::vector<Points>& draws)
    : series_(figures) {
  for (const Points& points : draws) normals_.push_back(&points->values());
  for (Series& series : series_) series.by_draw.resize(draws.size());
}

void Correlations::add(std::size_t sample, const std::vector<double>& row) {
  for (std::size_t i = 0; i < series_.size(); ++i) {
    if (!(row[i] > 0) || std::isinf(row[i])) continue;
    Series& series = series_[i];
    const double y = std::log(row[i]);
    series.count += 1;
    series.sum += y;
    series.squares += y * y;
    for (std::size_t d = 0; d < normals_.size(); ++d) {
      const double z = (*normals_[d])[sample];
      Sums& sums = series.by_draw[d];
      sums.normals += z;
      sums.normal_squares += z * z;
      sums.products += y * z;
    }
  }
}

std::vector<double> Correlations::shares(std::size_t figure) const {
  const Series& series = series_[figure];
  std::vector<double> result;
  double all = 0;
  for (const Sums& sums : series.by_draw) {
    const double covariance = series.count * sums.products - series.sum * sums.normals;
    const double spread = (series.count * series.squares - series.sum * series.sum) *
                          (series.count * sums.normal_squares - sums.normals * sums.normals);
    result.push_back(spread > 0 ? covariance * covariance / spread : 0);
    all += result.back();
  }
  for (double& share : result) share = all > 0 ? share / all : 0;
  return result;
}

}  // namespace joist::analysis

// How much of a figure's spread each estimate explains, told from its values at the sample points.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "quantity/uncertain.hpp"

namespace joist::analysis {

class Correlations {
 public:
  using Points = std::shared_ptr<const quantity::DrawPoints>;

  Correlations(std::size_t figures, const std::vector<Points>& draws);

  // The figures at one sample point.
  void add(std::size_t sample, const std::vector<double>& row);
  // By draw, scaled to 1 together: the squared correlation of the figure's logarithm with the
  // standard normal of the draw, which is what a product of estimates has of each. All 0 where
  // nothing is known. Values without a logarithm are left out.
  std::vector<double> shares(std::size_t figure) const;

 private:
  struct Sums {
    double normals = 0, normal_squares = 0, products = 0;
  };
  struct Series {
    double count = 0, sum = 0, squares = 0;
    std::vector<Sums> by_draw;
  };

  std::vector<const std::vector<double>*> normals_;  // by draw
  std::vector<Series> series_;                       // by figure
};

}  // namespace joist::analysis

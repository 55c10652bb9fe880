// Small dense linear systems.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace joist::analysis {

// A square matrix, row by row, decomposed once (Gaussian elimination with partial pivoting; Golub
// and Van Loan, Matrix Computations, algorithm 3.4.1) and solved for many right-hand sides.
class DenseSystem {
 public:
  explicit DenseSystem(std::size_t size, std::vector<double> matrix);

  // False: a pivot is zero, and solve() gives values that are no numbers.
  bool regular() const { return regular_; }
  std::vector<double> solve(std::vector<double> right) const;

 private:
  std::size_t size_;
  std::vector<double> factors_;
  std::vector<std::uint32_t> order_;  // of the rows
  bool regular_ = true;
};

}  // namespace joist::analysis

// Sums of independent times: convolutions of real sequences by Fourier transforms.
#pragma once

#include <cstddef>
#include <vector>

namespace joist::analysis {

// Cooley and Tukey's, two passes of radix 2 at a time, real and imaginary parts apart so that
// compilers make vectors of the inner loops. Forward takes the natural order and leaves values
// where their index, its bits reversed, says; backward goes the other way: nobody has to reorder
// for a product.
class Fourier {
 public:
  // Of a power of two of complex values, at least 4.
  explicit Fourier(std::size_t size);

  std::size_t size() const { return size_; }
  void forward(double* real, double* imaginary) const;
  // Leaves out the division by the size.
  void backward(double* real, double* imaginary) const;

 private:
  std::size_t size_;
  bool is_odd_ = false;        // the number of passes
  std::vector<double> roots_;  // of each pass, one behind the other, the longest first
};

// Of two sequences of that length, a power of two of at least 4: as much of the convolution. What
// lies beyond does not come round.
class Convolution {
 public:
  explicit Convolution(std::size_t length);

  // `result` may be one of both.
  void operator()(const double* a, const double* b, double* result) const;

 private:
  // From the transform of both, packed into one, that of their convolution, times 4: its values at
  // even places and, as imaginary parts, those at odd ones, so that half the size is enough.
  void multiply(const double* real, const double* imaginary, double* even, double* odd) const;

  Fourier whole_, half_;
  std::vector<double> cosines_, sines_;  // by place, of frequencies up to half of all
};

}  // namespace joist::analysis

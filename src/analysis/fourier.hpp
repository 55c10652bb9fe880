// The Fourier transform that convolutions of distributions are made with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace joist::analysis {

// Cooley and Tukey's, radix 2, of a power of two of complex values, real and imaginary parts apart
// so that compilers make vectors of the inner loops. Forward takes the natural order and leaves
// values where their index, its bits reversed, says; backward goes the other way: nobody has to
// reorder for a product. Backward leaves out the division by the size.
class Fourier {
 public:
  explicit Fourier(std::size_t size);

  std::size_t size() const { return size_; }
  void forward(double* real, double* imaginary) const;
  void backward(double* real, double* imaginary) const;
  // Where the value of the frequency opposite to that at `place` stands, after `forward`.
  std::size_t opposite(std::size_t place) const { return opposite_[place]; }

 private:
  std::size_t size_;
  std::vector<double> cosines_, sines_;  // of each pass, one behind the other, the longest first
  std::vector<std::uint32_t> opposite_;
};

}  // namespace joist::analysis

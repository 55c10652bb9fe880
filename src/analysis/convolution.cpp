// Two real sequences go through one complex transform, and come back through one of half the size.
#include "analysis/convolution.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

namespace joist::analysis {
namespace {

constexpr double pi = 3.14159265358979323846;

struct Complex {
  double real, imaginary;
};

Complex operator+(Complex a, Complex b) {
  return {a.real + b.real, a.imaginary + b.imaginary};
}

Complex operator-(Complex a, Complex b) {
  return {a.real - b.real, a.imaginary - b.imaginary};
}

Complex operator*(Complex a, Complex b) {
  return {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
}

Complex times_i(Complex a) {
  return {-a.imaginary, a.real};
}

Complex conjugate(Complex a) {
  return {a.real, -a.imaginary};
}

// Values of a transform, from one of them on.
struct Values {
  double *real, *imaginary;

  Complex at(std::size_t k) const { return {real[k], imaginary[k]}; }
  void set(std::size_t k, Complex value) const {
    real[k] = value.real;
    imaginary[k] = value.imaginary;
  }
  Values from(std::size_t k) const { return {real + k, imaginary + k}; }
};

// exp(i pi m k / (2 n)) for m = 1, 2, 3 and k < n: real parts of each m, then imaginary ones.
struct RootsOfUnity {
  const double* first;
  std::size_t n;

  Complex at(std::size_t m, std::size_t k) const {
    const double* real = first + (m - 1) * 2 * n;
    return {real[k], real[n + k]};
  }
};
constexpr std::size_t roots_for_each = 6;

// Loops of a known length are unrolled; all roots of the shortest are 1.
template <std::size_t length>
Complex turned(Complex value, Complex root) {
  return length == 1 ? value : value * root;
}

// Two passes over one block: halves against halves, then quarters against quarters.
template <std::size_t length>
void take_apart(Values a, RootsOfUnity roots) {
  const std::size_t n = length > 0 ? length : roots.n;
  const Values b = a.from(n), c = a.from(2 * n), d = a.from(3 * n);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#endif
  for (std::size_t k = 0; k < n; ++k) {
    const Complex even = a.at(k) + c.at(k), odd = b.at(k) + d.at(k);
    const Complex less = a.at(k) - c.at(k), aside = times_i(b.at(k) - d.at(k));
    a.set(k, even + odd);
    b.set(k, turned<length>(even - odd, conjugate(roots.at(2, k))));
    c.set(k, turned<length>(less - aside, conjugate(roots.at(1, k))));
    d.set(k, turned<length>(less + aside, conjugate(roots.at(3, k))));
  }
}

template <std::size_t length>
void put_together(Values a, RootsOfUnity roots) {
  const std::size_t n = length > 0 ? length : roots.n;
  const Values b = a.from(n), c = a.from(2 * n), d = a.from(3 * n);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#endif
  for (std::size_t k = 0; k < n; ++k) {
    const Complex second = turned<length>(b.at(k), roots.at(2, k));
    const Complex third = turned<length>(c.at(k), roots.at(1, k));
    const Complex fourth = turned<length>(d.at(k), roots.at(3, k));
    const Complex even = a.at(k) + second, odd = a.at(k) - second;
    const Complex both = third + fourth, aside = times_i(third - fourth);
    a.set(k, even + both);
    b.set(k, odd + aside);
    c.set(k, even - both);
    d.set(k, odd - aside);
  }
}

// Where the number of passes is odd, one is left over pairs.
void pairs(Values values, std::size_t size) {
  for (std::size_t k = 0; k < size; k += 2) {
    const Complex a = values.at(k), b = values.at(k + 1);
    values.set(k, a + b);
    values.set(k + 1, a - b);
  }
}

std::size_t reversed_bits(std::size_t index, std::size_t size) {
  std::size_t result = 0;
  for (std::size_t bit = 1; bit < size; bit <<= 1) {
    result = result << 1 | (index & 1);
    index >>= 1;
  }
  return result;
}

}  // namespace

Fourier::Fourier(std::size_t size) : size_(size) {
  for (std::size_t n = size; n > 1; n /= 2) is_odd_ = !is_odd_;
  for (std::size_t n = size / 4; n > 0; n /= 4) {
    const double angle = pi / static_cast<double>(2 * n);
    for (std::size_t m = 1; m <= 3; ++m) {
      for (std::size_t k = 0; k < n; ++k)
        roots_.push_back(std::cos(angle * static_cast<double>(m * k)));
      for (std::size_t k = 0; k < n; ++k)
        roots_.push_back(std::sin(angle * static_cast<double>(m * k)));
    }
  }
}

void Fourier::forward(double* real, double* imaginary) const {
  const Values all = {real, imaginary};
  const double* first = roots_.data();
  std::size_t n = size_ / 4;
  for (; n > 0; first += roots_for_each * n, n /= 4) {
    const RootsOfUnity roots = {first, n};
    const auto pass = n == 1   ? take_apart<1>
                      : n == 2 ? take_apart<2>
                      : n == 4 ? take_apart<4>
                               : take_apart<0>;
    for (std::size_t at = 0; at < size_; at += 4 * n) pass(all.from(at), roots);
  }
  if (is_odd_) pairs(all, size_);
}

void Fourier::backward(double* real, double* imaginary) const {
  const Values all = {real, imaginary};
  if (is_odd_) pairs(all, size_);
  const double* end = roots_.data() + roots_.size();
  for (std::size_t n = is_odd_ ? 2 : 1; n < size_; n *= 4) {
    end -= roots_for_each * n;
    const RootsOfUnity roots = {end, n};
    const auto pass = n == 1   ? put_together<1>
                      : n == 2 ? put_together<2>
                      : n == 4 ? put_together<4>
                               : put_together<0>;
    for (std::size_t at = 0; at < size_; at += 4 * n) pass(all.from(at), roots);
  }
}

Convolution::Convolution(std::size_t length) : whole_(2 * length), half_(length) {
  for (std::size_t place = 0; place < length; ++place) {
    const double angle =
        pi * static_cast<double>(reversed_bits(place, length)) / static_cast<double>(length);
    cosines_.push_back(std::cos(angle));
    sines_.push_back(std::sin(angle));
  }
}

// Of a + ib the transform is X = A + iB; with Y, the conjugate of X at the opposite frequency, A is
// (X + Y) / 2 and B is (X - Y) / 2i. Frequencies that are half of all apart stand side by side.
void Convolution::multiply(const double* real, const double* imaginary, double* even,
                           double* odd) const {
  // Four times A B.
  const auto product = [&](std::size_t place, std::size_t opposite) {
    const Complex x = {real[place], imaginary[place]}, y = {real[opposite], -imaginary[opposite]};
    return times_i((y - x) * (y + x));
  };
  const auto set = [&](std::size_t place, Complex near, Complex far) {
    const Complex aside = (near - far) * Complex{cosines_[place], sines_[place]};
    even[place] = near.real + far.real - aside.imaginary;
    odd[place] = near.imaginary + far.imaginary + aside.real;
  };
  set(0, product(0, 0), product(1, 1));
  // Frequencies with as many zeros behind their last one, whose opposites stand the other way
  // round.
  for (std::size_t first = 1; first < half_.size(); first *= 2) {
    const std::size_t last = 6 * first - 1;  // and the first of all: opposites add up to that
    for (std::size_t place = first; place < 2 * first; ++place) {
      const std::size_t near = 2 * place, far = near + 1;
      set(place, product(near, last - near), product(far, last - far));
    }
  }
}

void Convolution::operator()(const double* a, const double* b, double* result) const {
  const std::size_t length = half_.size();
  const auto all = std::make_unique_for_overwrite<double[]>(6 * length);
  double *real = all.get(), *imaginary = real + 2 * length;
  double *even = imaginary + 2 * length, *odd = even + length;
  std::fill_n(std::copy_n(a, length, real), length, 0.0);
  std::fill_n(std::copy_n(b, length, imaginary), length, 0.0);
  whole_.forward(real, imaginary);
  multiply(real, imaginary, even, odd);
  half_.backward(even, odd);
  const double scale = 1 / static_cast<double>(8 * length);
  for (std::size_t i = 0; i < length / 2; ++i) {
    result[2 * i] = even[i] * scale;
    result[2 * i + 1] = odd[i] * scale;
  }
}

}  // namespace joist::analysis

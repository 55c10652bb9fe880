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

// The quarters of one block.
struct Quarters {
  Values a, b, c, d;
};

// Halves against halves, then quarters against quarters.
struct TakeApart {
  template <std::size_t length>
  static void at(std::size_t k, const Quarters& q, RootsOfUnity roots) {
    const Complex even = q.a.at(k) + q.c.at(k), odd = q.b.at(k) + q.d.at(k);
    const Complex less = q.a.at(k) - q.c.at(k), aside = times_i(q.b.at(k) - q.d.at(k));
    q.a.set(k, even + odd);
    q.b.set(k, turned<length>(even - odd, conjugate(roots.at(2, k))));
    q.c.set(k, turned<length>(less - aside, conjugate(roots.at(1, k))));
    q.d.set(k, turned<length>(less + aside, conjugate(roots.at(3, k))));
  }
};

struct PutTogether {
  template <std::size_t length>
  static void at(std::size_t k, const Quarters& q, RootsOfUnity roots) {
    const Complex second = turned<length>(q.b.at(k), roots.at(2, k));
    const Complex third = turned<length>(q.c.at(k), roots.at(1, k));
    const Complex fourth = turned<length>(q.d.at(k), roots.at(3, k));
    const Complex even = q.a.at(k) + second, odd = q.a.at(k) - second;
    const Complex both = third + fourth, aside = times_i(third - fourth);
    q.a.set(k, even + both);
    q.b.set(k, odd + aside);
    q.c.set(k, even - both);
    q.d.set(k, odd - aside);
  }
};

// Two passes at once over one block; over a length that is not known here where it is 0.
template <class Step, std::size_t length>
void over_block(Values a, RootsOfUnity roots) {
  const std::size_t n = length > 0 ? length : roots.n;
  const Quarters quarters = {a, a.from(n), a.from(2 * n), a.from(3 * n)};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#endif
  for (std::size_t k = 0; k < n; ++k) Step::template at<length>(k, quarters, roots);
}

template <class Step>
void over_all(Values all, std::size_t size, RootsOfUnity roots) {
  const std::size_t n = roots.n;
  const auto block = n == 1   ? over_block<Step, 1>
                     : n == 2 ? over_block<Step, 2>
                     : n == 4 ? over_block<Step, 4>
                              : over_block<Step, 0>;
  for (std::size_t at = 0; at < size; at += 4 * n) block(all.from(at), roots);
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
  for (std::size_t n = size_ / 4; n > 0; first += roots_for_each * n, n /= 4)
    over_all<TakeApart>(all, size_, {first, n});
  if (is_odd_) pairs(all, size_);
}

void Fourier::backward(double* real, double* imaginary) const {
  const Values all = {real, imaginary};
  if (is_odd_) pairs(all, size_);
  const double* end = roots_.data() + roots_.size();
  for (std::size_t n = is_odd_ ? 2 : 1; n < size_; n *= 4) {
    end -= roots_for_each * n;
    over_all<PutTogether>(all, size_, {end, n});
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

// The Fourier transform that convolutions of distributions are made with.
#include "analysis/fourier.hpp"

#include <cmath>

namespace joist::analysis {
namespace {

constexpr double pi = 3.14159265358979323846;

// One block of a pass: its first half against its second, with the roots of unity of the pass.
void part(double* real, double* imaginary, const double* cosine, const double* sine,
          std::size_t half) {
  for (std::size_t k = 0; k < half; ++k) {
    const double r = real[k] - real[k + half], i = imaginary[k] - imaginary[k + half];
    real[k] += real[k + half];
    imaginary[k] += imaginary[k + half];
    real[k + half] = r * cosine[k] + i * sine[k];
    imaginary[k + half] = i * cosine[k] - r * sine[k];
  }
}

void join(double* real, double* imaginary, const double* cosine, const double* sine,
          std::size_t half) {
  for (std::size_t k = 0; k < half; ++k) {
    const double r = real[k + half] * cosine[k] - imaginary[k + half] * sine[k];
    const double i = imaginary[k + half] * cosine[k] + real[k + half] * sine[k];
    real[k + half] = real[k] - r;
    imaginary[k + half] = imaginary[k] - i;
    real[k] += r;
    imaginary[k] += i;
  }
}

std::size_t reversed(std::size_t index, std::size_t size) {
  std::size_t result = 0;
  for (std::size_t bit = 1; bit < size; bit <<= 1) {
    result = result << 1 | (index & 1);
    index >>= 1;
  }
  return result;
}

}  // namespace

Fourier::Fourier(std::size_t size) : size_(size), opposite_(size) {
  for (std::size_t half = size / 2; half > 0; half /= 2) {
    for (std::size_t k = 0; k < half; ++k) {
      const double angle = pi * static_cast<double>(k) / static_cast<double>(half);
      cosines_.push_back(std::cos(angle));
      sines_.push_back(std::sin(angle));
    }
  }
  for (std::size_t i = 0; i < size; ++i) {
    opposite_[reversed(i, size)] = static_cast<std::uint32_t>(reversed((size - i) % size, size));
  }
}

void Fourier::forward(double* real, double* imaginary) const {
  std::size_t roots = 0;
  for (std::size_t half = size_ / 2; half > 0; roots += half, half /= 2) {
    for (std::size_t at = 0; at < size_; at += 2 * half)
      part(real + at, imaginary + at, &cosines_[roots], &sines_[roots], half);
  }
}

void Fourier::backward(double* real, double* imaginary) const {
  std::size_t roots = size_ - 2;
  for (std::size_t half = 1; half < size_; half *= 2, roots -= half) {
    for (std::size_t at = 0; at < size_; at += 2 * half)
      join(real + at, imaginary + at, &cosines_[roots], &sines_[roots], half);
  }
}

}  // namespace joist::analysis

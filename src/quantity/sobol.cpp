// The Sobol sequence: Sobol 1967, in the form of Bratley and Fox, ACM TOMS 14 (1988), 88-100.
#include "quantity/sobol.hpp"

#include <array>
#include <bit>

#include "quantity/direction_numbers.hpp"

namespace joist::quantity {

namespace {

constexpr std::uint32_t bits = 32;
constexpr std::uint32_t dimensions = static_cast<std::uint32_t>(direction_numbers.size()) + 1;
using Directions = std::array<std::uint32_t, bits>;

// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

Directions directions_of(std::uint32_t dimension) {
  Directions v{};
  if (dimension == 0) {
    for (std::uint32_t i = 0; i < bits; ++i) v[i] = 1u << (bits - 1 - i);
    return v;
  }
  const DirectionNumbers& numbers = direction_numbers[dimension - 1];
  const std::uint32_t degree = numbers.degree;
  for (std::uint32_t i = 0; i < degree; ++i) {
    v[i] = static_cast<std::uint32_t>(numbers.first[i]) << (bits - 1 - i);
  }
  for (std::uint32_t i = degree; i < bits; ++i) {
    v[i] = v[i - degree] ^ (v[i - degree] >> degree);
    for (std::uint32_t k = 1; k < degree; ++k) {
      if ((numbers.inner >> (degree - 1 - k)) & 1u) v[i] ^= v[i - k];
    }
  }
  return v;
}

// Flips each bit or not, depending on the bits above it: numbers that share their leading bits go
// on sharing them, so that blocks of 2^k points stay blocks.
std::uint32_t scrambled(std::uint32_t index, std::uint64_t seed) {
  std::uint32_t result = 0;
  for (std::uint32_t bit = bits; bit-- > 0;) {
    const std::uint64_t above = bit + 1 < bits ? index >> (bit + 1) : 0;
    const std::uint64_t flip = mixed(seed ^ (above << 8) ^ bit) & 1u;
    result |= (((index >> bit) & 1u) ^ static_cast<std::uint32_t>(flip)) << bit;
  }
  return result;
}

std::uint32_t combined(const Directions& v, std::uint32_t index) {
  std::uint32_t x = 0;
  for (std::uint32_t bit = 0; index != 0; ++bit, index >>= 1) {
    if (index & 1u) x ^= v[bit];
  }
  return x;
}

}  // namespace

std::vector<double> sobol_points(std::uint32_t dimension, std::uint32_t count) {
  const Directions v = directions_of(dimension % dimensions);
  const std::uint32_t lap = dimension / dimensions;
  const std::uint64_t seed = mixed(~std::uint64_t{lap});
  const auto shift = static_cast<std::uint32_t>(mixed(dimension) >> 32);
  // Counting on by one flips the lowest bits up to the first 0: their directions together.
  Directions flips = v;
  for (std::uint32_t bit = 1; bit < bits; ++bit) flips[bit] ^= flips[bit - 1];
  std::vector<double> points(count);
  std::uint32_t x = shift;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (lap > 0) x = shift ^ combined(v, scrambled(i, seed));
    points[i] = (static_cast<double>(x) + 0.5) / 4294967296.0;
    x ^= flips[static_cast<std::uint32_t>(std::countr_one(i)) % bits];
  }
  return points;
}

}  // namespace joist::quantity

// Mixtures of distributions on a grid, brought to one start.
#include <algorithm>
#include <cmath>

#include "analysis/distribution.hpp"

namespace joist::analysis {
namespace {

constexpr double no_share = 1e-15;  // what sums of shares leave over

constexpr std::size_t most_atoms = 64;  // what more would be, is left to the grid

bool is_same_time(double a, double b) {
  return std::abs(a - b) <= 1e-12 * std::abs(a);
}

}  // namespace

void add_atom(std::vector<double>& atoms, double time) {
  const auto is_it = [&](double atom) { return is_same_time(atom, time); };
  if (atoms.size() < most_atoms && std::none_of(atoms.begin(), atoms.end(), is_it))
    atoms.push_back(time);
}

void add_atoms(std::vector<double>& atoms, const std::vector<double>& others) {
  for (const double time : others) add_atom(atoms, time);
}

bool takes_none(const Masses& masses) {
  return masses.front() == 1 && masses.start == 0;
}

Masses moved(const Masses& masses, double start) {
  if (masses.start == start) return masses;
  Masses result(masses.size(), start, masses.step);
  if (std::isinf(masses.start)) return result;
  result.atoms = masses.atoms;
  const auto size = static_cast<double>(masses.size());
  const double places = std::clamp((masses.start - start) / masses.step, 0.0, size);
  const double nearest = std::round(places);
  const bool fits = std::abs(places - nearest) < 1e-9;
  const auto whole = static_cast<std::size_t>(fits ? nearest : places);
  const double part = fits ? 0 : places - std::floor(places);
  for (std::size_t i = whole; i < masses.size(); ++i) {
    const double far = i > whole ? masses[i - whole - 1] : 0;
    result[i] = masses[i - whole] * (1 - part) + far * part;
  }
  return result;
}

double apart(const Masses& a, const Masses& b) {
  const double start = std::min(a.start, b.start);
  const Masses one = moved(a, start), other = moved(b, start);
  double sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) sum += std::abs(one[i] - other[i]);
  return sum;
}

Masses on_whole_steps(const Masses& masses) {
  if (std::isinf(masses.start)) return masses;
  return moved(masses, std::floor(masses.start / masses.step + 1e-9) * masses.step);
}

void draw_together(Masses& masses, double variance) {
  const auto beside = [&](std::size_t i) { return std::min(masses[i - 1], masses[i + 1]) / 2; };
  const std::size_t last = masses.size() - 1;
  double all = 0;
  for (const double mass : masses) all += mass;
  if (!(all > 0)) return;
  const double wanted = variance / 2;
  double part = wanted / all;
  for (int round = 0; round < 8; ++round) {
    double drawn = 0, free = 0;
    for (std::size_t i = 1; i < last; ++i) {
      const bool is_free = masses[i] * part < beside(i);
      drawn += is_free ? masses[i] * part : beside(i);
      free += is_free ? masses[i] : 0;
    }
    if (!(free > 0) || wanted - drawn < wanted * 1e-6) break;
    part += (wanted - drawn) / free;
  }
  const Masses before = masses;
  for (std::size_t i = 1; i < last; ++i) {
    const double drawn = std::min(before[i] * part, std::min(before[i - 1], before[i + 1]) / 2);
    masses[i] += 2 * drawn;
    masses[i - 1] -= drawn;
    masses[i + 1] -= drawn;
  }
}

Masses mix(const Masses& a, const Masses& b, double share_of_b) {
  Masses result = a;
  for (double& mass : result) mass *= 1 - share_of_b;
  add(result, b, share_of_b);
  return result;
}

void add(Masses& masses, const Masses& others, double share) {
  if (!(share > no_share) || std::isinf(others.start)) return;
  if (others.start < masses.start) masses = moved(masses, others.start);
  if (others.start > masses.start) return add(masses, moved(others, masses.start), share);
  for (std::size_t i = 0; i < masses.size(); ++i) masses[i] += others[i] * share;
  add_atoms(masses.atoms, others.atoms);
}

void add_none(Masses& masses, double share) {
  Masses none(masses.size(), 0, masses.step);
  none.front() = 1;
  none.atoms = {0};
  add(masses, none, share);
}

}  // namespace joist::analysis

// Arithmetic on distributions of times.
#include "analysis/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/convolution.hpp"

namespace joist::analysis {
namespace {

const Convolution& convolution(std::size_t points) {
  static const Convolution fine(Grid::fine), coarse(Grid::coarse);
  return points == Grid::fine ? fine : coarse;
}

bool is_nothing(const Masses& masses) {
  return masses.front() == 1;
}

// Cumulative sums.
Masses cumulated(const Masses& masses) {
  Masses result(masses.size());
  result.atoms = masses.atoms;
  std::partial_sum(masses.begin(), masses.end(), result.begin());
  return result;
}

Masses from_cumulated(const Masses& cumulated) {
  Masses result(cumulated.size());
  result.atoms = cumulated.atoms;
  std::adjacent_difference(cumulated.begin(), cumulated.end(), result.begin());
  return result;
}

constexpr std::size_t most_atoms = 64;  // what more would be, is left to the grid

bool is_same_time(double a, double b) {
  return std::abs(a - b) <= 1e-12 * std::abs(a);
}

void add_atom(std::vector<double>& atoms, double time) {
  const auto is_it = [&](double atom) { return is_same_time(atom, time); };
  if (atoms.size() < most_atoms && std::none_of(atoms.begin(), atoms.end(), is_it))
    atoms.push_back(time);
}

void add_atoms(std::vector<double>& atoms, const std::vector<double>& others) {
  for (const double time : others) add_atom(atoms, time);
}

std::vector<double> sums_of(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> sums;
  for (const double one : a)
    for (const double other : b) add_atom(sums, one + other);
  return sums;
}

}  // namespace

Grid::Grid(double end, std::size_t points)
    : size_(points), step_(end / static_cast<double>(points)) {}

Masses Grid::nothing() const {
  Masses masses(size_, 0.0);
  masses.front() = 1;
  masses.atoms = {0};
  return masses;
}

Masses Grid::never() const {
  return Masses(size_, 0.0);
}

// The masses of an exponential time form a geometric series, so that adding one is a recursion.
void Grid::add_exponential(Masses& masses, double mean) const {
  work_ += 5;
  if (mean <= 0) return;
  masses.atoms.clear();
  const double x = step_ / mean;
  const double lost = -std::expm1(-x);
  const double stays = 1 - lost / x, enters = lost * lost / x, keeps = 1 - lost;
  double tail = 0, before = 0;
  for (double& mass : masses) {
    tail = keeps * tail + enters * before;
    before = mass;
    mass = stays * mass + tail;
  }
}

void Grid::add_mixture(Masses& masses, const std::vector<Exponential>& times, double unit) const {
  if (unit <= 0) return;
  Masses all = never();
  for (const Exponential& each : times) {
    Masses one = masses;
    add_exponential(one, each.mean * unit);
    add(all, one, each.share);
  }
  masses = std::move(all);
}

void Grid::add_wait(Masses& masses, const Wait& wait) const {
  if (wait.probability <= 0 || wait.mean <= 0) return;
  if (wait.service > 0) {
    masses = sum(masses, wait_for_one_server(wait));
    return;
  }
  Masses waited = masses;
  add_exponential(waited, wait.mean);
  masses = mix(masses, waited, wait.probability);
}

void Grid::add_constant(Masses& masses, double time) const {
  if (time <= 0) return;
  for (double& atom : masses.atoms) atom += time;
  const double places = time / step_;
  const auto whole = static_cast<std::size_t>(std::min(places, static_cast<double>(size_)));
  const double part = places - std::floor(places);
  for (std::size_t i = size_; i-- > 0;) {
    const double near = i >= whole ? masses[i - whole] : 0;
    const double far = i >= whole + 1 ? masses[i - whole - 1] : 0;
    masses[i] = near * (1 - part) + far * part;
  }
}

void Grid::add_service(Masses& masses, double mean, const ServiceShape& shape) const {
  if (shape.sorts) {
    Masses all = never();
    for (const ServiceSort& sort : *shape.sorts) {
      Masses one = masses;
      if (sort.time > 0) add_service(one, mean * sort.time, sort.shape);
      add(all, one, sort.share);
    }
    masses = std::move(all);
  } else if (shape.slow > 0) {
    Masses slow = masses;
    add_constant(slow, mean * shape.slow_time);
    add_exponential(masses, mean * shape.quick_time());
    masses = mix(masses, slow, shape.slow);
  } else if (shape.is_exponential()) {
    add_exponential(masses, mean);
  } else if (shape.variation < 1e-9) {
    add_constant(masses, mean);
  } else if (mean > 0) {
    masses = sum(masses, lognormal(mean, shape.variation));
  }
}

void Grid::cut(Masses& masses, double time) const {
  const double places = time / step_;
  if (places >= static_cast<double>(size_ - 1)) return;
  auto& atoms = masses.atoms;
  atoms.erase(std::remove_if(atoms.begin(), atoms.end(), [&](double at) { return at > time; }),
              atoms.end());
  add_atom(atoms, time);
  const auto whole = static_cast<std::size_t>(places);
  const double part = places - std::floor(places);
  double below = 0;
  for (std::size_t i = 0; i <= whole; ++i) below += masses[i];
  std::fill(masses.begin() + static_cast<long>(whole) + 1, masses.end(), 0.0);
  masses[whole] += (1 - below) * (1 - part);
  masses[whole + 1] += (1 - below) * part;
}

Masses Grid::sum(const Masses& a, const Masses& b) const {
  if (is_nothing(a)) return b;
  if (is_nothing(b)) return a;
  work_ += 80;
  Masses result(size_);
  convolution(size_)(a.data(), b.data(), result.data());
  for (double& mass : result) mass = std::max(0.0, mass);
  result.atoms = sums_of(a.atoms, b.atoms);
  return result;
}

Masses Grid::power(const Masses& masses, std::size_t count) const {
  Masses result = nothing(), base = masses;
  for (; count > 0; count >>= 1) {
    if (count & 1) result = sum(result, base);
    if (count > 1) base = sum(base, base);
  }
  return result;
}

Masses Grid::repeat(const Masses& masses, double count) const {
  const double whole = std::floor(count), part = count - whole;
  Masses result = power(masses, static_cast<std::size_t>(std::min(whole, 1e9)));
  return part > 0 ? mix(result, sum(result, masses), part) : result;
}

Masses Grid::in_rounds(Masses leaves, Masses comes_back) const {
  constexpr int most_doublings = 60;
  constexpr double negligible = 1e-14;
  for (int i = 0; i < most_doublings; ++i) {
    const double left = std::accumulate(comes_back.begin(), comes_back.end(), 0.0);
    if (left < negligible) break;
    add(leaves, sum(comes_back, leaves), 1);
    comes_back = sum(comes_back, comes_back);
  }
  return leaves;
}

Masses Grid::on_longer(const Masses& masses) const {
  Masses result(size_, 0.0);
  result.atoms = masses.atoms;
  const auto is_smooth = [&](std::size_t i) {
    return i > 1 && i + 1 < size_ && std::min(masses[i - 1], masses[i + 1]) > masses[i] / 2;
  };
  for (std::size_t i = 0; i < size_; ++i) {
    // Points between two of the longer grid go to both, which adds to the variance what the others,
    // drawn together a little, take away again.
    const double apart = i % 2 == 0 && is_smooth(i) ? masses[i] / 8 : 0;
    result[i / 2] += masses[i] / 2 + apart;
    result[(i + 1) / 2] += masses[i] / 2 + apart;
    if (apart <= 0) continue;
    result[i / 2 - 1] -= apart;
    result[i / 2 + 1] -= apart;
  }
  for (double& mass : result) mass = std::max(0.0, mass);
  return result;
}

Masses Grid::slowest(const Masses& masses, double count) const {
  work_ += 90;
  const double whole = std::floor(count), part = count - whole;
  Masses result = cumulated(masses);
  for (double& below : result) {
    const double all = std::pow(below, whole);
    below = all * (1 - part) + all * below * part;
  }
  return from_cumulated(result);
}

Masses Grid::slower(const Masses& a, const Masses& b) const {
  Masses result = cumulated(a);
  const Masses other = cumulated(b);
  for (std::size_t i = 0; i < size_; ++i) result[i] *= other[i];
  add_atoms(result.atoms, b.atoms);
  return from_cumulated(result);
}

double Grid::quantile(const Masses& masses, double share) const {
  double below = masses.front();
  if (below >= share) return 0;
  double mark = below;  // the distribution function at the last point, half of its mass counted
  for (std::size_t i = 1; i < size_; ++i) {
    const double next = below + masses[i] / 2;
    if (next >= share) {
      const double part = next > mark ? (share - mark) / (next - mark) : 1;
      const double place = static_cast<double>(i) - 1 + std::clamp(part, 0.0, 1.0);
      return masses.atoms.empty() ? step_ * place : at_atom(masses, share, step_ * place);
    }
    below += masses[i];
    mark = next;
  }
  return -1;
}

double Grid::at_atom(const Masses& masses, double share, double about) const {
  constexpr std::size_t widest = 64;  // points on either side: sums of many are spread so far
  constexpr double steep = 0.9;       // from one to the next, unlike a density
  for (const double atom : masses.atoms) {
    const double place = atom / step_;
    if (std::abs(atom - about) > widest * step_ || place < 1 || place >= double(size_ - 2))
      continue;
    std::size_t first = static_cast<std::size_t>(place + 1e-9), last = first;
    const std::size_t middle = first;
    if (masses[last + 1] > masses[first] * 1e-9) ++last;
    while (first > 1 && middle - first < widest && masses[first - 1] < masses[first] * steep)
      --first;
    while (last + 2 < size_ && last - middle < widest && masses[last + 1] < masses[last] * steep)
      ++last;
    // What a density beside it would have there is not the atom's.
    const double before = masses[first - 1] * (place - static_cast<double>(first) + 0.5);
    const double after = masses[last + 1] * (static_cast<double>(last) + 0.5 - place);
    double mass = 0;
    for (std::size_t i = first; i <= last; ++i) mass += masses[i];
    mass -= before + after;
    if (mass < 2 * (before + after)) continue;
    double below = before;
    for (std::size_t i = 0; i < first; ++i) below += masses[i];
    if (share >= below && share <= below + mass) return atom;
  }
  return about;
}

double Grid::mean(const Masses& masses) const {
  double mean = 0;
  for (std::size_t i = 0; i < size_; ++i) mean += static_cast<double>(i) * masses[i];
  return mean * step_;
}

double Grid::mean_below(const Masses& masses, std::size_t place) const {
  double mean = 0, later = 1;
  for (std::size_t i = 0; i < place; ++i) {
    mean += static_cast<double>(i) * masses[i];
    later -= masses[i];
  }
  return (mean + later * static_cast<double>(place)) * step_;
}

Masses mix(const Masses& a, const Masses& b, double share_of_b) {
  Masses result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] + (b[i] - a[i]) * share_of_b;
  result.atoms = a.atoms;
  add_atoms(result.atoms, b.atoms);
  return result;
}

void add(Masses& masses, const Masses& others, double share) {
  for (std::size_t i = 0; i < masses.size(); ++i) masses[i] += others[i] * share;
  if (share > 0) add_atoms(masses.atoms, others.atoms);
}

void add_none(Masses& masses, double share) {
  if (share <= 0) return;
  masses.front() += share;
  add_atom(masses.atoms, 0);
}

}  // namespace joist::analysis

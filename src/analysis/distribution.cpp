// Arithmetic on distributions of times.
#include "analysis/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/convolution.hpp"

namespace joist::analysis {
namespace {

constexpr double most_small = 0.5;  // steps: a time of less hardly fills one

const Convolution& convolution(std::size_t points) {
  static const Convolution fine(Grid::fine), coarse(Grid::coarse);
  return points == Grid::fine ? fine : coarse;
}

// All of it takes the same time.
bool is_constant(const Masses& masses) {
  return masses.front() == 1;
}

// Both together, where the first takes the same time always.
Masses after_constant(const Masses& constant, Masses masses) {
  masses.start += constant.start;
  for (double& atom : masses.atoms) atom += constant.start;
  return masses;
}

// Cumulative sums.
Masses cumulated(const Masses& masses) {
  Masses result(masses.size(), masses.start, masses.step);
  result.atoms = masses.atoms;
  std::partial_sum(masses.begin(), masses.end(), result.begin());
  return result;
}

Masses from_cumulated(const Masses& cumulated) {
  Masses result(cumulated.size(), cumulated.start, cumulated.step);
  result.atoms = cumulated.atoms;
  std::adjacent_difference(cumulated.begin(), cumulated.end(), result.begin());
  return result;
}

// Lets a sum start where its masses do, so that those of many do not run out of the grid.
void trim(Masses& masses) {
  constexpr double negligible = 1e-15;
  std::size_t first = 0;
  double below = 0;
  for (; first < masses.size() && below + masses[first] < negligible; ++first)
    below += masses[first];
  if (first == 0 || first >= masses.size()) return;
  std::move(masses.begin() + static_cast<long>(first), masses.end(), masses.begin());
  std::fill(masses.end() - static_cast<long>(first), masses.end(), 0.0);
  masses.front() += below;
  masses.start += static_cast<double>(first) * masses.step;
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
  Masses masses(size_, 0, step_);
  masses.front() = 1;
  masses.atoms = {0};
  return masses;
}

Masses Grid::never() const {
  return Masses(size_, infinity, step_);
}

void Grid::add_exponential(Masses& masses, double mean) const {
  work_ += 5;
  if (mean <= 0) return;
  if (mean >= most_small * step_) return add_in_place(masses, mean);
  add_small(masses, mean, mean * mean, std::exp(-step_ / mean));
}

// The masses of an exponential time form a geometric series, so that adding one is a recursion: of
// m steps on average, with 1/(1 + 2m) at none and a ratio of (2m - 1)/(2m + 1) they have its mean
// and its variance. Of less than half a step no masses from none on have both.
void Grid::add_in_place(Masses& masses, double mean) const {
  masses.atoms.clear();
  const double m = mean / step_;
  double stays = 1 / (1 + 2 * m), keeps = (2 * m - 1) * stays;
  double enters = (1 - stays) * (1 - keeps);
  if (m < most_small) {
    const double lost = -std::expm1(-1 / m);
    stays = 1 - lost * m;
    enters = lost * lost * m;
    keeps = 1 - lost;
  }
  double tail = 0, before = 0;
  for (double& mass : masses) {
    tail = keeps * tail + enters * before;
    before = mass;
    mass = stays * mass + tail;
  }
}

// The start moves by the mean, and one step back: there and from the second step on, in a geometric
// series, lies as much as the mean and the variance take.
void Grid::add_small(Masses& masses, double mean, double variance, double keeps) const {
  masses.atoms.clear();
  masses.start += mean - step_;
  const double late = variance / (step_ * step_) / 2 * std::pow(1 - keeps, 3);
  const double early = late / ((1 - keeps) * (1 - keeps));
  const double stays = 1 - early - late / (1 - keeps);
  double tail = 0, before = 0, first = 0;
  for (double& mass : masses) {
    tail = keeps * tail + late * first;
    first = before;
    before = mass;
    mass = early * before + stays * first + tail;
  }
  trim(masses);
}

void Grid::add_mixture(Masses& masses, const std::vector<Exponential>& times, double unit) const {
  if (unit <= 0) return;
  double mean = 0, square = 0, longest = 0;
  for (const Exponential& each : times) {
    mean += each.share * each.mean * unit;
    square += each.share * 2 * each.mean * each.mean * unit * unit;
    longest = std::max(longest, each.mean * unit);
  }
  work_ += 5 * static_cast<double>(times.size());
  if (longest < most_small * step_)
    return add_small(masses, mean, square - mean * mean, std::exp(-step_ / longest));
  Masses all = never();
  for (const Exponential& each : times) {
    Masses one = masses;
    add_in_place(one, each.mean * unit);
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
  work_ += 5;
  if (wait.mean < most_small * step_) {
    const double mean = wait.overall();
    add_small(masses, mean, 2 * mean * wait.mean - mean * mean, std::exp(-step_ / wait.mean));
    return;
  }
  Masses waited = masses;
  add_in_place(waited, wait.mean);
  masses = mix(masses, waited, wait.probability);
}

void Grid::add_constant(Masses& masses, double time) const {
  if (time <= 0) return;
  masses.start += time;
  for (double& atom : masses.atoms) atom += time;
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
    const double deviation = mean * std::sqrt(shape.variation);
    deviation < most_small* step_ ? add_small(masses, mean, deviation * deviation, 0)
                                  : void(masses = sum(masses, lognormal(mean, shape.variation)));
  }
}

void Grid::cut(Masses& masses, double time) const {
  const double places = (time - masses.start) / step_;
  if (places >= static_cast<double>(size_ - 1)) return;
  if (places <= 0) {
    masses = nothing();
    return add_constant(masses, time);
  }
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
  if (is_constant(a)) return after_constant(a, b);
  if (is_constant(b)) return after_constant(b, a);
  work_ += 80;
  Masses result(size_, a.start + b.start, step_);
  convolution(size_)(a.data(), b.data(), result.data());
  for (double& mass : result) mass = std::max(0.0, mass);
  result.atoms = sums_of(a.atoms, b.atoms);
  trim(result);
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
  Masses result(size_, masses.start, 2 * step_);
  result.atoms = masses.atoms;
  double between = 0;  // two points of the longer grid: they go to both
  for (std::size_t i = 0; i < size_; ++i) {
    result[i / 2] += masses[i] / 2;
    result[(i + 1) / 2] += masses[i] / 2;
    if (i % 2 == 1) between += masses[i];
  }
  draw_together(result, between / 4);
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
  const double start = std::min(a.start, b.start);
  Masses result = cumulated(moved(a, start));
  const Masses other = cumulated(moved(b, start));
  for (std::size_t i = 0; i < size_; ++i) result[i] *= other[i];
  add_atoms(result.atoms, b.atoms);
  return from_cumulated(result);
}

double Grid::quantile(const Masses& masses, double share) const {
  double below = masses.front();
  if (below >= share) return std::max(0.0, masses.start);
  double mark = below;  // the distribution function at the last point, half of its mass counted
  for (std::size_t i = 1; i < size_; ++i) {
    const double next = below + masses[i] / 2;
    if (next >= share) {
      const double part = next > mark ? (share - mark) / (next - mark) : 1;
      const double place = static_cast<double>(i) - 1 + std::clamp(part, 0.0, 1.0);
      const double time = std::max(0.0, masses.start + step_ * place);
      return masses.atoms.empty() ? time : at_atom(masses, share, time);
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
    const double place = (atom - masses.start) / step_;
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
  double mean = 0, all = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    mean += static_cast<double>(i) * masses[i];
    all += masses[i];
  }
  return all > 0 ? mean * step_ + masses.start * all : 0;
}

double Grid::mean_below(const Masses& masses, double end) const {
  double mean = 0, later = 1;
  for (std::size_t i = 0; i < size_; ++i) {
    const double time = masses.start + step_ * static_cast<double>(i);
    if (!(time < end)) break;
    mean += time * masses[i];
    later -= masses[i];
  }
  return mean + later * end;
}

}  // namespace joist::analysis

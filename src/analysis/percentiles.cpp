// Finds percentiles on grids of fitting length.
#include "analysis/percentiles.hpp"

#include <algorithm>
#include <array>

namespace joist::analysis {
namespace {

constexpr std::array<double, 5> shares = {0.5, 0.9, 0.95, 0.99, 0.999};
constexpr double coarsest = 1.0 / 10;  // of the grid's length: where a quantile is fine enough
constexpr double fullest = 0.8;        // of the next grid's length: where it still surely lies
constexpr double shorter = 1.0 / 8, longer = 8;
constexpr int most_lengths = 12;
constexpr double surely = 50;      // steps: from there on a quantile is known well enough
constexpr double no_time = 1e-15;  // of the first grid: what takes less, takes none

class Search {
 public:
  Search(double guess, const std::function<Masses(const Grid&)>& distribution)
      : start_(std::max(guess, 1e-12) * 10), distribution_(distribution) {}

  std::array<double, 5> run() {
    double end = start_;
    for (int i = 0; i < most_lengths && !look(end); ++i) end *= longer;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      if (is_seen_[i]) continue;
      found_[i] = infinity;
      is_final_[i] = true;
    }
    end = start_;
    while (const double at = largest_open()) {
      if (found_[0] < step_ && !is_told_none_) {
        find_none();
        continue;
      }
      end = next(end, at);
      if (end < start_ * no_time) break;
      look(end);
    }
    for (std::size_t i = 0; i < shares.size(); ++i)
      if (!is_final_[i]) found_[i] = 0;
    return found_;
  }

 private:
  // Whether all lie below the end.
  bool look(double end) {
    const Grid grid(end);
    const Masses masses = distribution_(grid);
    step_ = grid.step();
    bool all = true;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      if (is_final_[i]) continue;
      const double at = grid.quantile(masses, shares[i]);
      if (at < 0) {
        all = false;
        is_final_[i] = open_[i] > 0;
        continue;
      }
      found_[i] = at;
      is_seen_[i] = true;
      open_[i] = std::max(at, 4 * grid.step());
      is_final_[i] = at > end * coarsest;
      is_sure_[i] = at > surely * grid.step();
    }
    return all;
  }

  // Those that take no time at all: on a grid as short as this only they are at its first point.
  void find_none() {
    const Grid grid(start_ * no_time, Grid::coarse);
    const Masses masses = distribution_(grid);
    const double none = masses.start > 0 ? 0 : masses.front();
    is_told_none_ = true;
    for (std::size_t i = 0; i < shares.size(); ++i)
      if (!is_final_[i] && shares[i] <= none) {
        is_final_[i] = true;
        found_[i] = 0;
      }
  }

  double largest_open() {
    double largest = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      if (is_final_[i] || open_[i] < largest) continue;
      largest = open_[i];
      sure_ = is_sure_[i];
    }
    return largest;
  }

  // The first grid, of those that are so many times shorter, that is short enough for it.
  double next(double end, double at) const {
    const double room = sure_ ? fullest : fullest / 2;
    end *= shorter;
    while (at < end * shorter * room) end *= shorter;
    return end;
  }

  const double start_;
  const std::function<Masses(const Grid&)>& distribution_;
  std::array<double, 5> found_{}, open_{};
  std::array<bool, 5> is_final_{}, is_sure_{}, is_seen_{};
  double step_ = 0;  // of the last grid
  bool sure_ = false, is_told_none_ = false;
};

}  // namespace

Percentiles percentiles(double mean, double guess,
                        const std::function<Masses(const Grid&)>& distribution) {
  const std::array<double, 5> found = Search(guess, distribution).run();
  return {mean, found[0], found[1], found[2], found[3], found[4]};
}

Percentiles without_bound() {
  return {infinity, infinity, infinity, infinity, infinity, infinity};
}

}  // namespace joist::analysis

// Moves estimates, and compares what comes of it with what a product would answer.
#include "analysis/uncertainty_moves.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/nearly_equal.hpp"

namespace joist::analysis {
namespace {

bool agrees(double value, double logarithm) {
  return value > 0 && std::abs(std::log(value) - logarithm) <= 1e-8 * (1 + std::abs(logarithm));
}

}  // namespace

Moves::Moves(UncertainInputs& inputs, Reruns& reruns, double budget)
    : inputs_(inputs), reruns_(reruns), normals_(inputs.draws().size(), 0.0) {
  middle_ = row_at(normals_);
  if (!inputs.followed() || !move_draws(budget)) moved_.clear();
}

std::vector<double> Moves::row_at(const std::vector<double>& normals) {
  inputs_.set(normals);
  return reruns_.row();
}

bool Moves::move_draws(double budget) {
  const double runs = static_cast<double>(normals_.size() * moves.size() + 3);
  if (runs * reruns_.cost() > budget) return false;
  for (std::size_t d = 0; d < normals_.size(); ++d) {
    std::array<std::vector<double>, moves.size()> rows;
    for (std::size_t m = 0; m < moves.size(); ++m) {
      normals_[d] = moves[m];
      rows[m] = row_at(normals_);
      if (reruns_.spent() > budget) return false;
    }
    moved_.push_back(std::move(rows));
    normals_[d] = 0;
  }
  together_ = row_at(std::vector<double>(normals_.size(), z95));
  together_low_ = row_at(std::vector<double>(normals_.size(), -z95));
  std::vector<double> mixed(normals_.size());
  for (std::size_t d = 0; d < mixed.size(); ++d) mixed[d] = d % 2 == 0 ? 1 : -1;
  mixed_ = row_at(mixed);
  inputs_.set(normals_);
  return true;
}

std::vector<std::size_t> Moves::draws_of(std::size_t figure) const {
  std::vector<std::size_t> draws;
  for (std::size_t d = 0; d < moved_.size(); ++d) {
    const bool answers = std::any_of(moved_[d].begin(), moved_[d].end(), [&](const auto& row) {
      return !nearly_equal(row[figure], middle_[figure]);
    });
    if (answers) draws.push_back(d);
  }
  return draws;
}

bool Moves::is_fixed(std::size_t figure) const {
  const double middle = middle_[figure];
  return draws_of(figure).empty() && nearly_equal(together_[figure], middle) &&
         nearly_equal(together_low_[figure], middle) && nearly_equal(mixed_[figure], middle);
}

std::optional<Moves::Product> Moves::product(std::size_t figure,
                                             const std::vector<std::size_t>& draws) const {
  // What bends may do so beyond where it was looked at.
  if (!inputs_.closed()) return std::nullopt;
  if (!(middle_[figure] > 0) || std::isinf(middle_[figure])) return std::nullopt;
  const double middle = std::log(middle_[figure]);
  double sum = 0, other = 0, variance = 0;
  Product result;
  for (const std::size_t d : draws) {
    for (std::size_t m = 0; m < moves.size(); ++m) {
      const double value = moved_[d][m][figure];
      if (!(value > 0) || std::isinf(value)) return std::nullopt;
      const double slope = (std::log(value) - middle) / moves[m];
      if (m == 0) result.weights.push_back({inputs_.draws()[d], slope});
      const double first = result.weights.back().weight;
      if (std::abs(slope - first) > 1e-8 * (1 + std::abs(slope))) return std::nullopt;
    }
    const double weight = result.weights.back().weight;
    sum += weight * z95;
    other += d % 2 == 0 ? weight : -weight;
    variance += weight * weight;
  }
  if (!agrees(together_[figure], middle + sum) || !agrees(mixed_[figure], middle + other))
    return std::nullopt;
  const double spread = std::exp(z95 * std::sqrt(variance));
  result.middle = {middle_[figure] / spread, middle_[figure], middle_[figure] * spread, 0, true};
  return result;
}

std::optional<Middle> Moves::alone(std::size_t figure, std::size_t draw) const {
  if (!nearly_equal(together_[figure], high(draw, figure)) ||
      !nearly_equal(together_low_[figure], low(draw, figure)))
    return std::nullopt;
  std::vector<double> values;
  for (const auto& row : moved_[draw]) values.push_back(row[figure]);
  values.insert(values.begin() + static_cast<std::ptrdiff_t>(moves.size() / 2), middle_[figure]);
  const bool unknown =
      std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
  if (unknown) return std::nullopt;
  if (values.front() > values.back()) std::reverse(values.begin(), values.end());
  if (!std::is_sorted(values.begin(), values.end(),
                      [](double a, double b) { return a < b && !nearly_equal(a, b); }))
    return std::nullopt;
  return Middle{values.front(), middle_[figure], values.back(), 0, true};
}

bool Moves::may_exceed(std::size_t figure, double limit) const {
  if (!known()) return true;
  double least = middle_[figure], most = middle_[figure];
  for (const auto& rows : moved_) {
    double down = 1, up = 1;
    for (const auto& row : rows) {
      down = std::min(down, row[figure] / middle_[figure]);
      up = std::max(up, row[figure] / middle_[figure]);
    }
    least *= down;
    most *= up;
  }
  return !(most < limit) && !(least > limit);
}

std::vector<double> Moves::shares(std::size_t figure, const std::vector<std::size_t>& draws) const {
  std::vector<double> squares;
  double all = 0;
  for (const std::size_t d : draws) {
    const double from = low(d, figure), to = high(d, figure);
    const double width = from > 0 && to > 0 ? std::log(to / from) : to - from;
    squares.push_back(std::isfinite(width) ? width * width : 0);
    all += squares.back();
  }
  for (double& square : squares) square = all > 0 ? square / all : 0;
  return squares;
}

}  // namespace joist::analysis

// Keeps samples of figures.
#include "analysis/uncertainty_samples.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "analysis/nearly_equal.hpp"
#include "analysis/results.hpp"

namespace joist::analysis {
namespace {

// Where it stands among so many values of equal chance.
double place_of(double share, std::size_t count) {
  const double last = static_cast<double>(count - 1);
  return std::clamp(share * static_cast<double>(count) - 0.5, 0.0, last);
}

// A part of the way from one value to the next.
double between(double low, double part, double high) {
  if (part == 0 || std::isinf(low)) return low;
  return low + part * (high - low);
}

// How many of the sorted values are below one. Without a branch: where it goes cannot be foretold.
std::size_t count_below(const std::vector<double>& sorted, double value) {
  const double* first = sorted.data();
  for (std::size_t left = sorted.size(); left > 0;) {
    const std::size_t half = (left + 1) / 2;
    first += first[half - 1] < value ? half : 0;
    left -= half;
  }
  return static_cast<std::size_t>(first - sorted.data());
}

}  // namespace

double quantile(std::vector<double>& values, double share) {
  const double place = place_of(share, values.size());
  const auto at = static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), values.begin() + at, values.end());
  const double part = place - static_cast<double>(at), low = values[static_cast<std::size_t>(at)];
  if (part == 0) return low;
  return between(low, part, *std::min_element(values.begin() + at + 1, values.end()));
}

double sorted_quantile(const std::vector<double>& values, double share) {
  const double place = place_of(share, values.size());
  const auto at = static_cast<std::size_t>(place);
  const double part = place - static_cast<double>(at);
  return between(values[at], part, part == 0 ? 0 : values[at + 1]);
}

Samples::Samples(std::size_t figures, std::size_t planned, std::size_t most_kept)
    : planned_(planned), most_kept_(most_kept), members_(figures) {}

void Samples::add(const std::vector<double>& row) {
  if (points_ < head) {
    first_.push_back(row);
    if (++points_ == head) group();
    return;
  }
  ++points_;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::size_t owner = series_[members_[i].series].owner;
    if (owner == i || nearly_equal(row[i], row[owner] * members_[i].factor)) continue;
    settle();
    detach(i);
  }
  if (waiting_count_ == waiting_.size()) waiting_.emplace_back();
  waiting_[waiting_count_++] = row;
  if (waiting_count_ == most_waiting) settle();
}

void Samples::settle() {
  for (Series& series : series_)
    for (std::size_t i = 0; i < waiting_count_; ++i) series.put(waiting_[i][series.owner]);
  waiting_count_ = 0;
}

// Multiples have the same values over their first; a few of those tell whom to compare with.
void Samples::group() {
  std::map<std::vector<float>, std::vector<std::size_t>> alike;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const double own = first_[0][i];
    const bool scales = std::isfinite(own) && own != 0;
    std::vector<float> key;
    for (std::size_t k = 1; scales && k < std::min<std::size_t>(first_.size(), 4); ++k)
      key.push_back(static_cast<float>(first_[k][i] / own));
    if (scales && join(i, alike[key])) continue;
    members_[i] = {series_.size(), 1};
    series_.emplace_back().owner = i;
    for (const auto& row : first_) series_.back().put(row[i]);
    if (scales) alike[key].push_back(i);
  }
  first_.clear();
  first_.shrink_to_fit();
  if (series_.size() * planned_ <= most_kept_) return;
  for (Series& series : series_) series.start_counting();
}

bool Samples::join(std::size_t figure, const std::vector<std::size_t>& others) {
  for (const std::size_t other : others) {
    const double factor = first_[0][figure] / first_[0][other];
    const bool multiple = std::all_of(first_.begin(), first_.end(), [&](const auto& row) {
      return nearly_equal(row[figure], row[other] * factor);
    });
    if (!multiple) continue;
    members_[figure] = {members_[other].series, factor};
    return true;
  }
  return false;
}

// A figure that was a multiple up to the point before goes on by itself.
void Samples::detach(std::size_t figure) {
  Series own = series_[members_[figure].series];
  const double factor = members_[figure].factor;
  for (double& value : own.values) value *= factor;
  own.least *= factor;
  own.most *= factor;
  own.owner = figure;
  members_[figure] = {series_.size(), 1};
  series_.push_back(std::move(own));
}

std::vector<Middle> Samples::middles() {
  if (points_ <= head && series_.empty()) group();
  settle();
  std::vector<Middle> of_series;
  for (Series& series : series_) {
    Middle middle;
    middle.known = series.count() > 0;
    if (middle.known)
      middle = {series.quantile(0.05), series.quantile(0.5), series.quantile(0.95), 0, true};
    of_series.push_back(middle);
  }
  std::vector<Middle> result;
  for (const Member& member : members_) {
    Middle middle = of_series[member.series];
    for (double* value : {&middle.low, &middle.median, &middle.high}) *value *= member.factor;
    if (middle.known) middle.above_one = series_[member.series].part_above(1 / member.factor);
    if (member.factor < 0) {
      std::swap(middle.low, middle.high);
      middle.above_one = 1 - middle.above_one;
    }
    result.push_back(middle);
  }
  return result;
}

void Samples::Series::put(double value) {
  if (std::isnan(value)) return;
  if (counts.empty()) {
    values.push_back(value);
    return;
  }
  ++counts[count_below(values, value)];
  least = std::min(least, value);
  most = std::max(most, value);
}

// Up to the first value, between each two, and above the last.
void Samples::Series::start_counting() {
  std::sort(values.begin(), values.end());
  counts.assign(values.size() + 1, 1);
  counts.back() = 0;
  least = values.empty() ? infinity : values.front();
  most = values.empty() ? -infinity : values.back();
}

std::size_t Samples::Series::count() const {
  if (counts.empty()) return values.size();
  return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

double Samples::Series::quantile(double share) {
  if (counts.empty()) return analysis::quantile(values, share);
  double left = share * static_cast<double>(count());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double here = counts[i];
    if (left > here) {
      left -= here;
      continue;
    }
    const double low = i == 0 ? least : values[i - 1];
    const double high = i == values.size() ? most : values[i];
    return std::isinf(high) || low == high ? high : low + (high - low) * left / here;
  }
  return most;
}

double Samples::Series::part_above(double limit) const {
  const double all = static_cast<double>(count());
  if (counts.empty()) {
    return static_cast<double>(std::count_if(values.begin(), values.end(),
                                             [&](double value) { return value > limit; })) /
           all;
  }
  double above = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double low = i == 0 ? least : values[i - 1];
    const double high = i == values.size() ? most : values[i];
    if (low >= limit) {
      above += counts[i];
    } else if (high > limit) {
      above += std::isinf(high) ? counts[i] : counts[i] * (high - limit) / (high - low);
    }
  }
  return above / all;
}

}  // namespace joist::analysis

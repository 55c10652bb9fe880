// Compares the figures when inputs are moved with those of the design whose loads alone are.
#include "analysis/uncertainty_by_load.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "analysis/nearly_equal.hpp"

namespace joist::analysis {
namespace {

constexpr double low_share = 0.05, high_share = 0.95;
constexpr std::array<std::string_view, 8> local = {
    "capacity", "breaks_at", "needed",           "needed_after_loss",
    "busy",     "servers",   "wait_probability", "in_system",
};

}  // namespace

// Each input alone, all up, all down, every other one; each tried twice.
std::size_t ByLoad::runs(std::size_t inputs) {
  return 2 * (inputs + 4) + 3;
}

bool ByLoad::may_follow(const Spread& figure) {
  return figure.component &&
         (std::find(local.begin(), local.end(), figure.figure) != local.end() ||
          figure.figure.starts_with("wait.") || figure.figure.starts_with("response."));
}

ByLoad::ByLoad(UncertainInputs& inputs, Reruns& reruns, const Figures& figures,
               const std::vector<std::size_t>& places, const std::vector<double>& middle)
    : inputs_(inputs), reruns_(reruns) {
  for (const std::size_t place : places) {
    const Spread at = figures.at(place);
    const bool may = may_follow(at) && reruns.is_linear(at.component);
    components_.push_back(may ? at.component : ComponentId());
    follows_.push_back(may ? 1 : 0);
  }
  const std::vector<double> medians = inputs.medians(), lows = inputs.quantiles(low_share),
                            highs = inputs.quantiles(high_share);
  inputs.set_each(medians);
  reruns.row();
  loads_ = reruns.loads();
  certain_.assign(loads_.size(), 1);
  for (std::size_t i = 0; i < middle.size(); ++i)
    if (std::isnan(middle[i])) follows_[i] = 0;
  for (std::size_t i = 0; i < medians.size(); ++i) {
    std::vector<double> values = medians;
    values[i] = highs[i];
    try_values(values);
  }
  try_values(lows);
  try_values(highs);
  for (const std::size_t odd : {0u, 1u}) {
    std::vector<double> values = lows;
    for (std::size_t i = odd; i < values.size(); i += 2) values[i] = highs[i];
    try_values(values);
  }
  inputs.set_each(medians);
}

void ByLoad::try_values(const std::vector<double>& values) {
  inputs_.set_each(values);
  const std::vector<double> found = reruns_.row();
  std::vector<double> factors = reruns_.loads();
  for (std::size_t i = 0; i < factors.size(); ++i) {
    factors[i] = loads_[i] > 0 ? factors[i] / loads_[i] : 1;
    if (!nearly_equal(factors[i], 1)) certain_[i] = 0;
  }
  inputs_.set_each(inputs_.medians());
  const std::vector<double> expected = reruns_.row_at_loads(factors);
  for (std::size_t i = 0; i < found.size(); ++i)
    if (follows_[i] && !nearly_equal(found[i], expected[i])) follows_[i] = 0;
}

std::vector<Middle> ByLoad::at(const std::map<ComponentId, Middle>& loads) {
  inputs_.set_each(inputs_.medians());
  std::array<std::vector<double>, 3> rows;
  constexpr std::array ends = {&Middle::low, &Middle::median, &Middle::high};
  for (std::size_t end = 0; end < ends.size(); ++end) {
    std::vector<double> factors(loads_.size(), 1.0);
    for (const auto& [component, load] : loads) factors[component.index()] = load.*ends[end];
    rows[end] = reruns_.row_at_loads(factors);
  }
  std::vector<Middle> middles(follows_.size());
  for (std::size_t i = 0; i < middles.size(); ++i) {
    const double first = rows[0][i], second = rows[1][i], third = rows[2][i];
    const bool rises = first <= second && second <= third,
               falls = first >= second && second >= third;
    if (follows_[i] && (rises || falls))
      middles[i] = {std::min(first, third), second, std::max(first, third), 0, true};
  }
  return middles;
}

}  // namespace joist::analysis

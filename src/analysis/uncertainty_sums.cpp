// Finds what each flow adds to a figure by doubling its rate.
#include "analysis/uncertainty_sums.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/nearly_equal.hpp"
#include "analysis/uncertainty_correlations.hpp"

namespace joist::analysis {
namespace {

constexpr std::size_t most_kept = 64;  // sums whose values are kept

}  // namespace

Sums::Sums(UncertainInputs& inputs, Reruns& reruns, const std::vector<double>& middle,
           bool explains)
    : inputs_(inputs), at_medians_(middle), explains_(explains) {
  for (const model::FlowId flow : inputs.flows()) {
    inputs.set_rates({flow}, 2);
    adds_.push_back(reruns.row());
    for (std::size_t i = 0; i < middle.size(); ++i) adds_.back()[i] -= middle[i];
    factors_.push_back(inputs.factors(flow));
  }
  for (const std::vector<double>& factors : factors_) {
    std::vector<double> sorted = factors;
    std::sort(sorted.begin(), sorted.end());
    low_ = std::min(low_, sorted_quantile(sorted, 0.01));
    high_ = std::max(high_, sorted_quantile(sorted, 0.99));
  }
  inputs.set_rates(inputs.flows(), low_);
  at_low_ = reruns.row();
  inputs.set_rates(inputs.flows(), high_);
  at_high_ = reruns.row();
  inputs.set_rates({}, 1);
}

Sums::Known Sums::values_of(std::size_t i) const {
  Known known;
  std::vector<double>& values = known.values;
  values.assign(inputs_.samples(), 1.0);
  for (std::size_t f = 0; f < adds_.size(); ++f) {
    const double part = adds_[f][i] / at_medians_[i];
    if (part == 0) continue;
    for (std::size_t k = 0; k < values.size(); ++k) values[k] += part * (factors_[f][k] - 1);
  }
  if (explains_) {
    Correlations correlations(1, inputs_.draws());
    for (std::size_t k = 0; k < values.size(); ++k) correlations.add(k, {values[k]});
    known.shares = correlations.shares(0);
  }
  std::sort(values.begin(), values.end());
  return known;
}

std::optional<Sums::Sum> Sums::find(std::size_t i) {
  const double at = at_medians_[i];
  double all = 0;
  for (const auto& add : adds_) all += add[i];
  if (!std::isfinite(all) || at == 0) return std::nullopt;
  // What is a sum at both ends is one in between: what bends (a full component, a limit, the
  // greatest of several) bends one way.
  const auto is_sum = [&](double factor, double found) {
    return nearly_equal(at + all * (factor - 1), found);
  };
  if (!is_sum(low_, at_low_[i]) || !is_sum(high_, at_high_[i])) return std::nullopt;
  std::vector<float> parts;
  for (const auto& add : adds_) parts.push_back(static_cast<float>(add[i] / at));
  if (known_.size() > most_kept) known_.clear();
  const auto [found, is_new] = known_.try_emplace(std::move(parts));
  if (is_new) found->second = values_of(i);
  const std::vector<double>& values = found->second.values;
  const auto middle = [&](double share) { return sorted_quantile(values, share) * at; };
  Sum result{{middle(0.05), middle(0.5), middle(0.95), 0, true}, found->second.shares};
  const auto above = values.end() - std::upper_bound(values.begin(), values.end(), 1 / at);
  result.middle.above_one = static_cast<double>(above) / static_cast<double>(values.size());
  return result;
}

}  // namespace joist::analysis

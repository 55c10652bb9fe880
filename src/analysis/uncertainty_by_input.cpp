// Moves one input after another, then all of them together.
#include "analysis/uncertainty_by_input.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "analysis/nearly_equal.hpp"

namespace joist::analysis {
namespace {

constexpr std::array shares = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
constexpr std::size_t lowest = 0, low = 1, median = 3, high = 5, highest = 6;  // of these
constexpr std::uint32_t none = 0xffffffff, many = 0xfffffffe;

bool is_monotone(const std::array<double, shares.size()>& values) {
  const auto falls = [](double a, double b) { return b < a && !nearly_equal(a, b); };
  const auto rises = [](double a, double b) { return a < b && !nearly_equal(a, b); };
  return std::adjacent_find(values.begin(), values.end(), falls) == values.end() ||
         std::adjacent_find(values.begin(), values.end(), rises) == values.end();
}

}  // namespace

std::size_t ByInput::runs(std::size_t inputs) {
  return 2 * inputs + shares.size() + 2 * static_cast<std::size_t>(std::bit_width(inputs));
}

ByInput::ByInput(UncertainInputs& inputs, Reruns& reruns, const std::vector<double>& middle)
    : inputs_(inputs), reruns_(reruns), owners_(middle.size(), none) {
  find_owners(middle);
  for (const double share : shares) {
    inputs_.set_each(inputs_.quantiles(share));
    rows_.push_back(reruns_.row());
  }
  compare_mixed();
  inputs_.set_rates({}, 1);
  find_middles();
}

void ByInput::find_owners(const std::vector<double>& middle) {
  const std::array ends = {inputs_.quantiles(shares[lowest]), inputs_.quantiles(shares[highest])};
  for (std::uint32_t input = 0; input < inputs_.count(); ++input) {
    for (const std::vector<double>& at_end : ends) {
      std::vector<double> values = inputs_.medians();
      values[input] = at_end[input];
      inputs_.set_each(values);
      const std::vector<double> row = reruns_.row();
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (nearly_equal(row[i], middle[i])) continue;
        owners_[i] = owners_[i] == none || owners_[i] == input ? input : many;
      }
    }
  }
}

// Where one is high and another low, a figure is where its own input is, or it follows the other,
// too: of any two inputs one is high and the other low for some bit of their numbers.
void ByInput::compare_mixed() {
  const std::vector<double> at_low = inputs_.quantiles(shares[lowest]),
                            at_high = inputs_.quantiles(shares[highest]);
  for (int bit = 0; bit < static_cast<int>(std::bit_width(inputs_.count())); ++bit) {
    for (const std::uint32_t flip : {0u, 1u}) {
      const auto is_high = [&](std::size_t input) { return ((input >> bit) & 1) != flip; };
      std::vector<double> values = at_low;
      for (std::size_t i = 0; i < values.size(); ++i)
        if (is_high(i)) values[i] = at_high[i];
      inputs_.set_each(values);
      const std::vector<double> row = reruns_.row();
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (owners_[i] == many) continue;
        const bool fixed = owners_[i] == none;
        const auto& expected = rows_[fixed ? median : is_high(owners_[i]) ? highest : lowest];
        if (!nearly_equal(row[i], expected[i])) owners_[i] = many;
      }
    }
  }
}

void ByInput::find_middles() {
  middles_.resize(owners_.size());
  for (std::size_t i = 0; i < owners_.size(); ++i) {
    std::array<double, shares.size()> values{};
    for (std::size_t s = 0; s < shares.size(); ++s) values[s] = rows_[s][i];
    const bool known =
        std::none_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
    const bool fixed = owners_[i] == none;
    if (owners_[i] == many || !known || !is_monotone(values)) continue;
    if (fixed && !nearly_equal(values.front(), values.back())) continue;
    const auto [least, most] = std::minmax(values[low], values[high]);
    middles_[i] = {least, values[median], most, 0, true};
  }
  rows_.clear();
}

std::optional<Middle> ByInput::find(std::size_t i) const {
  return middles_[i].known ? std::optional(middles_[i]) : std::nullopt;
}

}  // namespace joist::analysis

// Moves one estimate after another and watches the figures: what answers like a product has a
// closed form, the rest is computed at the sample points.
#include "analysis/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "analysis/analyse.hpp"
#include "analysis/uncertainty_figures.hpp"
#include "analysis/uncertainty_inputs.hpp"

namespace joist::analysis {
namespace {

constexpr double z95 = 1.6448536269514722;
constexpr double same_part = 1e-9;  // of a figure: rounding
constexpr double work = 1e6;        // arrows and components times samples that are computed anew
constexpr std::size_t least_samples = 512;
constexpr double least_share = 0.01;  // of the spread, that is told

bool same(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) == std::isnan(b);
  return a == b || std::abs(a - b) <= same_part * std::max(std::abs(a), std::abs(b));
}

double below(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

Results figures_only(const model::Model& model) {
  Options options;
  options.redundancy = false;
  options.only_amounts = true;
  return analyse(model, options);
}

// As quantity::Uncertain has it: sorted values stand at (i + 1/2) / n.
double quantile(std::vector<double>& values, double p) {
  const double last = static_cast<double>(values.size() - 1);
  const double place = std::clamp(p * static_cast<double>(values.size()) - 0.5, 0.0, last);
  const auto at = static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), values.begin() + at, values.end());
  const double low = values[static_cast<std::size_t>(at)], part = place - static_cast<double>(at);
  if (part == 0 || std::isinf(low)) return low;
  return low + part * (*std::min_element(values.begin() + at + 1, values.end()) - low);
}

class Spreading {
 public:
  Spreading(const model::Model& model, Results& results)
      : model_(model), results_(results), inputs_(model) {}

  void run() {
    results_.overload_chance.assign(results_.components.size(), -1.0);
    normals_.assign(inputs_.draws().size(), 0.0);
    middle_ = figures(inputs_.at(normals_));
    if (inputs_.closed()) {
      move_draws();
      for (std::size_t place = 0; place < middle_.size(); ++place) judge(place);
    } else {
      for (std::size_t place = 0; place < middle_.size(); ++place) {
        if (std::isfinite(middle_[place])) open_.push_back(place);
      }
    }
    if (!open_.empty()) sample();
    std::stable_sort(results_.spreads.begin(), results_.spreads.end(),
                     [](const Spread& a, const Spread& b) { return a.place < b.place; });
  }

 private:
  static std::vector<double> figures(const model::Model& model) {
    return read_figures(figures_only(model));
  }

  // Each draw alone at its 5th and 95th percentile, then all at once.
  void move_draws() {
    for (std::size_t d = 0; d < normals_.size(); ++d) {
      for (const double z : {-z95, z95}) {
        normals_[d] = z;
        (z < 0 ? low_ : high_).push_back(figures(inputs_.at(normals_)));
      }
      normals_[d] = 0;
    }
    std::fill(normals_.begin(), normals_.end(), z95);
    together_ = figures(inputs_.at(normals_));
    std::fill(normals_.begin(), normals_.end(), -z95);
    together_low_ = figures(inputs_.at(normals_));
    inputs_.at(std::vector<double>(normals_.size(), 0.0));
  }

  void judge(std::size_t place) {
    if (!std::isfinite(middle_[place])) return;
    std::vector<std::size_t> draws;
    for (std::size_t d = 0; d < low_.size(); ++d) {
      if (!same(low_[d][place], middle_[place]) || !same(high_[d][place], middle_[place]))
        draws.push_back(d);
    }
    // What answers to all at once and to none alone rests on several.
    const bool alone = draws.size() == 1 && same(together_[place], high_[draws[0]][place]) &&
                       same(together_low_[place], low_[draws[0]][place]);
    if (draws.empty() && same(together_[place], together_low_[place])) return;
    if (alone) {
      double low = low_[draws[0]][place], high = high_[draws[0]][place];
      if (low > high) std::swap(low, high);
      add(place, low, middle_[place], high, false);
    } else if (draws.empty() || !add_product(place, draws)) {
      open_.push_back(place);
    }
    explain(place, draws);
  }

  // The logarithm is a sum of what each draw adds, so that the figure is lognormal.
  bool add_product(std::size_t place, const std::vector<std::size_t>& draws) {
    if (!(middle_[place] > 0)) return false;
    const double middle = std::log(middle_[place]);
    double sum = 0, variance = 0;
    for (const std::size_t d : draws) {
      if (!(low_[d][place] > 0) || !(high_[d][place] > 0)) return false;
      const double up = std::log(high_[d][place]) - middle;
      const double down = middle - std::log(low_[d][place]);
      if (std::abs(up - down) > 1e-9 * (1 + std::abs(up))) return false;
      sum += up;
      variance += up * up;
    }
    if (!(together_[place] > 0)) return false;
    if (std::abs(std::log(together_[place]) - middle - sum) > 1e-8 * (1 + std::abs(sum)))
      return false;
    const double spread = std::sqrt(variance);
    add(place, middle_[place] * std::exp(-spread), middle_[place],
        middle_[place] * std::exp(spread), false);
    return true;
  }

  void add(std::size_t place, double low, double median, double high, bool sampled) {
    Spread spread = figure_at(results_, place);
    spread.place = place;
    spread.low = low;
    spread.median = median;
    spread.high = high;
    if (spread.figure == "utilization" && !sampled)
      results_.overload_chance[spread.component.index()] = chance_above(spread, 1);
    results_.spreads.push_back(spread);
  }

  // The first-order part of each draw in the spread.
  void explain(std::size_t place, const std::vector<std::size_t>& draws) {
    const Spread at = figure_at(results_, place);
    if (at.figure != "utilization" && (at.component || at.flow)) return;
    double all = 0;
    for (const std::size_t d : draws) all += squared(d, place);
    if (!(all > 0)) return;
    for (const std::size_t d : draws) {
      const double share = squared(d, place) / all;
      if (share >= least_share)
        results_.sensitivity.push_back({inputs_.draws()[d], at.component, at.figure, share});
    }
  }

  double squared(std::size_t draw, std::size_t place) const {
    const double low = low_[draw][place], high = high_[draw][place];
    const double width = low > 0 && high > 0 ? std::log(high / low) : high - low;
    return width * width;
  }

  // --- at the sample points ---

  void sample() {
    if (inputs_.only_rates()) add_sums();
    if (open_.empty()) return;
    const double each = static_cast<double>(model_.components.size() + model_.arrows.size() + 20);
    const auto samples = std::min(inputs_.samples(), static_cast<std::size_t>(work / each));
    if (samples < std::min(least_samples, inputs_.samples())) return;
    std::vector<std::vector<float>> values(open_.size());
    for (std::size_t k = 0; k < samples; ++k) {
      const std::vector<double> row = figures(inputs_.at_sample(k));
      for (std::size_t i = 0; i < open_.size(); ++i)
        values[i].push_back(static_cast<float>(row[open_[i]]));
    }
    for (std::size_t i = 0; i < open_.size(); ++i) {
      std::vector<double> at(values[i].begin(), values[i].end());
      add_samples(open_[i], at);
    }
  }

  // Figures that are sums over the flows: what each adds is found by doubling its rate.
  void add_sums() {
    const std::vector<model::FlowId>& flows = inputs_.flows();
    std::vector<std::vector<double>> adds;
    for (const model::FlowId flow : flows) {
      adds.push_back(figures(inputs_.with_rates({flow}, 2)));
      for (std::size_t i = 0; i < middle_.size(); ++i) adds.back()[i] -= middle_[i];
    }
    std::vector<std::vector<double>> factors;
    for (const model::FlowId flow : flows) factors.push_back(inputs_.factors(flow));
    const auto [low, high] = reach(factors);
    const std::vector<double> least = figures(inputs_.with_rates(flows, low));
    const std::vector<double> most = figures(inputs_.with_rates(flows, high));
    std::vector<std::size_t> left;
    for (const std::size_t place : open_) {
      double all = 0;
      for (const auto& add : adds) all += add[place];
      const auto at = [&](double factor) { return middle_[place] + all * (factor - 1); };
      if (same(at(low), least[place]) && same(at(high), most[place])) {
        add_sum(place, adds, factors);
      } else {
        left.push_back(place);
      }
    }
    open_ = std::move(left);
  }

  // How far down and up the rates go: what is a sum at both ends is one in between, as what bends
  // (a full component, a limit, the greatest of several) bends one way.
  static std::pair<double, double> reach(const std::vector<std::vector<double>>& factors) {
    double low = 1, high = 1;
    for (std::vector<double> each : factors) {
      low = std::min(low, quantile(each, 0.01));
      high = std::max(high, quantile(each, 0.99));
    }
    return {low, high};
  }

  // Of figures that are made of the flows in the same parts, one is computed.
  void add_sum(std::size_t place, const std::vector<std::vector<double>>& adds,
               const std::vector<std::vector<double>>& factors) {
    std::vector<float> parts;
    for (const auto& add : adds) parts.push_back(static_cast<float>(add[place] / middle_[place]));
    const auto [known, is_new] = sums_.try_emplace(std::move(parts));
    if (is_new) {
      std::vector<double> values(inputs_.samples(), 1.0);
      for (std::size_t f = 0; f < adds.size(); ++f) {
        const double part = adds[f][place] / middle_[place];
        if (part == 0) continue;
        for (std::size_t k = 0; k < values.size(); ++k) values[k] += part * (factors[f][k] - 1);
      }
      known->second.low = quantile(values, 0.05);
      known->second.median = quantile(values, 0.5);
      known->second.high = quantile(values, 0.95);
      known->second.sorted = std::move(values);
      std::sort(known->second.sorted.begin(), known->second.sorted.end());
      if (sums_.size() > most_kept) known->second.sorted.resize(0);
    }
    const Sum& sum = known->second;
    const double middle = middle_[place];
    add(place, middle * sum.low, middle * sum.median, middle * sum.high, !sum.sorted.empty());
    set_figure(results_, place, middle * sum.median);
    const Spread at = figure_at(results_, place);
    if (at.figure != "utilization" || sum.sorted.empty()) return;
    const auto above =
        sum.sorted.end() - std::upper_bound(sum.sorted.begin(), sum.sorted.end(), 1 / middle);
    results_.overload_chance[at.component.index()] =
        static_cast<double>(above) / static_cast<double>(sum.sorted.size());
  }

  void add_samples(std::size_t place, std::vector<double>& values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty()) return;
    const double over = static_cast<double>(
        std::count_if(values.begin(), values.end(), [](double value) { return value > 1; }));
    const double low = quantile(values, 0.05), median = quantile(values, 0.5);
    const double high = quantile(values, 0.95);
    if (same(low, high)) return;
    add(place, low, median, high, true);
    set_figure(results_, place, median);
    const Spread at = figure_at(results_, place);
    if (at.figure == "utilization")
      results_.overload_chance[at.component.index()] = over / static_cast<double>(values.size());
  }

  struct Sum {
    double low = 0, median = 0, high = 0;  // over the figure at the medians
    std::vector<double> sorted;            // likewise; empty where too many are known
  };
  static constexpr std::size_t most_kept = 64;

  const model::Model& model_;
  Results& results_;
  UncertainInputs inputs_;
  std::vector<double> normals_;
  std::vector<double> middle_, together_, together_low_;  // by place
  std::vector<std::vector<double>> low_, high_;           // by draw and place
  std::vector<std::size_t> open_;                         // places without a closed form
  std::map<std::vector<float>, Sum> sums_;
};

}  // namespace

// Lognormal on either side of the median, each with its own width; normal where one end is not
// positive.
double chance_above(const Spread& spread, double limit) {
  const bool positive = spread.low > 0 && limit > 0;
  const auto scaled = [&](double value) { return positive ? std::log(value) : value; };
  const double middle = scaled(spread.median), at = scaled(limit);
  const double end = scaled(at > middle ? spread.high : spread.low);
  if (end == middle) return at > middle ? 0 : 1;
  return 1 - below((at - middle) / std::abs(end - middle) * z95);
}

void find_spreads(const model::Model& model, Results& results) {
  if (has_ranges(model)) Spreading(model, results).run();
}

}  // namespace joist::analysis

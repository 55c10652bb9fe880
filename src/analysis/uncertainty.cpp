// Moves one estimate after another and watches the figures: what answers like a product has a
// closed form, the rest is computed at the sample points.
#include "analysis/uncertainty.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <memory>

#include "analysis/uncertainty_figures.hpp"
#include "analysis/uncertainty_inputs.hpp"
#include "analysis/uncertainty_names.hpp"
#include "analysis/uncertainty_reruns.hpp"
#include "analysis/uncertainty_samples.hpp"
#include "analysis/uncertainty_sums.hpp"
#include "quantity/uncertain.hpp"

namespace joist::analysis {
namespace {

constexpr double z95 = 1.6448536269514722;
constexpr std::array<double, 4> moves = {-z95, -0.6, 0.6, z95};
constexpr double same_part = 1e-9;  // of a figure: rounding
constexpr std::size_t least_samples = 64;
constexpr double least_share = 0.01;  // of the spread, that is told

// What a part may take, in microseconds: little while one writes, more where all is asked for.
double budget(Part part, bool every_figure) {
  if (!every_figure) return part == Part::amounts ? 15'000 : 12'000;
  return part == Part::amounts ? 900'000 : 300'000;
}

bool same(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) == std::isnan(b);
  return a == b || std::abs(a - b) <= same_part * std::max(std::abs(a), std::abs(b));
}

double below(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

// The figures of one part.
class Spreading {
 public:
  // `places` of the part in order. If `whole`, all their values are kept; if `close`, only what may
  // be above 1 is looked at.
  struct Scope {
    Part part;
    double budget;
    bool whole, close;
  };
  Spreading(UncertainInputs& inputs, const Figures& figures, const Scope& scope, Results& results,
            Reruns& reruns, std::vector<std::size_t> places)
      : inputs_(inputs),
        figures_(figures),
        scope_(scope),
        results_(results),
        reruns_(reruns),
        places_(std::move(places)),
        normals_(inputs.draws().size(), 0.0) {}

  void run() {
    reruns_.read(places_);
    if (reruns_.cost() * static_cast<double>(least_samples) > scope_.budget) {
      auto& sampled = results_.sampled[static_cast<std::size_t>(scope_.part)];
      sampled = sampled.value_or(0);
      return;
    }
    inputs_.set(normals_);
    middle_ = reruns_.row();
    if (inputs_.closed() && move_draws()) {
      for (std::size_t i = 0; i < places_.size(); ++i) judge(i);
    } else {
      for (std::size_t i = 0; i < places_.size(); ++i) {
        if (!std::isnan(middle_[i])) open_.push_back(i);
      }
    }
    if (scope_.close) std::erase_if(open_, [&](std::size_t i) { return !may_exceed_one(i); });
    add_sums();
    sample();
  }

 private:
  // Each draw alone, then all at once. False: that takes too long.
  bool move_draws() {
    const double runs = static_cast<double>(normals_.size() * moves.size() + 3);
    if (runs * reruns_.cost() > scope_.budget) return false;
    for (std::size_t d = 0; d < normals_.size(); ++d) {
      std::array<std::vector<double>, moves.size()> rows;
      for (std::size_t m = 0; m < moves.size(); ++m) {
        normals_[d] = moves[m];
        rows[m] = row_at(normals_);
        if (reruns_.spent() > scope_.budget) {
          moved_.clear();
          return false;
        }
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

  std::vector<double> row_at(const std::vector<double>& normals) {
    inputs_.set(normals);
    return reruns_.row();
  }

  double low(std::size_t draw, std::size_t i) const { return moved_[draw].front()[i]; }
  double high(std::size_t draw, std::size_t i) const { return moved_[draw].back()[i]; }

  bool depends(std::size_t draw, std::size_t i) const {
    return std::any_of(moved_[draw].begin(), moved_[draw].end(),
                       [&](const auto& row) { return !same(row[i], middle_[i]); });
  }

  // With every draw at its end that counts, or without knowing.
  bool may_exceed_one(std::size_t i) const {
    if (moved_.empty()) return true;
    double least = middle_[i], most = middle_[i];
    for (const auto& rows : moved_) {
      double down = 1, up = 1;
      for (const auto& row : rows) {
        down = std::min(down, row[i] / middle_[i]);
        up = std::max(up, row[i] / middle_[i]);
      }
      least *= down;
      most *= up;
    }
    return !(most < 1) && !(least > 1);
  }

  void judge(std::size_t i) {
    if (std::isnan(middle_[i])) return;
    std::vector<std::size_t> draws;
    for (std::size_t d = 0; d < moved_.size(); ++d) {
      if (depends(d, i)) draws.push_back(d);
    }
    // What answers to all at once and to none alone rests on several.
    if (draws.empty() && same(together_[i], middle_[i]) && same(together_low_[i], middle_[i]) &&
        same(mixed_[i], middle_[i]))
      return;
    if (draws.size() == 1 && add_alone(i, draws.front())) {
      if (scope_.whole) open_.push_back(i);
    } else if (draws.empty() || !add_product(i, draws)) {
      open_.push_back(i);
    }
    explain(i, draws);
  }

  // It rises or falls with one draw and answers to no other: its percentiles are at the draw's.
  bool add_alone(std::size_t i, std::size_t draw) {
    if (!same(together_[i], high(draw, i)) || !same(together_low_[i], low(draw, i))) return false;
    std::vector<double> values;
    for (const auto& row : moved_[draw]) values.push_back(row[i]);
    values.insert(values.begin() + static_cast<std::ptrdiff_t>(moves.size() / 2), middle_[i]);
    const bool unknown =
        std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
    if (unknown) return false;
    if (values.front() > values.back()) std::reverse(values.begin(), values.end());
    if (!std::is_sorted(values.begin(), values.end(),
                        [](double a, double b) { return a < b && !same(a, b); }))
      return false;
    add(i, {values.front(), middle_[i], values.back(), 0, true});
    return true;
  }

  // The logarithm is a sum of what each draw adds, so that the figure is lognormal.
  bool add_product(std::size_t i, const std::vector<std::size_t>& draws) {
    if (!(middle_[i] > 0) || std::isinf(middle_[i])) return false;
    const double middle = std::log(middle_[i]);
    double sum = 0, other = 0, variance = 0;
    std::vector<quantity::Weight> weights;
    for (const std::size_t d : draws) {
      for (std::size_t m = 0; m < moves.size(); ++m) {
        const double value = moved_[d][m][i];
        if (!(value > 0) || std::isinf(value)) return false;
        const double slope = (std::log(value) - middle) / moves[m];
        if (m == 0) weights.push_back({inputs_.draws()[d], slope});
        if (std::abs(slope - weights.back().weight) > 1e-8 * (1 + std::abs(slope))) return false;
      }
      const double weight = weights.back().weight;
      sum += weight * z95;
      other += d % 2 == 0 ? weight : -weight;
      variance += weight * weight;
    }
    if (!agrees(together_[i], middle + sum) || !agrees(mixed_[i], middle + other)) return false;
    const double spread = std::exp(z95 * std::sqrt(variance));
    add(i, {middle_[i] / spread, middle_[i], middle_[i] * spread, 0, true});
    if (scope_.whole)
      results_.spreads.back().uncertain = std::make_shared<const quantity::Uncertain>(
          quantity::Closed{quantity::Shape::lognormal, 0, middle_[i], 0, std::move(weights)});
    return true;
  }

  static bool agrees(double value, double logarithm) {
    return value > 0 && std::abs(std::log(value) - logarithm) <= 1e-8 * (1 + std::abs(logarithm));
  }

  void add(std::size_t i, const Middle& middle) {
    Spread spread = figures_.at(places_[i]);
    spread.low = middle.low;
    spread.median = middle.median;
    spread.high = middle.high;
    if (spread.figure == "utilization")
      results_.overload_chance[spread.component.index()] = chance_above(spread, 1);
    results_.spreads.push_back(spread);
  }

  void add_sampled(std::size_t i, const Middle& middle) {
    add(i, middle);
    figures_.set(results_, places_[i], middle.median);
    const Spread& at = results_.spreads.back();
    if (at.figure == "utilization")
      results_.overload_chance[at.component.index()] = middle.above_one;
  }

  // The first-order part of each draw in the spread.
  void explain(std::size_t i, const std::vector<std::size_t>& draws) {
    const Spread at = figures_.at(places_[i]);
    if (at.figure != "utilization" && (at.component || at.flow)) return;
    double all = 0;
    for (const std::size_t d : draws) all += squared(d, i);
    if (!(all > 0)) return;
    for (const std::size_t d : draws) {
      const double share = squared(d, i) / all;
      if (share >= least_share)
        results_.sensitivity.push_back(
            {inputs_.draws()[d]->draw(), at.component, at.figure, share});
    }
  }

  double squared(std::size_t draw, std::size_t i) const {
    const double from = low(draw, i), to = high(draw, i);
    const double width = from > 0 && to > 0 ? std::log(to / from) : to - from;
    return std::isfinite(width) ? width * width : 0;
  }

  // --- at the sample points ---

  void add_sums() {
    if (scope_.part != Part::amounts || open_.empty() || !inputs_.only_rates()) return;
    Sums sums(inputs_, reruns_, middle_);
    std::vector<std::size_t> left;
    for (const std::size_t i : open_) {
      const auto middle = scope_.whole ? std::nullopt : sums.middle(i);
      if (middle && !same(middle->low, middle->high)) add_sampled(i, *middle);
      if (!middle) left.push_back(i);
    }
    open_ = std::move(left);
  }

  // All points where there is time for them, else the first 64, 128, ...
  bool goes_on(std::size_t points) const {
    const double spent = reruns_.spent(), most = scope_.budget;
    if (points < least_samples) return spent <= most;
    const double each = spent / static_cast<double>(points);
    if (each * static_cast<double>(inputs_.samples()) <= most) return true;
    return !std::has_single_bit(points) || spent * 2 <= most;
  }

  void sample() {
    if (open_.empty()) return;
    std::vector<std::size_t> places;
    for (const std::size_t i : open_) places.push_back(places_[i]);
    reruns_.read(places);
    Samples samples(places.size(), inputs_.samples());
    std::vector<std::vector<double>> kept(places.size());
    std::size_t points = 0;
    while (points < inputs_.samples() && goes_on(points)) {
      inputs_.set_sample(points++);
      const std::vector<double> row = reruns_.row();
      samples.add(row);
      for (std::size_t n = 0; n < row.size(); ++n)
        if (scope_.whole) kept[n].push_back(row[n]);
    }
    const bool enough = points >= std::min(least_samples, inputs_.samples());
    auto& sampled = results_.sampled[static_cast<std::size_t>(scope_.part)];
    sampled = std::max(sampled.value_or(0), enough ? points : 0);
    if (!enough) return;
    const std::vector<Middle> middles = samples.middles();
    for (std::size_t n = 0; n < places.size(); ++n) keep(open_[n], middles[n], std::move(kept[n]));
  }

  void keep(std::size_t i, const Middle& middle, std::vector<double> values) {
    const auto has_place = [&](const Spread& spread) { return spread.place == places_[i]; };
    auto found = results_.spreads.end();
    if (scope_.whole) found = std::find_if(results_.spreads.begin(), found, has_place);
    if (found == results_.spreads.end()) {
      if (!middle.known || same(middle.low, middle.high)) return;
      add_sampled(i, middle);
      found = results_.spreads.end() - 1;
    }
    const bool unknown =
        std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
    if (!values.empty() && !unknown)
      found->uncertain =
          std::make_shared<const quantity::Uncertain>(std::move(values), inputs_.draws());
  }

  UncertainInputs& inputs_;
  const Figures& figures_;
  const Scope scope_;
  Results& results_;
  Reruns& reruns_;
  const std::vector<std::size_t> places_;
  std::vector<double> normals_;
  std::vector<double> middle_, together_, together_low_, mixed_;      // by figure
  std::vector<std::array<std::vector<double>, moves.size()>> moved_;  // by draw, move and figure
  std::vector<std::size_t> open_;  // figures without a closed form
};

// Where values of the machines alone are uncertain, nothing changes but at those.
std::vector<char> may_change(const model::Model& model, const Reach& reach) {
  const bool anywhere = reach.traffic || reach.calls || reach.structure;
  std::vector<char> result(model.components.size(), anywhere ? 1 : 0);
  for (const ComponentId id : reach.components) result[id.index()] = 1;
  return result;
}

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

void find_spreads(const model::Model& model, bool every_figure, const std::vector<double>& efforts,
                  Results& results) {
  if (!has_ranges(model)) return;
  results.overload_chance.assign(results.components.size(), -1.0);
  UncertainInputs inputs(model);
  const Figures figures(model.components.size(), results.flows.size());
  Reruns reruns(inputs, figures, results, efforts);
  const std::vector<model::FigureName> names = named_figures(model);
  const std::vector<char> changes = may_change(model, inputs.reach());
  for (const Part part : all_parts) {
    std::vector<std::size_t> named, others;
    for (std::size_t place = figures.begin(part); place < figures.end(part); ++place) {
      if (std::isnan(figures.reader(place)(results))) continue;
      const Spread at = figures.at(place);
      if (at.component && !changes[at.component.index()] && at.figure != "carried") continue;
      const bool is_needed = std::any_of(names.begin(), names.end(), [&](const auto& name) {
        return is_named(at, name, path_of(name));
      });
      if (is_needed) {
        named.push_back(place);
      } else if (every_figure || at.figure == "utilization") {
        others.push_back(place);
      }
    }
    // What needs rest on is judged alike whatever else is asked.
    const auto look = [&](std::vector<std::size_t> places, const Spreading::Scope& scope) {
      if (places.empty()) return;
      Spreading(inputs, figures, scope, results, reruns, std::move(places)).run();
    };
    look(named, {part, budget(part, false), true, false});
    look(others, {part, budget(part, every_figure), false, !every_figure});
    if (!every_figure) continue;
    std::erase_if(named, [&](std::size_t place) {
      return std::any_of(results.spreads.begin(), results.spreads.end(),
                         [&](const Spread& spread) { return spread.place == place; });
    });
    look(named, {part, budget(part, true), false, false});
  }
  std::stable_sort(results.spreads.begin(), results.spreads.end(),
                   [](const Spread& a, const Spread& b) { return a.place < b.place; });
}

}  // namespace joist::analysis

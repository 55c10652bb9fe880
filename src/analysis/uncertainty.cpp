// Moves one estimate after another and watches the figures: what answers like a product has a
// closed form, the rest is computed at the sample points.
#include "analysis/uncertainty.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>

#include "analysis/nearly_equal.hpp"
#include "analysis/storage.hpp"
#include "analysis/uncertainty_by_input.hpp"
#include "analysis/uncertainty_correlations.hpp"
#include "analysis/uncertainty_figures.hpp"
#include "analysis/uncertainty_inputs.hpp"
#include "analysis/uncertainty_moves.hpp"
#include "analysis/uncertainty_names.hpp"
#include "analysis/uncertainty_reruns.hpp"
#include "analysis/uncertainty_samples.hpp"
#include "analysis/uncertainty_sums.hpp"
#include "quantity/normal.hpp"
#include "quantity/uncertain.hpp"

namespace joist::analysis {
namespace {

constexpr std::size_t least_samples = 64;
constexpr double least_share = 0.01;  // of the spread, that is told

// What a part may take, in microseconds: little while one writes, more for what needs rest on and
// where all is asked for.
enum class Asked : std::uint8_t { by_rules, by_needs, by_all };
double budget(Part part, Asked asked) {
  const bool amounts = part == Part::amounts;
  switch (asked) {
    case Asked::by_rules:
      return amounts ? 15'000 : 12'000;
    case Asked::by_needs:
      return amounts ? 15'000 : 40'000;
    case Asked::by_all:
      break;
  }
  return amounts ? 900'000 : 300'000;
}

// The figures of one part.
class Spreading {
 public:
  // `places` of the part in order. If `whole`, all their values are kept; if `close`, only what may
  // be on either side of what a rule holds against it is looked at.
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
        places_(std::move(places)) {}

  void run() {
    reruns_.read(places_);
    if (reruns_.cost() * static_cast<double>(least_samples) > scope_.budget) {
      auto& sampled = results_.sampled[static_cast<std::size_t>(scope_.part)];
      sampled = sampled.value_or(0);
      return;
    }
    moves_.emplace(inputs_, reruns_, scope_.budget);
    told_.assign(places_.size(), 0);
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (std::isnan(moves_->middle()[i])) continue;
      if (moves_->known()) {
        judge(i);
      } else {
        open_.push_back(i);
      }
    }
    if (scope_.close) std::erase_if(open_, [&](std::size_t i) { return !is_close(i); });
    add_sums();
    add_by_input();
    sample();
  }

 private:
  void judge(std::size_t i) {
    if (moves_->is_fixed(i)) return;
    const std::vector<std::size_t> draws = moves_->draws_of(i);
    if (const auto product = draws.empty() ? std::nullopt : moves_->product(i, draws)) {
      add(i, product->middle);
      if (scope_.whole)
        results_.spreads.back().uncertain =
            std::make_shared<const quantity::Uncertain>(quantity::Closed{
                quantity::Shape::lognormal, 0, product->middle.median, 0, product->weights});
    } else if (const auto alone =
                   draws.size() == 1 ? moves_->alone(i, draws.front()) : std::nullopt) {
      add(i, *alone);
      // Between its percentiles it may be bent: the points tell how often it is above 1.
      const bool judged = is_utilization(i) && moves_->may_exceed(i, 1);
      told_[i] = 1;
      if (scope_.whole || judged) open_.push_back(i);
    } else {
      open_.push_back(i);
    }
    explain(i, draws, moves_->shares(i, draws));
  }

  bool is_utilization(std::size_t i) const {
    return figures_.at(places_[i]).figure == "utilization";
  }

  // It overloads in some cases, or has not the headroom wanted; disks are full in time.
  bool is_close(std::size_t i) const {
    const Spread at = figures_.at(places_[i]);
    const model::Model& model = inputs_.model();
    if (at.figure == "storage.full_in") return moves_->may_exceed(i, disk_horizon);
    if (at.figure == "storage.bytes") return moves_->may_exceed(i, disk_room(model, at.component));
    return moves_->may_exceed(i, 1) || moves_->may_exceed(i, 1 - headroom(model, at.component));
  }

  void add(std::size_t i, const Middle& middle) {
    Spread spread = figures_.at(places_[i]);
    spread.low = middle.low;
    spread.median = middle.median;
    spread.high = middle.high;
    spread.at_medians = figures_.reader(places_[i])(results_);
    if (spread.figure == "utilization")
      results_.overload_chance[spread.component.index()] = chance_above(spread, 1);
    results_.spreads.push_back(spread);
  }

  void add_sampled(std::size_t i, const Middle& middle) {
    if (!told_[i]) {
      add(i, middle);
      figures_.set(results_, places_[i], middle.median);
    }
    const Spread at = figures_.at(places_[i]);
    if (at.figure == "utilization")
      results_.overload_chance[at.component.index()] = middle.above_one;
  }

  // Of the design, and of how much of each component is used.
  bool is_explained(std::size_t i) const {
    const Spread at = figures_.at(places_[i]);
    return at.figure == "utilization" || (!at.component && !at.flow);
  }

  // What explains most comes first.
  void explain(std::size_t i, const std::vector<std::size_t>& draws,
               const std::vector<double>& shares) {
    if (!is_explained(i)) return;
    const Spread at = figures_.at(places_[i]);
    auto& all = results_.sensitivity;
    const auto first = static_cast<std::ptrdiff_t>(all.size());
    for (std::size_t n = 0; n < draws.size(); ++n)
      if (shares[n] >= least_share)
        all.push_back({inputs_.draws()[draws[n]]->draw(), at.component, at.figure, shares[n]});
    std::stable_sort(all.begin() + first, all.end(),
                     [](const Influence& a, const Influence& b) { return a.share > b.share; });
  }

  // Where no estimate was moved alone.
  void explain_sampled(std::size_t i, const std::vector<double>& shares) {
    if (moves_->known()) return;
    std::vector<std::size_t> draws(shares.size());
    std::iota(draws.begin(), draws.end(), std::size_t{0});
    explain(i, draws, shares);
  }

  // --- at the sample points ---

  void add_sums() {
    if (scope_.part != Part::amounts || open_.empty() || !inputs_.only_rates()) return;
    Sums sums(inputs_, reruns_, moves_->middle(), !moves_->known());
    std::vector<std::size_t> left;
    for (const std::size_t i : open_) {
      const auto sum = scope_.whole ? std::nullopt : sums.find(i);
      if (!sum) {
        left.push_back(i);
      } else if (!nearly_equal(sum->middle.low, sum->middle.high)) {
        add_sampled(i, sum->middle);
        explain_sampled(i, sum->shares);
      }
    }
    open_ = std::move(left);
  }

  // What has a closed form by estimates was found already; an input may be made of several. How
  // often something is above 1 only the points tell, and correlations too.
  void add_by_input() {
    if (open_.empty() || scope_.whole || scope_.close) return;
    const double runs = static_cast<double>(ByInput::runs(inputs_.count()));
    if (runs * reruns_.cost() > 0.75 * scope_.budget) return;
    const ByInput by_input(inputs_, reruns_, moves_->middle());
    std::erase_if(open_, [&](std::size_t i) {
      if (is_utilization(i) || (is_explained(i) && !moves_->known())) return false;
      const auto middle = by_input.find(i);
      if (!middle) return false;
      if (!nearly_equal(middle->low, middle->high)) add_sampled(i, *middle);
      return true;
    });
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
    std::vector<std::size_t> explained;  // of the places
    for (std::size_t n = 0; n < places.size(); ++n)
      if (!moves_->known() && is_explained(open_[n])) explained.push_back(n);
    Correlations correlations(explained.size(), inputs_.draws());
    std::size_t points = 0;
    while (points < inputs_.samples() && goes_on(points)) {
      inputs_.set_sample(points);
      const std::vector<double> row = reruns_.row();
      samples.add(row);
      std::vector<double> of_explained;
      for (const std::size_t n : explained) of_explained.push_back(row[n]);
      correlations.add(points++, of_explained);
      for (std::size_t n = 0; n < row.size(); ++n)
        if (scope_.whole) kept[n].push_back(row[n]);
    }
    const bool enough = points >= std::min(least_samples, inputs_.samples());
    auto& sampled = results_.sampled[static_cast<std::size_t>(scope_.part)];
    sampled = std::max(sampled.value_or(0), enough ? points : 0);
    if (!enough) return;
    const std::vector<Middle> middles = samples.middles();
    for (std::size_t n = 0; n < places.size(); ++n) keep(open_[n], middles[n], std::move(kept[n]));
    for (std::size_t n = 0; n < explained.size(); ++n)
      explain_sampled(open_[explained[n]], correlations.shares(n));
  }

  void keep(std::size_t i, const Middle& middle, std::vector<double> values) {
    if (!middle.known || nearly_equal(middle.low, middle.high)) return;
    add_sampled(i, middle);
    const auto found =
        std::find_if(results_.spreads.begin(), results_.spreads.end(),
                     [&](const Spread& spread) { return spread.place == places_[i]; });
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
  std::optional<Moves> moves_;
  std::vector<char> told_;         // by figure: its percentiles are known exactly
  std::vector<std::size_t> open_;  // figures without a closed form
};

// Where values of the machines alone are uncertain, nothing changes but at those.
std::vector<char> may_change(const model::Model& model, const Reach& reach) {
  const bool anywhere = reach.traffic || reach.calls || reach.structure;
  std::vector<char> result(model.components.size(), anywhere ? 1 : 0);
  for (const ComponentId id : reach.components) result[id.index()] = 1;
  return result;
}

// What breaks first, by the medians that the components show.
void use_medians(Results& results) {
  for (const Spread& spread : results.spreads) {
    if (spread.figure != "breaks_at") continue;
    for (Break& each : results.scale)
      if (each.component == spread.component && each.why != Limit::limit)
        each.factor = spread.median;
  }
  std::stable_sort(results.scale.begin(), results.scale.end(),
                   [](const Break& a, const Break& b) { return a.factor < b.factor; });
}

// Rules hold it against something.
bool is_of_rules(const model::Model& model, const Spread& figure) {
  if (figure.figure == "utilization") return true;
  const bool kept = figure.figure == "storage.full_in" || figure.figure == "storage.bytes";
  return kept && model.number(figure.component, model::Attribute::disk) != nullptr;
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
  return 1 - quantity::normal_cdf((at - middle) / std::abs(end - middle) * quantity::z95);
}

const Spread* find_spread(const Results& results, ComponentId component, std::string_view figure) {
  const Figures figures(results.components.size(), results.flows.size());
  const std::size_t place = figures.place_of(component, figure);
  const auto found =
      std::lower_bound(results.spreads.begin(), results.spreads.end(), place,
                       [](const Spread& spread, std::size_t at) { return spread.place < at; });
  return found != results.spreads.end() && found->place == place ? &*found : nullptr;
}

void find_spreads(const model::Model& model, Extent extent, const std::vector<double>& efforts,
                  Results& results) {
  if (!has_ranges(model)) return;
  results.overload_chance.assign(results.components.size(), -1.0);
  UncertainInputs inputs(model);
  const Figures figures(model.components.size(), results.flows.size());
  Reruns reruns(inputs, figures, results, efforts);
  const std::vector<model::FigureName> names = named_figures(model);
  const std::vector<char> changes = may_change(model, inputs.reach());
  for (const Part part : all_parts) {
    const bool every =
        extent == Extent::everything || (extent == Extent::amounts && part == Part::amounts);
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
      } else if (every || is_of_rules(model, at)) {
        others.push_back(place);
      }
    }
    // What needs rest on is judged alike whatever else is asked.
    const auto look = [&](std::vector<std::size_t> places, const Spreading::Scope& scope) {
      if (places.empty()) return;
      Spreading(inputs, figures, scope, results, reruns, std::move(places)).run();
    };
    look(named, {part, budget(part, Asked::by_needs), true, false});
    const Asked asked = every ? Asked::by_all : Asked::by_rules;
    look(others, {part, budget(part, asked), false, !every});
    if (!every) continue;
    std::erase_if(named, [&](std::size_t place) {
      return std::any_of(results.spreads.begin(), results.spreads.end(),
                         [&](const Spread& spread) { return spread.place == place; });
    });
    look(named, {part, budget(part, Asked::by_all), false, false});
  }
  std::stable_sort(results.spreads.begin(), results.spreads.end(),
                   [](const Spread& a, const Spread& b) { return a.place < b.place; });
  use_medians(results);
}

}  // namespace joist::analysis

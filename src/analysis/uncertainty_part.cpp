// Goes from what is quickly told to what takes points: each step leaves fewer figures open.
#include "analysis/uncertainty_part.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <utility>

#include "analysis/nearly_equal.hpp"
#include "analysis/storage.hpp"
#include "analysis/uncertainty.hpp"
#include "analysis/uncertainty_by_input.hpp"
#include "analysis/uncertainty_by_load.hpp"
#include "analysis/uncertainty_correlations.hpp"
#include "analysis/uncertainty_moves.hpp"
#include "analysis/uncertainty_samples.hpp"
#include "analysis/uncertainty_sums.hpp"
#include "quantity/uncertain.hpp"

namespace joist::analysis {
namespace {

constexpr std::size_t least_samples = 64;
constexpr double least_share = 0.01;  // of the spread, that is told

// The figures of one part.
class Spreading {
 public:
  Spreading(UncertainInputs& inputs, const Figures& figures, const PartScope& scope,
            Results& results, Reruns& reruns, std::vector<std::size_t> places)
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
    find_followers();
    sample();
    add_followers();
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

  // What follows the load of its component needs no points of its own.
  void find_followers() {
    if (scope_.whole || scope_.close || !inputs_.reach().traffic) return;
    const bool may = std::any_of(open_.begin(), open_.end(), [&](std::size_t i) {
      return ByLoad::may_follow(figures_.at(places_[i]));
    });
    const double runs = static_cast<double>(ByLoad::runs(inputs_.count()));
    if (!may || runs * reruns_.cost() > scope_.budget) return;
    by_load_.emplace(inputs_, reruns_, figures_, places_, moves_->middle());
    const std::map<ComponentId, Middle> known = known_loads();
    std::erase_if(open_, [&](std::size_t i) {
      const ComponentId component = figures_.at(places_[i]).component;
      if (!by_load_->follows(i)) return false;
      // Now, or once the points are there.
      const bool tells = by_load_->is_certain(component) || known.contains(component) ||
                         std::binary_search(places_.begin(), places_.end(),
                                            figures_.place_of(component, "offered"));
      if (!tells) return false;
      followers_.push_back(i);
      return true;
    });
  }

  // Over those at the medians.
  std::map<ComponentId, Middle> known_loads() const {
    std::map<ComponentId, Middle> loads;
    for (const Spread& spread : results_.spreads) {
      if (spread.component && spread.figure == "offered" && spread.at_medians > 0)
        loads[spread.component] = {spread.low / spread.at_medians,
                                   spread.median / spread.at_medians,
                                   spread.high / spread.at_medians, 0, true};
    }
    return loads;
  }

  void add_followers() {
    if (followers_.empty()) return;
    const std::map<ComponentId, Middle> loads = known_loads();
    reruns_.read(places_);
    const std::vector<Middle> middles = by_load_->at(loads);
    for (const std::size_t i : followers_) {
      const ComponentId component = figures_.at(places_[i]).component;
      if (middles[i].known && loads.contains(component) &&
          !nearly_equal(middles[i].low, middles[i].high))
        add_sampled(i, middles[i]);
    }
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
  const PartScope scope_;
  Results& results_;
  Reruns& reruns_;
  const std::vector<std::size_t> places_;
  std::optional<Moves> moves_;
  std::vector<char> told_;         // by figure: its percentiles are known exactly
  std::vector<std::size_t> open_;  // figures without a closed form
  std::optional<ByLoad> by_load_;
  std::vector<std::size_t> followers_;  // figures
};

}  // namespace

void spread_part(UncertainInputs& inputs, const Figures& figures, const PartScope& scope,
                 Results& results, Reruns& reruns, std::vector<std::size_t> places) {
  Spreading(inputs, figures, scope, results, reruns, std::move(places)).run();
}

}  // namespace joist::analysis

// Moves one estimate after another and watches the figures: what answers like a product has a
// closed form, the rest is computed at the sample points.
#include "analysis/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/scale.hpp"
#include "analysis/uncertainty_figures.hpp"
#include "analysis/uncertainty_inputs.hpp"
#include "analysis/uncertainty_names.hpp"
#include "analysis/uncertainty_part.hpp"
#include "analysis/uncertainty_reruns.hpp"
#include "quantity/normal.hpp"

namespace joist::analysis {
namespace {

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
  sort_by_factor(results.scale);
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
    const auto look = [&](std::vector<std::size_t> places, const PartScope& scope) {
      if (places.empty()) return;
      spread_part(inputs, figures, scope, results, reruns, std::move(places));
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

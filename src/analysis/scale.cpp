// Finds the factors at which components break.
#include "analysis/scale.hpp"

#include <algorithm>

namespace joist::analysis {
namespace {

constexpr double highest = 1e9;  // a factor above which nothing is looked for
constexpr int steps = 60;        // of a bisection
constexpr std::size_t most_bisected = 200;

double utilization_at(const model::Model& model, const Network& network, ComponentId component,
                      double factor) {
  State state;
  state.factor = factor;
  const Traffic traffic = network.solve(state);
  return Capacities(model, traffic).utilization(component, fleet(model, component).copies());
}

// Utilisation only grows with the factor.
double bisect(const model::Model& model, const Network& network, ComponentId component) {
  const double most = 1 - headroom(model, component);
  const auto breaks = [&](double factor) {
    return utilization_at(model, network, component, factor) > most;
  };
  double high = 1;
  while (!breaks(high)) {
    high *= 8;
    if (high > highest) return infinity;
  }
  double low = 0;
  for (int step = 0; step < steps && high - low > 1e-10 * high; ++step) {
    const double middle = (low + high) / 2;
    (breaks(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

std::vector<Break> find_breaks(const model::Model& model, const Network& network,
                               std::vector<CapacityResult>& capacity) {
  const std::vector<char> linear = network.is_linear();
  std::vector<Break> breaks;
  std::size_t bisected = 0;
  for (std::size_t i = 0; i < capacity.size(); ++i) {
    CapacityResult& result = capacity[i];
    if (!result.known || !result.breaks_at) continue;
    if (!linear[i]) {
      if (++bisected > most_bisected) {
        result.breaks_at.reset();
        continue;
      }
      result.breaks_at = bisect(model, network, ComponentId(i));
    }
    if (*result.breaks_at < infinity) {
      breaks.push_back({ComponentId(i), *result.breaks_at, result.limited_by});
    }
  }
  std::stable_sort(breaks.begin(), breaks.end(),
                   [](const Break& a, const Break& b) { return a.factor < b.factor; });
  return breaks;
}

}  // namespace joist::analysis

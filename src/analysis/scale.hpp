// At which factor on all sources each component has no headroom left.
#pragma once

#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/results.hpp"
#include "analysis/traffic.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// Sets `breaks_at` of every known capacity, and lists them by factor, smallest first; of a `limit`
// the factor at which it begins to refuse. Exact while rates grow with the sources; behind a limit
// by bisection, infinite where it protects for good.
std::vector<Break> find_breaks(const model::Model& model, const Network& network,
                               const std::vector<ComponentLoad>& loads,
                               const Capacities& capacities, std::vector<CapacityResult>& capacity);

// Smallest factor first, in the order that they have where several break at one: what the last
// digits of those differ in is rounding.
void sort_by_factor(std::vector<Break>& breaks);

// What is asked of each component at so many times the load of all sources; without notes.
struct Scaled {
  std::vector<CapacityResult> capacity;
  std::vector<ComponentLoad> loads;

  // Past where its limit begins, or its headroom ends: what breaks may hold again, where a limit
  // that others share leaves it less.
  bool is_past(const model::Model& model, const Break& each) const;
};
Scaled scaled(const model::Model& model, double factor);

}  // namespace joist::analysis

// Calls of one component that take different times there.
#include <algorithm>
#include <cmath>

#include "analysis/capacity_facts.hpp"
#include "analysis/latency.hpp"

namespace joist::analysis {
namespace {

constexpr std::size_t most_sorts = 12;

struct Sort {
  double rate = 0, time = 0;
};

bool are_alike(const Sort& one, const Sort& other) {
  return std::abs(one.time - other.time) <= 1e-12 * std::max(one.time, other.time);
}

Sort together(const Sort& one, const Sort& other) {
  const double rate = one.rate + other.rate;
  return {rate, (one.rate * one.time + other.rate * other.time) / rate};
}

// In order of their times; of very many those are one whose times are next to each other, which
// keeps the mean.
void join_close_ones(std::vector<Sort>& sorts) {
  std::sort(sorts.begin(), sorts.end(),
            [](const Sort& a, const Sort& b) { return a.time < b.time; });
  std::size_t kept = 0;
  for (const Sort& sort : sorts) {
    if (kept > 0 && are_alike(sorts[kept - 1], sort))
      sorts[kept - 1].rate += sort.rate;
    else
      sorts[kept++] = sort;
  }
  sorts.resize(kept);
  while (sorts.size() > most_sorts) {
    std::size_t closest = 0;
    double least = infinity;
    for (std::size_t i = 0; i + 1 < sorts.size(); ++i) {
      const Sort &a = sorts[i], &b = sorts[i + 1];
      const double apart = b.time - a.time;  // what the variance loses when both are one
      const double lost = a.rate * b.rate / (a.rate + b.rate) * apart * apart;
      if (lost >= least) continue;
      least = lost;
      closest = i;
    }
    sorts[closest] = together(sorts[closest], sorts[closest + 1]);
    sorts.erase(sorts.begin() + static_cast<std::ptrdiff_t>(closest) + 1);
  }
}

}  // namespace

std::vector<ServiceSort> service_sorts(const CapacityFacts& facts, const Traffic& traffic,
                                       ComponentId component) {
  const std::size_t c = component.index();
  const ComponentLoad& load = traffic.components[c];
  if (!load.known) return {};
  std::vector<Sort> sorts;
  double count = 0;
  const auto add = [&](double rate, double time) {
    if (!(rate > 0)) return;
    count += rate;
    const Sort sort{rate, std::isnan(time) ? 0 : time};
    if (!sorts.empty() && are_alike(sorts.back(), sort))
      sorts.back().rate += rate;
    else
      sorts.push_back(sort);
  };
  for (const std::uint32_t arrow : facts.arrows_into(component)) {
    if (traffic.arrows[arrow].known) add(traffic.arrows[arrow].peak, facts.arrows[arrow].time);
  }
  // What enters from outside comes over no arrow.
  if (load.offered - count > 1e-9 * load.offered)
    add(load.offered - count, facts.components[c].latency);
  if (sorts.size() < 2) return {};
  join_close_ones(sorts);
  if (sorts.size() < 2) return {};
  double sum = 0;
  for (const Sort& sort : sorts) sum += sort.rate * sort.time;
  if (!(sum > 0)) return {};
  std::vector<ServiceSort> result;
  for (const Sort& sort : sorts)
    result.push_back({sort.rate / count, sort.time * count / sum, ServiceShape()});
  return result;
}

}  // namespace joist::analysis

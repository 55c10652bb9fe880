// How many instances are enough.
#include <algorithm>
#include <cmath>

#include "analysis/capacity_demand.hpp"

namespace joist::analysis {
namespace {

constexpr double slack = 1e-9;  // so that 110.0000000001 is 110

double round_up(double value) {
  return std::ceil(value * (1 - slack) - slack);
}

// Copies that must serve for utilisation at most `most`.
std::optional<double> serving_needed(const Demand& demand, double most) {
  double needed = 1;
  for (std::uint8_t i = 0; i < demand.count; ++i) {
    const Curve& curve = demand.curves[i];
    if (curve.spread + curve.each == 0) continue;
    if (curve.each > most * (1 + slack)) return std::nullopt;
    if (curve.spread == 0) continue;
    if (!(curve.each < most) || std::isinf(curve.spread)) return std::nullopt;
    needed = std::max(needed, round_up(curve.spread / (most - curve.each)));
  }
  return needed;
}

// The smallest number of copies of which `left` are left when one of `zones` zones goes.
double copies_for(double left, double zones) {
  double copies = std::ceil(left * zones / (zones - 1));
  const auto remains = [&](double n) { return n - std::ceil(n / zones); };
  while (copies > left + 1 && remains(copies - 1) >= left) --copies;
  while (remains(copies) < left) ++copies;
  return copies;
}

// More copies, as many shards as there are.
std::optional<double> by_copies(const Demand& demand, double most,
                                const std::vector<double>& losses) {
  const double standby = demand.fleet.nodes > 0 ? 0 : demand.fleet.standby;
  const auto normal = serving_needed(demand, most);
  if (!normal) return std::nullopt;
  double copies = *normal + standby;
  for (const double zones : losses) {
    const auto left = serving_needed(demand, 1);
    if (!left || zones == 1) return std::nullopt;
    const double enough = zones > 0 ? copies_for(*left, zones) : *left + 1;
    copies = std::max({copies, enough, *left + standby});
  }
  return demand.fleet.nodes > 0 ? copies : round_up(copies) * demand.fleet.shards;
}

// The hottest shard gets as much however many there are; `all`: what one would be used.
bool is_too_hot(const Demand& demand, const Curve& curve, double all, double bound) {
  return curve.limit != Limit::bandwidth && all > bound * (1 + slack) &&
         all * demand.skew > bound * (1 + slack);
}

// More shards, as many copies of each as there are.
std::optional<double> by_shards(const Demand& demand, double most,
                                const std::vector<double>& losses) {
  const Fleet& fleet = demand.fleet;
  if (fleet.nodes > 0) return std::nullopt;
  double shards = 1;
  const auto hold = [&](double copies, double bound) {
    for (std::uint8_t i = 0; i < demand.count; ++i) {
      const double now = demand.curves[i].at(demand.serving(copies));
      if (std::isinf(now)) return false;
      if (demand.curves[i].sharded) {
        if (is_too_hot(demand, demand.curves[i], now * fleet.shards, bound)) return false;
        shards = std::max(shards, round_up(now * fleet.shards / bound));
      } else if (now > bound * (1 + slack)) {
        return false;
      }
    }
    return true;
  };
  if (!hold(fleet.replicas, most)) return std::nullopt;
  for (const double zones : losses) {
    const double left = fleet.replicas - (zones > 0 ? std::ceil(fleet.replicas / zones) : 1);
    if (left <= 0 || !hold(left, 1)) return std::nullopt;
  }
  return shards * fleet.replicas;
}

// Places that are taken because what they wait for cannot keep up are free again once that can: no
// number of them is enough before, and the machines alone say how many there have to be.
Demand without_filled_pool(Demand demand) {
  if (demand.count < 2) return demand;
  Curve* const end = demand.curves.data() + demand.count;
  Curve* const kept = std::remove_if(demand.curves.data(), end, [](const Curve& curve) {
    return curve.limit == Limit::pool && curve.spread == 0 && curve.each > 0;
  });
  demand.count = static_cast<std::uint8_t>(kept - demand.curves.data());
  return demand;
}

}  // namespace

std::optional<double> needed_instances(const Demand& demand, double most,
                                       const std::vector<double>& losses, Growth growth) {
  const Demand asked = without_filled_pool(demand);
  if (growth == Growth::shards) return by_shards(asked, most, losses);
  const auto copies = by_copies(asked, most, losses);
  if (growth == Growth::copies) return copies;
  const auto shards = by_shards(asked, most, losses);
  if (!copies || !shards) return copies ? copies : shards;
  return std::min(*copies, *shards);
}

}  // namespace joist::analysis

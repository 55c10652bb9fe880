// Sizes for the upper end of estimates, and for what is left after a loss.
#include "lint/sizes.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/capacity.hpp"
#include "analysis/uncertainty.hpp"
#include "lint/faults.hpp"

namespace joist::lint {
namespace {

constexpr double slack = 1e-9;  // so that 21.0000000001 is 21

// What runs out first is the machines, all alike.
bool is_of_machines(const analysis::CapacityResult& capacity) {
  return capacity.limited_by == analysis::Limit::capacity ||
         capacity.limited_by == analysis::Limit::reads_and_writes;
}

}  // namespace

bool is_in_proportion(const Facts& facts, ComponentId id) {
  if (is_managed(facts, id)) return false;
  const auto& capacity = facts.results.capacity[id.index()];
  const analysis::Fleet fleet = analysis::fleet(facts.model, id);
  if (fleet.nodes > 0)
    return is_of_machines(capacity) && facts.model.number(id, model::Attribute::skew) == nullptr;
  return capacity.limited_by == analysis::Limit::capacity && !keeps_data(facts, id) &&
         fleet.shards == 1;
}

namespace {

std::size_t zones_of(const Facts& facts, ComponentId id) {
  return facts.results.redundancy.placement[id.index()].size();
}

// That carry `times` the load of now after the loss of a zone, or else of one.
double after_loss(const Facts& facts, ComponentId id, double times) {
  const auto& capacity = facts.results.capacity[id.index()];
  const double left = std::ceil(capacity.utilization * capacity.serving * times * (1 - slack));
  const std::size_t zones = zones_of(facts, id);
  return zones > 1 ? spread_over(left, static_cast<double>(zones)) : left + 1;
}

// With headroom: as it was found, or in proportion, of instances or of even shards.
std::optional<double> at_upper_end(const Facts& facts, ComponentId id, double times) {
  if (const auto* spread = analysis::find_spread(facts.results, id, "needed"))
    return std::isfinite(spread->high) ? std::optional(std::ceil(spread->high * (1 - slack)))
                                       : std::nullopt;
  const auto& capacity = facts.results.capacity[id.index()];
  const analysis::Fleet fleet = analysis::fleet(facts.model, id);
  const double wanted =
      capacity.utilization * times / (1 - analysis::headroom(facts.model, id)) * (1 - slack);
  if (is_in_proportion(facts, id))
    return std::ceil(wanted * capacity.serving) + capacity.instances - capacity.serving;
  if (!capacity.by_shards || fleet.nodes > 0 || !is_of_machines(capacity)) return std::nullopt;
  return std::ceil(wanted * fleet.shards) * fleet.replicas;
}

}  // namespace

double spread_over(double left, double zones) {
  constexpr double countable = 1e12;  // beyond, one more or less is no difference
  double count = std::ceil(left * zones / (zones - 1) - slack);
  if (!(count < countable)) return count;
  while (count - std::ceil(count / zones - slack) < left) ++count;
  return count;
}

std::optional<double> upper_end(const Facts& facts, ComponentId id) {
  const auto* spread = analysis::find_spread(facts.results, id, "utilization");
  if (spread == nullptr || !(spread->median > 0)) return 1;
  if (!std::isfinite(spread->high)) return std::nullopt;
  return std::max(1.0, spread->high / spread->median);
}

std::optional<Size> size_for(const Facts& facts, ComponentId id, double needed) {
  Size size{needed};
  const auto times = upper_end(facts, id);
  if (!times) return std::nullopt;
  size.for_upper_end = *times > 1;
  if (size.for_upper_end) {
    const auto upper = at_upper_end(facts, id, *times);
    if (!upper) return std::nullopt;
    size.count = std::max(needed, *upper);
  }
  if (is_in_proportion(facts, id)) {
    const double left = after_loss(facts, id, *times);
    size.after_loss = left > size.count;
    size.count = std::max(size.count, left);
  }
  return size;
}

std::string why_so_many(const Facts& facts, ComponentId id, const Size& size) {
  std::string why;
  if (size.after_loss) {
    const bool zones = zones_of(facts, id) > 1;
    why += ", and still carry the load without one of ";
    why += zones ? "its zones" : "them";
  }
  if (size.for_upper_end) why += ", up to the upper end of the estimates";
  return why;
}

}  // namespace joist::lint

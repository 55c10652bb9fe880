// Uncertain literals: `10M..50M users` and `~500M`; and what is asked of uncertain results.
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "quantity/display.hpp"
#include "quantity/quantity.hpp"
#include "quantity/uncertain.hpp"
#include "quantity/units.hpp"

namespace joist::quantity {

namespace {

bool has_unit(const Quantity& q) {
  return q.dimension != count || !q.unit.empty() || q.share || !q.display.empty();
}

// `1..5 ms`: a bare end is read in the unit of the other.
Quantity in_unit_of(const Quantity& bare, const Quantity& other) {
  Quantity result = other;
  double factor = other.share ? 0.01 : 1;
  if (!other.display.empty()) {
    const Computed unit = parse_unit(other.display, Units());
    if (unit.value) factor = unit.value->value;
  }
  // Units below 1 are 1/n, and dividing by n rounds once instead of twice.
  result.value = factor < 1 ? bare.value / std::round(1 / factor) : bare.value * factor;
  if (factor < 1 && 1 / factor != std::round(1 / factor)) result.value = bare.value * factor;
  return result;
}

Computed made(Variable variable, const Quantity& like) {
  if (!std::isfinite(variable.value)) {
    return failed("the range is too wide to compute with");
  }
  Quantity result = like;
  result.value = variable.value;
  result.uncertain = std::move(variable.uncertain);
  return {std::move(result), {}};
}

Computed share_range(const Quantity& low, const Quantity& high, Draw draw, Sampling sampling) {
  if (low.value <= 0 || high.value >= 1) {
    const bool outside = low.value < 0 || high.value > 1;
    const std::string help =
        outside ? fmt::format("without `%` it may be more than 1: `{}..{}`",
                              number_text(low.value, 15), number_text(high.value, 15))
                : fmt::format("write what you would bet on, like `{}..{}`",
                              low.value <= 0 ? share_text(high.value / 10) : share_text(low.value),
                              high.value >= 1 ? share_text(1 - (1 - low.value) / 10)
                                              : share_text(high.value));
    return failed(
        fmt::format("`{}..{}` reaches {}, and a share in a range stays between 0% and 100%",
                    share_text(low.value), share_text(high.value),
                    share_text(low.value <= 0 ? low.value : high.value)),
        help);
  }
  return made(logit_normal(low.value, high.value, draw, sampling), low);
}

}  // namespace

Computed range(const Quantity& low_end, const Quantity& high_end, Draw draw, Sampling sampling) {
  const Quantity low =
      !has_unit(low_end) && has_unit(high_end) ? in_unit_of(low_end, high_end) : low_end;
  const Quantity high =
      !has_unit(high_end) && has_unit(low_end) ? in_unit_of(high_end, low_end) : high_end;
  if (low.dimension != high.dimension) {
    return failed(fmt::format("a range cannot go from {} ({}) to {} ({})", noun(low.dimension),
                              text(low), noun(high.dimension), text(high)));
  }
  if (!low.is_exact() || !high.is_exact()) {
    return failed(fmt::format("the ends of a range are exact, and {} is not",
                              text(low.is_exact() ? high : low)));
  }
  if (low.value > high.value) {
    return failed(
        fmt::format("the range begins at {} and ends below, at {}", text(low), text(high)),
        fmt::format("the low end comes first: `{}..{}`", text(high), text(low)));
  }
  Quantity like = low;
  like.unit = low.unit == high.unit ? low.unit : std::string();
  if (low.display != high.display) like.display.clear();
  if (low.value == high.value) return {like, {}};
  if (low.share && high.share) return share_range(low, high, draw, sampling);
  like.share = false;
  if (low.value > 0) return made(lognormal(low.value, high.value, draw, sampling), like);
  return made(normal(low.value, high.value, draw, sampling), like);
}

Computed about(const Quantity& middle, Draw draw, Sampling sampling) {
  if (!middle.is_exact()) return failed(fmt::format("{} is uncertain already", text(middle)));
  if (middle.value == 0) return {middle, {}};
  if (!middle.share) {
    const double size = std::fabs(middle.value);
    const Variable spread = lognormal(size / 2, size * 2, draw, sampling);
    return made(middle.value < 0 ? product({-1, nullptr}, spread) : spread, middle);
  }
  if (middle.value < 0 || middle.value >= 1) {
    return failed(
        fmt::format("`~{}`: a share in a range stays between 0% and 100%", text(middle)),
        fmt::format("without `%` it may be more than 1: `~{}`", number_text(middle.value, 15)));
  }
  const double odds = middle.value / (1 - middle.value);
  const double low = odds / 2, high = odds * 2;
  return made(logit_normal(low / (1 + low), high / (1 + high), draw, sampling), middle);
}

std::array<double, 2> interval(const Quantity& quantity) {
  if (quantity.is_exact()) return {quantity.value, quantity.value};
  std::array<double, 2> ends{quantity.uncertain->quantile(0.05),
                             quantity.uncertain->quantile(0.95)};
  // What is left where 0 was meant is rounding noise; of a product nothing is left.
  if (!std::isfinite(ends[0]) || !std::isfinite(ends[1])) return ends;
  const std::optional<Closed>& closed = quantity.uncertain->closed();
  const double size =
      closed ? std::fabs(closed->offset) : std::max(std::fabs(ends[0]), std::fabs(ends[1]));
  const double noise = 1e-12 * size;
  for (double& end : ends) {
    if (std::fabs(end) < noise) end = 0;
  }
  return ends;
}

double chance_above(const Quantity& quantity, double limit) {
  if (quantity.is_exact()) return quantity.value > limit ? 1 : 0;
  return quantity.uncertain->chance_above(limit);
}

}  // namespace joist::quantity

// Arithmetic with dimensions: what may be added, what a product measures, and what goes wrong.
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "quantity/display.hpp"
#include "quantity/quantity.hpp"
#include "quantity/uncertain.hpp"

namespace joist::quantity {

namespace {

Variable variable(const Quantity& q) {
  return {q.value, q.uncertain};
}

Computed finished(Variable result, Quantity rest) {
  if (std::isnan(result.value)) {
    return failed("the result has no value for some of the estimates it is made from",
                  "narrow the ranges, so that no divisor or base passes through zero");
  }
  if (std::isinf(result.value)) {
    return failed("the result is too large to compute with",
                  "numbers reach to about 1e308; check the magnitudes");
  }
  rest.value = result.value;
  rest.uncertain = std::move(result.uncertain);
  return {std::move(rest), {}};
}

bool is_plain(const Quantity& q) {
  return q.dimension == count && q.unit.empty() && !q.share;
}

// Of two counts that are added the name stays, unless they have different ones.
std::string common_unit(const Quantity& a, const Quantity& b) {
  if (a.unit.empty() || a.unit == b.unit) return b.unit;
  return b.unit.empty() ? a.unit : std::string();
}

std::string why_apart(const Quantity& a, const Quantity& b) {
  const bool a_is_rate = a.dimension == b.dimension / time && b.dimension.time == 0;
  const bool b_is_rate = b.dimension == a.dimension / time && a.dimension.time == 0;
  if (a_is_rate || b_is_rate) {
    return "`over` a time turns a rate into an amount: `posts over 5 years`";
  }
  const bool bare = is_plain(a) || is_plain(b);
  if (bare) {
    const Quantity& number = is_plain(a) ? a : b;
    const std::string unit = symbol((is_plain(a) ? b : a).dimension);
    return fmt::format("`{}` has no unit; if it is meant to have one, write it", text(number),
                       unit);
  }
  return {};
}

Computed added(const Quantity& a, const Quantity& b, bool subtract) {
  if (a.dimension != b.dimension) {
    return failed(subtract ? fmt::format("cannot subtract {} from {}", told(b), told(a))
                           : fmt::format("cannot add {} and {}", told(a), told(b)),
                  why_apart(a, b));
  }
  Quantity rest;
  rest.dimension = a.dimension;
  rest.unit = common_unit(a, b);
  Variable result = subtract ? difference(variable(a), variable(b)) : sum(variable(a), variable(b));
  // `1 - 97%` is a share too, `2 + 50%` is none.
  const bool inside = result.value >= 0 && result.value <= 1;
  rest.share =
      (a.share && b.share) || (inside && ((a.share && is_plain(b)) || (b.share && is_plain(a))));
  return finished(std::move(result), std::move(rest));
}

std::optional<Dimension> product_of(Dimension a, Dimension b, int sign) {
  constexpr int most = 12;  // more than anybody needs, and far from where they would wrap round
  const int powers[] = {a.time + sign * b.time, a.data + sign * b.data, a.money + sign * b.money,
                        a.tokens + sign * b.tokens};
  for (int p : powers) {
    if (p > most || p < -most) return std::nullopt;
  }
  return sign > 0 ? a * b : a / b;
}

Computed too_many_powers() {
  return failed("units are raised to the 12th power at most");
}

std::optional<Dimension> raised_dimension(Dimension d, int exponent) {
  Dimension result;
  for (int i = 0; i < std::abs(exponent); ++i) {
    const auto next = product_of(result, d, exponent < 0 ? -1 : 1);
    if (!next) return std::nullopt;
    result = *next;
  }
  return result;
}

}  // namespace

Computed failed(std::string message, std::string help) {
  return {std::nullopt, {std::move(message), std::move(help)}};
}

Quantity exact(double value, Dimension dimension) {
  Quantity result;
  result.value = value;
  result.dimension = dimension;
  return result;
}

Computed add(const Quantity& a, const Quantity& b) {
  return added(a, b, false);
}
Computed subtract(const Quantity& a, const Quantity& b) {
  return added(a, b, true);
}

Computed multiply(const Quantity& a, const Quantity& b) {
  const auto dimension = product_of(a.dimension, b.dimension, 1);
  if (!dimension) return too_many_powers();
  Quantity rest;
  rest.dimension = *dimension;
  rest.share = a.share && b.share;
  if (a.share && !b.share) rest.unit = b.unit;
  if (b.share && !a.share) rest.unit = a.unit;
  return finished(product(variable(a), variable(b)), std::move(rest));
}

Computed divide(const Quantity& a, const Quantity& b) {
  if (b.is_exact() && b.value == 0) return failed(fmt::format("cannot divide {} by zero", text(a)));
  const auto dimension = product_of(a.dimension, b.dimension, -1);
  if (!dimension) return too_many_powers();
  Quantity rest;
  rest.dimension = *dimension;
  rest.share = a.share && is_plain(b);
  return finished(quotient(variable(a), variable(b)), std::move(rest));
}

Computed over(const Quantity& rate, const Quantity& span_of_time) {
  if (span_of_time.dimension != time || rate.dimension.time >= 0) {
    return failed(fmt::format("`over` takes a rate and a time, not {} and {}", told(rate),
                              told(span_of_time)),
                  "as in `posts over 5 years`");
  }
  Quantity rest;
  rest.dimension = rate.dimension * time;
  rest.unit = rest.dimension == count ? rate.unit : std::string();
  return finished(product(variable(rate), variable(span_of_time)), std::move(rest));
}

Computed power(const Quantity& base, const Quantity& exponent) {
  if (exponent.dimension != count) {
    return failed(fmt::format("an exponent is a plain number, not {}", told(exponent)),
                  "put the power in parentheses, and its unit behind them: `(2^10) * 1 ms`");
  }
  const double n = exponent.value;
  const bool whole = exponent.is_exact() && std::nearbyint(n) == n && std::fabs(n) <= 60;
  if (base.dimension != count && !whole) {
    return failed(fmt::format("cannot raise {} to the power {}", told(base), text(exponent)),
                  "a quantity with a unit takes whole exponents");
  }
  if (base.is_exact() && base.value == 0 && n < 0) {
    return failed(fmt::format("cannot raise 0 to the power {}", text(exponent)),
                  "that would divide by zero");
  }
  const bool integral = exponent.is_exact() && std::nearbyint(n) == n;
  if (base.value < 0 && !integral) {
    return failed(fmt::format("cannot raise {} to the power {}", text(base), text(exponent)),
                  "a negative number takes whole exponents");
  }
  const auto dimension =
      base.dimension == count ? count : raised_dimension(base.dimension, static_cast<int>(n));
  if (!dimension) return too_many_powers();
  Quantity rest;
  rest.dimension = *dimension;
  rest.share = base.share && n > 0;
  return finished(raised(variable(base), variable(exponent)), std::move(rest));
}

Computed negate(const Quantity& a) {
  Quantity rest = a;
  return finished(product({-1, nullptr}, variable(a)), std::move(rest));
}

Compared compare(const Quantity& a, const Quantity& b) {
  if (a.dimension != b.dimension) {
    return {std::nullopt,
            {fmt::format("cannot compare {} and {}", told(a), told(b)), why_apart(a, b)}};
  }
  return {a.value < b.value ? -1 : a.value > b.value ? 1 : 0, {}};
}

}  // namespace joist::quantity

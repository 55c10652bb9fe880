// A number with its dimension, exact or uncertain, and the arithmetic on it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quantity/dimension.hpp"

namespace joist::quantity {

// One uncertain estimate: a draw that every use of its name shares. Draws are numbered in the order
// in which ranges stand in the design.
using Draw = std::uint32_t;

// An uncertain quantity as it is known: in closed form, as exp(sum of weight x standard normal of a
// draw) and the like, or else by its values at the sample points. See uncertain.hpp.
struct Uncertain;

// How many sample points stand for what has no closed form.
struct Sampling {
  std::uint32_t samples = 4096;
};

// `value` is in base units (seconds, bytes, dollars, tokens; rates per second): the exact value, or
// the median of an uncertain one. Value semantics; uncertain parts are shared and never changed.
struct Quantity {
  double value = 0;
  Dimension dimension;
  std::string unit;  // a count's name for display: "users"; empty otherwise
  std::string
      display;  // the unit asked for by `in`, or the unit a literal was written in; may be empty
  bool share = false;                          // written in `%`
  std::shared_ptr<const Uncertain> uncertain;  // null: exact

  bool is_exact() const { return uncertain == nullptr; }
};

// What went wrong, without place: "cannot add data (200 B) and time (5 ms)".
struct QuantityError {
  std::string message;
  std::string help;
};

// A quantity, or why there is none.
struct Computed {
  std::optional<Quantity> value;
  QuantityError error;
};

Computed failed(std::string message, std::string help = {});

Quantity exact(double value, Dimension dimension = {});

// Errors name both dimensions. Count names survive + - min max, a share of them, and `over`.
Computed add(const Quantity& a, const Quantity& b);
Computed subtract(const Quantity& a, const Quantity& b);
Computed multiply(const Quantity& a, const Quantity& b);            // also `of`
Computed divide(const Quantity& a, const Quantity& b);              // by zero is an error
Computed over(const Quantity& rate, const Quantity& span_of_time);  // an amount
Computed power(const Quantity& base, const Quantity& exponent);
Computed negate(const Quantity& a);
// min max ceil floor round sqrt log log2 log10; an unknown one is an error with the closest.
std::vector<std::string_view> function_names();
Computed call(std::string_view function, const std::vector<Quantity>& arguments);
// -1, 0, 1 by value (medians); an error across dimensions.
struct Compared {
  std::optional<int> order;
  QuantityError error;
};
Compared compare(const Quantity& a, const Quantity& b);

// `low..high`, the 5th to 95th percentile: lognormal where both are positive, logit-normal where
// written in `%` (a share strictly between 0 and 1), normal otherwise. Where one end has no unit it
// takes that of the other. `~x` is x/2..2x; of a share, its odds within a factor of two.
Computed range(const Quantity& low, const Quantity& high, Draw draw, Sampling sampling = {});
Computed about(const Quantity& middle, Draw draw, Sampling sampling = {});

// The 5th and 95th percentile; both the value itself where exact.
std::array<double, 2> interval(const Quantity& quantity);
// Probability that it exceeds the limit (same dimension), 0 or 1 where exact.
double chance_above(const Quantity& quantity, double limit);

}  // namespace joist::quantity

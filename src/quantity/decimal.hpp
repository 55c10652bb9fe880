// Decimal digits and binary numbers: correctly rounded reading, and rounding as people expect it.
// Nothing here depends on the locale.
#pragma once

#include <string>
#include <string_view>

namespace joist::quantity {

// The double nearest to `digits` x 10^exponent (digits 0-9 only). Infinite where it is too large,
// and 0 where it is too small.
double from_decimal(std::string_view digits, long exponent);

// A number as decimal digits: 0.d1d2d3... x 10^exponent. No digits stand for 0.
struct Decimal {
  bool negative = false;
  std::string digits;  // without zeros at either end
  int exponent = 0;

  // 15 significant digits: all that were written, and none of the noise of binary arithmetic.
  explicit Decimal(double value);

  Decimal shifted(int powers_of_ten) const;
  // To so many significant digits, or digits behind the point; halves away from zero.
  Decimal rounded(int significant) const;
  Decimal rounded_to_places(int places) const;
  bool is_zero() const { return digits.empty(); }
  // Plain notation, never an exponent: "0.00012", "1450", "-3.5".
  std::string text() const;
  double value() const;  // with its sign
};

}  // namespace joist::quantity

// Decimal digits to doubles and back.
#include "quantity/decimal.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include <fmt/format.h>

namespace joist::quantity {

namespace {

constexpr double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

void trim_zeros(std::string& digits) {
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
}

}  // namespace

double from_decimal(std::string_view digits, long exponent) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  // Both factors are exact here, so one rounding is all there is (Clinger 1990).
  if (digits.size() <= 15 && exponent >= -22 && exponent <= 22) {
    std::uint64_t significand = 0;
    for (char c : digits) significand = significand * 10 + static_cast<std::uint64_t>(c - '0');
    const double value = static_cast<double>(significand);
    return exponent < 0 ? value / exact_powers[-exponent] : value * exact_powers[exponent];
  }
  // Without a decimal point the C library reads the same number in every locale.
  return std::strtod(fmt::format("{}e{}", digits, exponent).c_str(), nullptr);
}

Decimal::Decimal(double value) {
  const std::string text = fmt::format("{:.14e}", value);  // "-1.44675925925926e+03"
  std::size_t at = 0;
  negative = text[at] == '-';
  if (negative) ++at;
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return;
  digits = text.substr(at, 1) + text.substr(at + 2, e - at - 2);
  exponent = std::atoi(text.c_str() + e + 1) + 1;
  trim_zeros(digits);
  if (digits.empty()) negative = false, exponent = 0;
}

Decimal Decimal::shifted(int powers_of_ten) const {
  Decimal result = *this;
  if (!digits.empty()) result.exponent += powers_of_ten;
  return result;
}

Decimal Decimal::rounded(int significant) const {
  Decimal result = *this;
  if (significant >= static_cast<int>(digits.size())) return result;
  if (significant < 0) return Decimal(0);
  const bool up = digits[static_cast<std::size_t>(significant)] >= '5';
  result.digits.resize(static_cast<std::size_t>(significant));
  if (up) {
    std::size_t at = result.digits.size();
    while (at > 0 && result.digits[at - 1] == '9') result.digits[--at] = '0';
    if (at > 0) {
      ++result.digits[at - 1];
    } else {
      result.digits.insert(result.digits.begin(), '1');
      ++result.exponent;
    }
  }
  trim_zeros(result.digits);
  if (result.digits.empty()) return Decimal(0);
  return result;
}

Decimal Decimal::rounded_to_places(int places) const {
  return rounded(exponent + places);
}

std::string Decimal::text() const {
  if (digits.empty()) return "0";
  std::string result = negative ? "-" : "";
  const int size = static_cast<int>(digits.size());
  if (exponent <= 0) {
    result += "0." + std::string(static_cast<std::size_t>(-exponent), '0') + digits;
  } else if (exponent >= size) {
    result += digits + std::string(static_cast<std::size_t>(exponent - size), '0');
  } else {
    result += digits.substr(0, static_cast<std::size_t>(exponent)) + "." +
              digits.substr(static_cast<std::size_t>(exponent));
  }
  return result;
}

double Decimal::value() const {
  const double size =
      digits.empty() ? 0 : from_decimal(digits, exponent - static_cast<long>(digits.size()));
  return negative ? -size : size;
}

}  // namespace joist::quantity

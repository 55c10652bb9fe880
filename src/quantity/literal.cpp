// Reads number literals and units.
#include <cmath>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "quantity/decimal.hpp"
#include "quantity/unit_words.hpp"
#include "quantity/units.hpp"

namespace joist::quantity {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

// The power of ten that a factor is, so that it can move the decimal point instead of rounding.
std::optional<int> power_of_ten(double factor) {
  constexpr std::pair<double, int> powers[] = {{1, 0},     {1e-3, -3}, {1e-6, -6}, {1e-9, -9},
                                               {1e3, 3},   {1e6, 6},   {1e9, 9},   {1e12, 12},
                                               {1e15, 15}, {1e18, 18}};
  for (const auto& [value, exponent] : powers) {
    if (value == factor) return exponent;
  }
  return std::nullopt;
}

int exponent_of(std::string_view magnitude) {
  if (magnitude.empty()) return 0;
  switch (magnitude.front()) {
    case 'k':
    case 'K':
      return 3;
    case 'M':
      return 6;
    case 'G':
    case 'b':
      return 9;
    case 'T':
      return 12;
    default:
      return 15;
  }
}

class Reader {
 public:
  Reader(std::string_view text, const Units& units) : text_(text), units_(units) {}

  Literal literal();
  Computed unit();

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip_blanks() {
    while (is_blank(peek())) ++at_;
  }
  bool skip(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool name_goes_on(std::size_t at) const;
  std::string_view read_name();
  std::string_view read_currency();
  void read_digits(bool with_separators);
  void read_exponent();
  void read_magnitude();
  bool read_unit();
  bool read_named_unit(std::string_view name, std::size_t begin);
  bool read_divisors();
  void scale(const Unit& unit, bool divide);
  bool fail(QuantityError error, std::size_t begin, std::size_t end);
  bool fail_at_rest();
  Quantity result() const;

  std::string_view text_;
  const Units& units_;
  std::size_t at_ = 0;
  std::string digits_;
  long exponent_ = 0;
  double factor_ = 1, divisor_ = 1;  // of units that are no powers of ten
  bool is_literal_ = false;          // and not a unit alone
  bool fits_ = true;                 // its dimensions into a Dimension
  Quantity quantity_;
  std::string display_;
  Literal literal_;
};

bool Reader::name_goes_on(std::size_t at) const {
  if (at >= text_.size()) return false;
  const CodePoint c = decode(text_, at);
  return c.value == '_' || (c.value < 128 && is_digit(static_cast<char>(c.value))) ||
         is_letter(c.value) || is_mark(c.value);
}

std::string_view Reader::read_name() {
  const std::size_t begin = at_;
  if (is_digit(peek())) return {};
  while (name_goes_on(at_)) at_ += decode(text_, at_).size;
  return text_.substr(begin, at_ - begin);
}

// A currency's sign, which is no letter and so never part of a name.
std::string_view Reader::read_currency() {
  if (static_cast<unsigned char>(peek()) < 0x80) return {};
  const std::string_view sign = text_.substr(at_, decode(text_, at_).size);
  if (!is_currency(sign)) return {};
  at_ += sign.size();
  return sign;
}

void Reader::read_digits(bool with_separators) {
  while (is_digit(peek()) || (with_separators && peek() == '_')) {
    if (peek() != '_') digits_ += peek();
    ++at_;
  }
}

void Reader::read_exponent() {
  if (peek() != 'e' && peek() != 'E') return;
  const bool sign = peek(1) == '+' || peek(1) == '-';
  if (!is_digit(peek(sign ? 2 : 1))) return;
  const bool negative = peek(1) == '-';
  at_ += sign ? 2 : 1;
  long exponent = 0;
  for (; is_digit(peek()); ++at_) {
    if (exponent < 100'000) exponent = exponent * 10 + (peek() - '0');
  }
  exponent_ += negative ? -exponent : exponent;
}

void Reader::read_magnitude() {
  const std::size_t size = peek() == 'b' && peek(1) == 'n' ? 2 : 1;
  const std::string_view candidate = text_.substr(at_, size);
  if (!is_magnitude(candidate) || name_goes_on(at_ + size)) return;
  literal_.magnitude = candidate;
  exponent_ += exponent_of(candidate);
  at_ += size;
}

void Reader::scale(const Unit& unit, bool divide) {
  constexpr int most = 12;  // as in arithmetic
  const Dimension d = quantity_.dimension;
  for (int power : {d.time, d.data, d.money, d.tokens}) fits_ = fits_ && std::abs(power) < most;
  if (!fits_) return;
  quantity_.dimension =
      divide ? quantity_.dimension / unit.dimension : quantity_.dimension * unit.dimension;
  if (const auto power = power_of_ten(unit.factor)) {
    exponent_ += divide ? -*power : *power;
  } else {
    (divide ? divisor_ : factor_) *= unit.factor;
  }
}

bool Reader::fail(QuantityError error, std::size_t begin, std::size_t end) {
  literal_.error = std::move(error);
  literal_.error_begin = begin;
  literal_.error_end = end;
  return false;
}

bool Reader::read_named_unit(std::string_view name, std::size_t begin) {
  std::optional<Unit> unit = units_.find(name);
  // `4krps`: the magnitude sticks to its number, the unit to the magnitude (and the formatter
  // writes `4 krps`). Not for times: whoever writes `3Ms` did not mean 35 days.
  const std::size_t size = name.substr(0, 2) == "bn" ? 2 : 1;
  if (!unit && is_literal_ && literal_.magnitude.empty() && is_magnitude(name.substr(0, size))) {
    unit = units_.find(name.substr(size));
    if (unit && unit->dimension == time) unit.reset();
    if (unit) {
      literal_.magnitude = name.substr(0, size);
      exponent_ += exponent_of(literal_.magnitude);
      name.remove_prefix(size);
    }
  }
  if (!unit) return fail(unknown_unit(name, units_), begin, at_);
  scale(*unit, false);
  if (unit->is_count) quantity_.unit = unit->plural;
  display_ += name;
  return true;
}

bool Reader::read_unit() {
  const std::size_t after_number = at_;
  skip_blanks();
  const std::size_t begin = at_;
  if (const std::string_view sign = read_currency(); !sign.empty()) {
    return fail(other_currency(sign), begin, at_);
  }
  if (skip('%')) {
    exponent_ -= 2;
    quantity_.share = true;
    display_ += '%';
    return true;
  }
  const std::string_view name = read_name();
  if (name.empty()) {
    at_ = after_number;
    return true;
  }
  if (display_ == "$") {
    const bool money = is_currency(name);
    return fail(money ? other_currency(name)
                      : QuantityError{fmt::format("`$` and `{}` are two units of one number",
                                                  clipped(name)),
                                      fmt::format("for a price write `$5/{}`", clipped(name))},
                begin, at_);
  }
  return read_named_unit(name, begin);
}

bool Reader::read_divisors() {
  while (peek() == '/') {
    const std::size_t slash = at_++;
    const std::size_t begin = at_;
    const std::string_view name = read_name();
    if (name.empty()) {
      at_ = slash;
      return true;
    }
    const std::optional<Unit> unit = units_.find(name);
    if (unit) {
      scale(*unit, true);
      display_ += '/';
      display_ += name;
    } else if (is_currency(name)) {
      return fail(other_currency(name), begin, at_);
    } else {
      literal_.divisors.push_back(name);
    }
  }
  return true;
}

// Something is left that belongs to no number.
bool Reader::fail_at_rest() {
  const std::size_t begin = at_;
  const std::string_view name = read_name();
  const std::string_view before = trimmed(text_.substr(0, begin));
  const bool bytes_of = !name.empty() && quantity_.unit.empty() && before.size() > 1 &&
                        before.back() == 'B' && (is_digit(before[before.size() - 2]));
  if (bytes_of) {
    const std::string_view number = before.substr(0, before.size() - 1);
    return fail(
        {fmt::format("`{}` means bytes here, and `{}` follows it", clipped(before), clipped(name)),
         fmt::format("write `{0}G {1}` or `{0}bn {1}` for billions", clipped(number),
                     clipped(name))},
        0, text_.size());
  }
  return fail({fmt::format("`{}` does not go on as a number", clipped(text_)),
               "write a number, a magnitude that sticks to it, and a unit: `4k rps`"},
              begin, text_.size());
}

Quantity Reader::result() const {
  Quantity result = quantity_;
  result.value = from_decimal(digits_, exponent_) * factor_ / divisor_;
  result.share = quantity_.share && result.dimension == count;
  // A rate of requests is what every rate is, so that `rps`, `req/s` and `/s` are the same.
  if (result.dimension != count && result.unit == "requests") result.unit.clear();
  if (result.dimension != count && result.dimension != rate) result.unit.clear();
  const bool only_named = result.dimension == count && !result.share;
  if (!only_named && literal_.divisors.empty()) result.display = display_;
  return result;
}

Literal Reader::literal() {
  is_literal_ = true;
  skip_blanks();
  const std::size_t begin = at_;
  if (const std::string_view sign = read_currency(); !sign.empty()) {
    fail(other_currency(sign), begin, at_);
    return literal_;
  }
  if (skip('$')) {
    scale({money, 1, false, {}}, false);
    display_ += '$';
  }
  read_digits(true);
  if (digits_.empty()) {
    fail({fmt::format("`{}` is no number", clipped(text_)), "write digits, like `250` or `0.5`"}, 0,
         text_.size());
    return literal_;
  }
  if (peek() == '.' && is_digit(peek(1))) {
    ++at_;
    const std::size_t whole = digits_.size();
    read_digits(false);
    exponent_ -= static_cast<long>(digits_.size() - whole);
  }
  read_exponent();
  read_magnitude();
  if (!read_unit() || !read_divisors()) return literal_;
  skip_blanks();
  if (!fits_) {
    fail({"units are raised to the 12th power at most", {}}, 0, text_.size());
    return literal_;
  }
  if (at_ < text_.size()) {
    fail_at_rest();
    return literal_;
  }
  const Quantity quantity = result();
  const bool zero = digits_.find_first_not_of('0') == std::string::npos;
  if (!std::isfinite(quantity.value) || (quantity.value == 0 && !zero)) {
    fail({fmt::format("`{}` is too {} to compute with", clipped(text_),
                      quantity.value == 0 ? "small" : "large"),
          "numbers reach from 1e-300 to 1e300"},
         0, text_.size());
    return literal_;
  }
  literal_.value = quantity;
  return literal_;
}

Computed Reader::unit() {
  digits_ = "1";
  skip_blanks();
  if (skip('$')) {
    scale({money, 1, false, {}}, false);
    display_ += '$';
  } else if (peek() == '1' && !name_goes_on(at_ + 1)) {
    ++at_;
    display_ += '1';
  } else if (peek() != '/' && !read_unit()) {
    return {std::nullopt, literal_.error};
  }
  if (!read_divisors()) return {std::nullopt, literal_.error};
  skip_blanks();
  if (!literal_.divisors.empty()) {
    return {std::nullopt, unknown_unit(literal_.divisors.front(), units_)};
  }
  if (at_ < text_.size() || display_.empty() || !fits_) {
    return {std::nullopt,
            {fmt::format("`{}` is no unit", clipped(text_)),
             "write one like `TB/year`, `$/month` or `%`"}};
  }
  Quantity quantity = result();
  quantity.display = display_;
  return {quantity, {}};
}

}  // namespace

Literal parse_literal(std::string_view text, const Units& units) {
  return Reader(text, units).literal();
}

Computed parse_unit(std::string_view text, const Units& units) {
  return Reader(text, units).unit();
}

}  // namespace joist::quantity

// Quantities in the form people read them in.
#include "quantity/display.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include <fmt/format.h>

#include "base/text.hpp"
#include "quantity/decimal.hpp"

namespace joist::quantity {

namespace {

constexpr int significant = 3;

struct Step {
  double size;  // in base units
  std::string_view name;
  int exponent = 0;  // where the size is a power of ten, other than 1
};

constexpr Step magnitudes[] = {{1, ""},       {1e3, "k", 3},   {1e6, "M", 6},
                               {1e9, "G", 9}, {1e12, "T", 12}, {1e15, "P", 15}};
constexpr Step times[] = {
    {1e-9, "ns", -9}, {1e-6, "\u00b5s", -6}, {1e-3, "ms", -3}, {1, "s"},
    {60, "min"},      {3600, "h"},           {86'400, "days"}, {365 * 86'400.0, "years"}};
constexpr Step sizes[] = {{1, "B"},         {1e3, "KB", 3},   {1e6, "MB", 6},  {1e9, "GB", 9},
                          {1e12, "TB", 12}, {1e15, "PB", 15}, {1e18, "EB", 18}};
// What a rate is told per, from the shortest; the next is taken where it would be below 1.
constexpr Step periods[] = {{1, "s"},
                            {60, "min"},
                            {3600, "h"},
                            {86'400, "day"},
                            {30 * 86'400.0, "month"},
                            {365 * 86'400.0, "year"}};

// What is no number is told in words' stead; empty for all others.
std::string not_finite(double value) {
  if (std::isnan(value)) return "unknown";
  if (std::isinf(value)) return value < 0 ? "-\u221e" : "\u221e";
  return {};
}

// value / size to three digits. Sizes that are powers of ten move the point and round but once.
Decimal in(double value, const Step& step) {
  const Decimal decimal = step.exponent != 0 || step.size == 1
                              ? Decimal(value).shifted(-step.exponent)
                              : Decimal(value / step.size);
  return decimal.rounded(significant);
}

// Below a billionth of the smallest step as a power of ten: zeros tell nothing.
std::string digits(const Decimal& number) {
  const double value = number.value();
  if (value == 0 || std::fabs(value) >= 1e-9) return number.text();
  return fmt::format("{:.{}g}", value, significant);
}

struct Stepped {
  Decimal number;
  std::string_view name;
};

// In the largest step in which it is at least 1, after rounding: 999.96 is 1k.
Stepped stepped(double value, std::span<const Step> steps) {
  std::size_t i = 0;
  while (i + 1 < steps.size() && std::fabs(value) >= steps[i + 1].size) ++i;
  Decimal number = in(value, steps[i]);
  const bool last = i + 1 == steps.size();
  if (!last && std::fabs(number.value()) * steps[i].size >= steps[i + 1].size * (1 - 1e-12)) {
    ++i;
    number = Decimal(std::copysign(1, value));
  }
  return {std::move(number), steps[i].name};
}

// Far above the largest step as a power of ten, in base units: so many digits tell nothing.
std::string in_base_units(double value, std::span<const Step> steps, std::string_view between) {
  const auto base =
      std::find_if(steps.begin(), steps.end(), [](const Step& step) { return step.size == 1; });
  std::string number = fmt::format("{:.{}g}", value, significant);
  std::erase(number, '+');
  return fmt::format("{}{}{}", number, between, base->name);
}

std::string with_step(double value, std::span<const Step> steps, std::string_view between) {
  if (!std::isfinite(value)) return not_finite(value);
  if (std::fabs(value) >= steps.back().size * 1e9) return in_base_units(value, steps, between);
  const Stepped result = stepped(value, steps);
  return fmt::format("{}{}{}", digits(result.number), between, result.name);
}

// Where 0.05/s says less than 3/min.
const Step& period_of(double per_second) {
  if (per_second == 0 || std::fabs(per_second) >= 0.1) return periods[0];
  for (const Step& period : periods) {
    if (period.size > 1 && std::fabs(per_second) * period.size >= 0.9995) return period;
  }
  return periods[std::size(periods) - 1];
}

std::string dollars(double value, std::string_view magnitude_after) {
  if (!std::isfinite(value)) return not_finite(value);
  std::string shown = with_step(std::fabs(value), magnitudes, "");
  const std::size_t point = shown.find('.');
  // Cents have two digits: $0.20.
  if (point != std::string::npos && point + 2 == shown.size()) shown += '0';
  return fmt::format("{}${}{}", value < 0 && shown != "0" ? "-" : "", shown, magnitude_after);
}

bool is_whole_share_of(double share) {
  return share == 1 || share == 0;
}

// Units as they are written behind a value; `TB/year` and the like, taken apart.
struct Written {
  std::string_view first;  // `$`, `%`, `1`, a name, or empty
  std::string_view rest;   // from the first `/` on
};

Written taken_apart(std::string_view unit) {
  const std::size_t slash = unit.find('/');
  if (slash == std::string_view::npos) return {unit, {}};
  return {unit.substr(0, slash), unit.substr(slash)};
}

std::string in_written_unit(double value, double factor, std::string_view unit) {
  const Written written = taken_apart(unit);
  const double size = value / factor;
  if (written.first == "%") {
    return written.rest.empty() ? share_text(value)
                                : share_text(size / 100) + std::string(written.rest);
  }
  if (written.first == "$") return dollars(size, written.rest);
  if (written.first.empty() || written.first == "1") {
    return count_text(size) + std::string(written.rest);
  }
  return fmt::format("{} {}", count_text(size), unit);
}

std::string named(const std::string& number, const std::string& unit) {
  return unit.empty() ? number : number + " " + unit;
}

std::string singular(const std::string& unit) {
  if (unit.size() > 3 && unit.ends_with("ies")) return unit.substr(0, unit.size() - 3) + "y";
  for (std::string_view hissing : {"sses", "xes", "zes", "ches", "shes"}) {
    if (unit.ends_with(hissing)) return unit.substr(0, unit.size() - 2);
  }
  return unit.size() > 1 && unit.ends_with("s") ? unit.substr(0, unit.size() - 1) : unit;
}

std::string rate_of(double per_second, const std::string& unit) {
  if (!std::isfinite(per_second)) return not_finite(per_second);
  const Step& period = period_of(per_second);
  const std::string number = count_text(per_second * period.size);
  return fmt::format("{}/{}", named(number, unit), period.name);
}

// Any dimension: by the units that people would use, else in base units.
std::string general_text(double value, Dimension d, const std::string& unit) {
  if (d == count) return named(count_text(value), value == 1 ? singular(unit) : unit);
  if (d == time) return time_text(value);
  if (d == data) return data_text(value);
  if (d == money) return money_text(value);
  if (d == token) return named(count_text(value), value == 1 ? "token" : "tokens");
  if (d == rate) return rate_of(value, unit);
  if (d == data_rate) return data_rate_text(value);
  if (d == token_rate) return rate_of(value, "tokens");
  constexpr double month = 30 * 86'400.0;
  if (d == money / time) return dollars(value * month, "/month");
  if (d == money / data) return dollars(value * 1e9, "/GB");
  if (d == money / data / time) return dollars(value * 1e9 * month, "/GB/month");
  if (d == money / token) return dollars(value * 1e6, "/1M tokens");
  const std::string base = symbol(d);
  if (base.starts_with("1/")) return count_text(value) + base.substr(1);
  if (base.starts_with("$")) return dollars(value, base.substr(1));
  return count_text(value) + " " + base;
}

// `tweets/day` as `1/day`: the counts that a design declares measure nothing, and are not known
// here.
std::string without_declared_counts(std::string_view unit) {
  const Units built_in;
  std::string result;
  for (std::string_view name : split(unit, '/')) {
    const bool first = name.data() == unit.data();
    const bool sign = name == "$" || name == "%" || name == "1";
    const bool known = sign || name.empty() || built_in.find(name);
    if (!first && known) result += '/';
    if (known) result += name;
    if (first && !known) result += '1';
  }
  return result;
}

std::string value_text(const Quantity& q, double value) {
  if (q.share) return share_text(value);
  if (!q.display.empty()) {
    const Computed unit = parse_unit(without_declared_counts(q.display), Units());
    if (unit.value && unit.value->dimension == q.dimension) {
      return in_written_unit(value, unit.value->value, q.display);
    }
  }
  return general_text(value, q.dimension, q.unit);
}

template <class Show>
std::string with_interval(const Quantity& q, Show show) {
  if (q.is_exact()) return show(q.value);
  const auto ends = interval(q);
  std::string low = show(ends[0]);
  const std::string high = show(ends[1]);
  // "(1 to 5 ms)": a unit that both have is said once.
  const std::size_t blank = high.find(' ');
  if (blank != std::string::npos && low.ends_with(high.substr(blank))) {
    low.resize(low.size() - (high.size() - blank));
  }
  return fmt::format("{} ({} to {})", show(q.value), low, high);
}

}  // namespace

std::string text(const Quantity& quantity) {
  return with_interval(quantity, [&](double value) { return value_text(quantity, value); });
}

std::string told(const Quantity& quantity) {
  return fmt::format("{} ({})", noun(quantity.dimension), text(quantity));
}

std::string text_in(const Quantity& quantity, std::string_view unit, const Units& units) {
  const Computed read = parse_unit(unit, units);
  if (!read.value || read.value->dimension != quantity.dimension) return text(quantity);
  return with_interval(
      quantity, [&](double value) { return in_written_unit(value, read.value->value, unit); });
}

std::string rate_text(double per_second) {
  return rate_of(per_second, {});
}
std::string count_text(double count) {
  return with_step(count, magnitudes, "");
}

std::string time_text(double seconds) {
  if (seconds == 0) return "0 s";
  const std::string shown = with_step(seconds, times, " ");
  if (shown == "1 days" || shown == "1 years") return shown.substr(0, shown.size() - 1);
  return shown;
}

std::string data_text(double bytes) {
  return with_step(bytes, sizes, " ");
}

std::string data_rate_text(double bytes_per_s) {
  if (!std::isfinite(bytes_per_s)) return not_finite(bytes_per_s);
  const Step& period = period_of(bytes_per_s);
  return fmt::format("{}/{}", data_text(bytes_per_s * period.size), period.name);
}

std::string money_text(double dollars_) {
  return dollars(dollars_, {});
}

std::string share_text(double share) {
  if (!std::isfinite(share)) return not_finite(share);
  const Decimal percent = Decimal(share).shifted(2);
  Decimal shown = percent.rounded(significant);
  // Near 100% what counts is the distance to it: two digits of that, and never 100% unless it is.
  const double distance = std::fabs(1 - share);
  if (!is_whole_share_of(share) && distance < 0.01) {
    const Decimal rest = Decimal(distance * 100);
    shown = percent.rounded_to_places(std::clamp(2 - rest.exponent, 1, 12));
  }
  return digits(shown) + "%";
}

std::string number_text(double value, int most) {
  if (!std::isfinite(value)) return not_finite(value);
  constexpr double readable = 1e15;  // above that nobody counts the digits
  if (std::fabs(value) < readable || most > significant) return digits(Decimal(value).rounded(most));
  std::string number = fmt::format("{:.{}g}", value, most);
  std::erase(number, '+');
  return number;
}

}  // namespace joist::quantity

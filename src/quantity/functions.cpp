// The functions of the language: min max ceil floor round sqrt log log2 log10.
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/text.hpp"
#include "quantity/display.hpp"
#include "quantity/quantity.hpp"
#include "quantity/uncertain.hpp"

namespace joist::quantity {

namespace {

double least(double a, double b) {
  return std::min(a, b);
}
double most(double a, double b) {
  return std::max(a, b);
}

Computed extreme(std::string_view function, const std::vector<Quantity>& arguments) {
  Quantity result = arguments.front();
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const Quantity& next = arguments[i];
    if (next.dimension != result.dimension) {
      return failed(
          fmt::format("`{}` cannot choose between {} and {}", function, told(result), told(next)));
    }
    Variable chosen = mapped(function == "min" ? least : most, {result.value, result.uncertain},
                             {next.value, next.uncertain});
    const bool named_alike = result.unit == next.unit || next.unit.empty();
    if (result.unit.empty())
      result.unit = next.unit;
    else if (!named_alike)
      result.unit.clear();
    if (result.display != next.display) result.display.clear();
    result.share = result.share && next.share;
    result.value = chosen.value;
    result.uncertain = std::move(chosen.uncertain);
  }
  return {std::move(result), {}};
}

Computed square_root(const Quantity& a) {
  const Dimension d = a.dimension;
  if (d.time % 2 || d.data % 2 || d.money % 2 || d.tokens % 2) {
    return failed(fmt::format("cannot take the square root of {}", told(a)),
                  fmt::format("divide it by a unit first, as in `x / 1 {}`", symbol(d)));
  }
  if (interval(a)[0] < 0) {
    return failed(fmt::format("cannot take the square root of {}, which is negative", text(a)));
  }
  Quantity result;
  result.dimension = {static_cast<std::int8_t>(d.time / 2), static_cast<std::int8_t>(d.data / 2),
                      static_cast<std::int8_t>(d.money / 2),
                      static_cast<std::int8_t>(d.tokens / 2)};
  Variable root = raised({a.value, a.uncertain}, {0.5, nullptr});
  if (std::isnan(root.value)) {
    return failed(fmt::format("cannot take the square root of {}, which may be negative", text(a)));
  }
  result.value = root.value;
  result.uncertain = std::move(root.uncertain);
  return {std::move(result), {}};
}

using Function = double (*)(double);

struct Plain {
  std::string_view name;
  Function function;
  bool logarithm;
};

// Halves away from zero, as std::round does and as people round.
constexpr Plain plain_functions[] = {
    {"ceil", [](double x) { return std::ceil(x); }, false},
    {"floor", [](double x) { return std::floor(x); }, false},
    {"round", [](double x) { return std::round(x); }, false},
    {"log", [](double x) { return std::log(x); }, true},
    {"log2", [](double x) { return std::log2(x); }, true},
    {"log10", [](double x) { return std::log10(x); }, true},
};

Computed apply(const Plain& plain, const Quantity& a) {
  if (a.dimension != count) {
    return failed(fmt::format("`{}` takes a plain number, not {}", plain.name, told(a)),
                  fmt::format("divide it by a unit first, as in `{}(x / 1 {})`", plain.name,
                              symbol(a.dimension)));
  }
  if (plain.logarithm && a.is_exact() && a.value <= 0) {
    return failed(fmt::format("`{}` takes a number above zero, not {}", plain.name, text(a)));
  }
  Variable mapped_value = mapped(plain.function, {a.value, a.uncertain});
  if (!std::isfinite(mapped_value.value)) {
    return failed(
        fmt::format("`{}` takes a number above zero, and {} may be below", plain.name, text(a)));
  }
  Quantity result;
  result.value = mapped_value.value;
  result.uncertain = std::move(mapped_value.uncertain);
  if (!plain.logarithm) result.unit = a.unit;
  return {std::move(result), {}};
}

}  // namespace

std::vector<std::string_view> function_names() {
  return {"min", "max", "ceil", "floor", "round", "sqrt", "log", "log2", "log10"};
}

Computed call(std::string_view function, const std::vector<Quantity>& arguments) {
  const std::vector<std::string_view> names = function_names();
  if (std::find(names.begin(), names.end(), function) == names.end()) {
    const std::string_view close = nearest(function, names);
    const std::string help = close.empty()
                                 ? fmt::format("there are {}", listed({names.begin(), names.end()}))
                                 : fmt::format("did you mean `{}`?", close);
    return failed(fmt::format("`{}` is no function", function), help);
  }
  if (arguments.empty()) return failed(fmt::format("`{}` needs a value", function));
  if (function == "min" || function == "max") return extreme(function, arguments);
  if (arguments.size() > 1) {
    return failed(fmt::format("`{}` takes one value, not {}", function, arguments.size()));
  }
  if (function == "sqrt") return square_root(arguments.front());
  for (const Plain& plain : plain_functions) {
    if (plain.name == function) return apply(plain, arguments.front());
  }
  return failed(fmt::format("`{}` is no function", function));
}

}  // namespace joist::quantity

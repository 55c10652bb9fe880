// Compares figures with what a program printed.
#include "tests/figures_in_text.hpp"

#include <algorithm>
#include <cmath>

namespace joist::tests {
namespace {

using nlohmann::json;

// Half of the last digit that is printed: "9.85e-6" is right to 5e-9.
double half_digit(const std::string& printed) {
  const std::size_t exponent = printed.find_first_of("eE");
  const std::string digits = printed.substr(0, exponent);
  const std::size_t point = digits.find('.');
  const double behind =
      point == std::string::npos ? 0 : static_cast<double>(digits.size() - point - 1);
  const double power = exponent == std::string::npos ? 0 : std::stod(printed.substr(exponent + 1));
  return 0.5 * std::pow(10.0, power - behind);
}

json sorted(json value) {
  if (!value.is_array()) return value;
  for (json& each : value) each = sorted(each);
  std::sort(value.begin(), value.end());
  return value;
}

bool agrees(const json& found, const std::string& printed) {
  const json expected = json::parse(printed);
  if (!expected.is_number()) return sorted(found).dump() == sorted(expected).dump();
  if (!found.is_number()) return false;
  const bool is_rounded = printed.find_first_of("eE.") != std::string::npos;
  const double off = std::fabs(found.get<double>() - expected.get<double>());
  return off <= (is_rounded ? half_digit(printed) * 1.001 : 1e-9 * expected.get<double>());
}

}  // namespace

bool is_figure(const std::string& line) {
  return line.rfind("#= ", 0) == 0;
}

std::string check_figure(const json& results, const std::string& line) {
  const std::size_t blank = line.find(' ', 3);
  const json::json_pointer pointer(line.substr(3, blank - 3));
  if (!results.contains(pointer)) return line + ": is not there";
  const json& found = results[pointer];
  return agrees(found, line.substr(blank + 1)) ? "" : line + ": is " + found.dump();
}

}  // namespace joist::tests

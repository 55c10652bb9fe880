// Designs beside the figures that a book, a paper or an independent computation has for them:
// tests/figures, by topic.
//
//   # Kleinrock, Queueing Systems I, 3.2                         where the figures are from
//   #: components/q/wait/mean = 0.0125                           a path in the JSON of `analyze`
//   #: flows/f/latency/p99 = 4.6052 ~ 1%                         within one per cent
//   #: components/db/storage/growth = 9.46e12 / 31536000         in base units
//   #: components/q/latency absent
//   #: calc 10M..50M users * 20 KB = 4.47e11                     the value of `calc`
//
// Without `~` a figure has to agree to the digits written.
#include <cmath>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "tests/memory_world.hpp"
#include "tests/source_tree.hpp"

namespace joist::tests {
namespace {

using nlohmann::json;

struct Expected {
  std::string path;
  double value = 0, tolerance = 0;
  bool absent = false;
};

// Half of the last digit that is written.
double half_digit(const std::string& number) {
  const std::size_t exponent = number.find_first_of("eE");
  const std::string digits = number.substr(0, exponent);
  const std::size_t point = digits.find('.');
  const double places = point == std::string::npos ? 0.0 : double(digits.size() - point - 1);
  const double power = exponent == std::string::npos ? 0 : std::stod(number.substr(exponent + 1));
  return 0.5 * std::pow(10.0, power - places);
}

Expected read_expected(std::string line) {
  Expected expected;
  std::string tolerance;
  if (const auto at = line.rfind(" ~ "); at != std::string::npos) {
    tolerance = line.substr(at + 3);
    line = line.substr(0, at);
  }
  if (const auto at = line.rfind(" absent"); at != std::string::npos) {
    expected.path = std::string(trimmed(line.substr(0, at)));
    expected.absent = true;
    return expected;
  }
  const auto equals = line.rfind(" = ");
  REQUIRE_MESSAGE(equals != std::string::npos, line);
  expected.path = std::string(trimmed(line.substr(0, equals)));
  std::string right = line.substr(equals + 3);
  double factor = 1;
  if (const auto at = right.find_first_of("*/"); at != std::string::npos) {
    const double other = std::stod(right.substr(at + 1));
    factor = right[at] == '*' ? other : 1 / other;
    right = right.substr(0, at);
  }
  right = std::string(trimmed(right));
  expected.value = (right == "inf" ? INFINITY : std::stod(right)) * factor;
  expected.tolerance = half_digit(right) * factor * 1.0001;
  if (!tolerance.empty())
    expected.tolerance = std::abs(expected.value) * std::stod(tolerance) / 100;
  return expected;
}

// By keys and positions between slashes; null where there is none.
json at_path(const json& all, std::string_view path) {
  const json* at = &all;
  for (const std::string_view part : split(path, '/')) {
    const std::string key(part);
    if (at->is_array() && std::stoul(key) < at->size()) {
      at = &(*at)[std::stoul(key)];
    } else if (at->is_object() && at->contains(key)) {
      at = &(*at)[key];
    } else {
      return nullptr;
    }
  }
  return *at;
}

int run(MemoryWorld& world, const std::vector<std::string>& words) {
  return cli::run(world, words);
}

json calculated(const std::string& expression, const char* figure) {
  MemoryWorld world;
  const int code = run(world, {"calc", "--format", "json", expression});
  CHECK(code == 0);
  const json answer = json::parse(world.output, nullptr, false);
  return answer.is_discarded() ? json() : at_path(answer, figure);
}

json look_up(const json& results, const std::string& path) {
  if (path.rfind("calc ", 0) == 0) return calculated(path.substr(5), "value");
  if (path.rfind("low ", 0) == 0) return calculated(path.substr(4), "range/0");
  if (path.rfind("high ", 0) == 0) return calculated(path.substr(5), "range/1");
  return at_path(results, path);
}

void check(const json& results, const std::string& line, const std::string& file) {
  const Expected expected = read_expected(line);
  INFO(file << ": " << line);
  const json found = look_up(results, expected.path);
  if (expected.absent) {
    CHECK(found.is_null());
    return;
  }
  if (std::isinf(expected.value)) {
    CHECK(found == "inf");
    return;
  }
  REQUIRE(found.is_number());
  const double value = found.get<double>();
  INFO("it is " << value);
  CHECK(std::abs(value - expected.value) <= expected.tolerance);
}

}  // namespace

TEST_CASE("figures agree with books, papers and independent computations") {
  std::size_t figures = 0;
  for (const ProjectFile& file : project_files("tests/figures", {".joist"})) {
    MemoryWorld world;
    world.files["/work/figures.joist"] = file.text;
    const int code = run(world, {"analyze", "figures.joist", "--format", "json"});
    CHECK_MESSAGE(code == 0, file.path << ": " << world.errors);
    const json results = json::parse(world.output);
    for (const std::string_view line : split(file.text, '\n')) {
      if (line.rfind("#: ", 0) != 0) continue;
      check(results, std::string(line.substr(3)), file.path);
      ++figures;
    }
  }
  CHECK(figures >= 1000);
}

}  // namespace joist::tests

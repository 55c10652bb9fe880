// Figures from textbooks and from the tests of other tools: each file of tests/textbook says where
// they stand and, in lines `#= PATH VALUE`, what `analyze` must print.
#include <cmath>
#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "tests/memory_world.hpp"
#include "tests/source_tree.hpp"

using namespace joist;
using namespace joist::tests;
using nlohmann::json;

namespace {

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

// Lists of names stand in any order.
json sorted(json value) {
  if (!value.is_array()) return value;
  for (json& each : value) each = sorted(each);
  std::sort(value.begin(), value.end());
  return value;
}

void compare(const json& results, const std::string& path, const std::string& printed) {
  CAPTURE(path);
  const json::json_pointer pointer(path);
  REQUIRE(results.contains(pointer));
  const json& found = results[pointer];
  const json expected = json::parse(printed);
  if (expected.is_number() && printed.find_first_of("eE.") != std::string::npos) {
    CAPTURE(found.dump());
    CHECK(std::fabs(found.get<double>() - expected.get<double>()) <= half_digit(printed) * 1.001);
  } else if (expected.is_number()) {
    CHECK(found.get<double>() == doctest::Approx(expected.get<double>()).epsilon(1e-9));
  } else {
    CHECK(sorted(found).dump() == sorted(expected).dump());
  }
}

}  // namespace

TEST_CASE("figures of textbooks and of other tools come out") {
  const auto designs = project_files("tests/textbook", {".joist"});
  REQUIRE(designs.size() > 10);
  for (const ProjectFile& design : designs) {
    CAPTURE(design.path);
    MemoryWorld world;
    world.files["/work/" + design.path] = design.text;
    const std::vector<std::string> words = {"analyze", design.path, "--format",
                                            "json",    "--order",   "3"};
    REQUIRE(cli::run(world, words) == 0);
    const json results = json::parse(world.output);
    int compared = 0;
    for (const std::string& line : lines_of(design.text)) {
      if (line.rfind("#= ", 0) != 0) continue;
      const std::size_t blank = line.find(' ', 3);
      compare(results, line.substr(3, blank - 3), line.substr(blank + 1));
      ++compared;
    }
    CHECK(compared > 0);
  }
}

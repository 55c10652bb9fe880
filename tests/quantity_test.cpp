// Numbers with dimensions: literals and arithmetic by the tables in cases/quantity, and laws.
#include "quantity/quantity.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/text.hpp"
#include "quantity/display.hpp"
#include "quantity/units.hpp"

using namespace joist;
using namespace joist::quantity;

namespace {

Units design_units() {
  Units units;
  units.declare("tweet");
  units.declare("story");
  return units;
}

// The rows of a table file: cells between `|`, trimmed; `#` lines and blank ones left out.
std::vector<std::vector<std::string>> rows(const std::string& file, std::size_t cells) {
  std::ifstream in(std::string(JOIST_SOURCE_DIR) + "/tests/cases/quantity/" + file);
  std::vector<std::vector<std::string>> result;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> row;
    for (std::string_view cell : split(line, '|')) row.emplace_back(trimmed(cell));
    REQUIRE_MESSAGE(row.size() == cells, line);
    result.push_back(row);
  }
  REQUIRE(!result.empty());
  return result;
}

Quantity read(std::string_view literal) {
  const Literal result = parse_literal(literal, design_units());
  REQUIRE_MESSAGE(result.value, literal, ": ", result.error.message);
  return *result.value;
}

}  // namespace

TEST_CASE("literals are read and shown as the table says") {
  for (const auto& row : rows("literals.txt", 4)) {
    CAPTURE(row[0]);
    const Quantity q = read(row[0]);
    CHECK(q.value == std::strtod(row[1].c_str(), nullptr));
    CHECK(name(q.dimension) == row[2]);
    if (row[3] != "*") CHECK(text(q) == row[3]);
  }
}

TEST_CASE("literals that cannot be read say why, where, and what to write") {
  for (const auto& row : rows("errors.txt", 4)) {
    CAPTURE(row[0]);
    const Literal literal = parse_literal(row[0], design_units());
    CHECK(!literal.value);
    CHECK(row[0].substr(literal.error_begin, literal.error_end - literal.error_begin) == row[1]);
    CHECK(literal.error.message == row[2]);
    CHECK(literal.error.help == row[3]);
  }
}

namespace {

// An operand of a table: a literal, `low..high`, `~middle`, or one with a minus.
Computed operand(std::string_view text, Draw draw) {
  if (const auto dots = text.find(".."); dots != std::string_view::npos) {
    const Computed low = operand(text.substr(0, dots), draw);
    const Computed high = operand(text.substr(dots + 2), draw);
    return range(*low.value, *high.value, draw);
  }
  if (text.front() == '~') return about(read(text.substr(1)), draw);
  if (text.front() == '-') return negate(read(text.substr(1)));
  return {read(text), {}};
}

Computed apply(const Quantity& a, std::string_view op, const Quantity& b) {
  if (op == "+") return add(a, b);
  if (op == "-") return subtract(a, b);
  if (op == "*" || op == "of") return multiply(a, b);
  if (op == "/") return divide(a, b);
  if (op == "over") return over(a, b);
  if (op == "^") return power(a, b);
  if (op == "..") return range(a, b, 0);
  if (op == "<") return {std::nullopt, compare(a, b).error};
  return call(op, {a, b});
}

}  // namespace

TEST_CASE("arithmetic gives what the table says") {
  for (const auto& row : rows("arithmetic.txt", 4)) {
    CAPTURE(row[0] + " " + row[1] + " " + row[2]);
    const Computed a = operand(row[0], 0), b = operand(row[2], 1);
    REQUIRE_MESSAGE(a.value, a.error.message);
    REQUIRE_MESSAGE(b.value, b.error.message);
    const Computed result = apply(*a.value, row[1], *b.value);
    REQUIRE_MESSAGE(result.value, result.error.message);
    CHECK(text(*result.value) == row[3]);
  }
}

TEST_CASE("arithmetic that makes no sense names both sides") {
  for (const auto& row : rows("arithmetic_errors.txt", 5)) {
    CAPTURE(row[0] + " " + row[1] + " " + row[2]);
    const Computed a = operand(row[0], 0), b = operand(row[2], 1);
    const Computed result = apply(*a.value, row[1], *b.value);
    CHECK(!result.value);
    CHECK(result.error.message == row[3]);
    CHECK(result.error.help == row[4]);
  }
}

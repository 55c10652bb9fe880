// Numbers with dimensions: literals and arithmetic by the tables in quantity/, and laws.
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
#include "tests/checkout.hpp"

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
  std::ifstream in(joist::tests::checkout() + "/tests/quantity/" + file);
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

TEST_CASE("bare values are shown to three digits in the unit that fits") {
  for (const auto& row : rows("shown.txt", 3)) {
    CAPTURE(row[0] + " " + row[1]);
    const double value = std::strtod(row[1].c_str(), nullptr);
    std::string shown;
    if (row[0] == "count") shown = count_text(value);
    if (row[0] == "rate") shown = rate_text(value);
    if (row[0] == "time") shown = time_text(value);
    if (row[0] == "data") shown = data_text(value);
    if (row[0] == "drate") shown = data_rate_text(value);
    if (row[0] == "money") shown = money_text(value);
    if (row[0] == "share") shown = share_text(value);
    if (row[0] == "number") shown = number_text(value);
    CHECK(shown == row[2]);
  }
}

TEST_CASE("`in` shows a value in the unit asked for") {
  const Units units = design_units();
  const Quantity growth = *multiply(read("1446.76/s"), read("200 B")).value;
  CHECK(text_in(growth, "TB/year", units) == "9.13 TB/year");
  CHECK(text_in(growth, "KB/s", units) == "289 KB/s");
  CHECK(text_in(read("1446.76/s"), "1/s", units) == "1.45k/s");
  CHECK(text_in(read("1446.76/s"), "tweets/day", units) == "125M tweets/day");
  CHECK(text_in(read("$0.20/hour"), "$/month", units) == "$144/month");
  CHECK(text_in(read("0.25"), "%", units) == "25%");
  CHECK(text_in(read("90 s"), "min", units) == "1.5 min");
  CHECK(text_in(read("$3"), "$", units) == "$3");
}

TEST_CASE("what is infinite or not known is never shown as a number") {
  const double infinity = HUGE_VAL;
  for (const auto& show :
       {rate_text, count_text, time_text, data_text, data_rate_text, money_text, share_text}) {
    CHECK(show(infinity) == "∞");
    CHECK(show(-infinity) == "-∞");
    CHECK(show(std::nan("")) == "unknown");
  }
  CHECK(number_text(infinity) == "∞");
}

TEST_CASE("the unit asked for stays with the quantity, declared counts too") {
  Quantity q = read("1446.76/s");
  q.display = "tweets/day";
  CHECK(text(q) == "125M tweets/day");
  Quantity price = read("$3");
  price.display = "$/tweet";
  CHECK(text(price) == "$3/tweet");
}

TEST_CASE("a unit after `in` that is none says what to write") {
  const Units units = design_units();
  CHECK(parse_unit("TB/yaer", units).error.message == "`yaer` is no unit");
  CHECK(parse_unit("TB/yaer", units).error.help == "did you mean `year`?");
  CHECK(parse_unit("EUR/month", units).error.help ==
        "write `$`: it stands for whatever currency you count in");
  CHECK(parse_unit("", units).error.message == "`` is no unit");
  CHECK(parse_unit("GB GB", units).error.message == "`GB GB` is no unit");
  CHECK(parse_unit("5", units).error.message == "`5` is no unit");
}

TEST_CASE("messages quote the beginning of what is very long") {
  const std::string name(1'000'000, 'x');
  CHECK(parse_literal("5 " + name, design_units()).error.message.size() < 100);
  CHECK(parse_literal("5 GB " + name, design_units()).error.message.size() < 150);
  CHECK(parse_literal(std::string(1'000'000, '9'), design_units()).error.message.size() < 150);
  CHECK(parse_unit(name, design_units()).error.message.size() < 100);
}

TEST_CASE("what stands behind `/` and is no unit is left to be a quantity") {
  const Literal literal = parse_literal("1/shards", design_units());
  REQUIRE(literal.value);
  CHECK(literal.value->value == 1);
  CHECK(literal.divisors == std::vector<std::string_view>{"shards"});
  const Literal both = parse_literal("10 TB/year/shards", design_units());
  REQUIRE(both.value);
  CHECK(both.value->dimension == data_rate);
  CHECK(both.divisors == std::vector<std::string_view>{"shards"});
}

TEST_CASE("declared counts have a plural, and declared plurals a singular") {
  Units units;
  for (std::string_view name : {"tweet", "story", "box", "bus", "day_pass", "orders"}) {
    units.declare(name);
  }
  CHECK(units.find("tweets")->plural == "tweets");
  CHECK(units.find("story")->plural == "stories");
  CHECK(units.find("stories")->is_count);
  CHECK(units.find("boxes")->plural == "boxes");
  CHECK(units.find("order")->plural == "orders");
  CHECK(units.find("day_passes")->plural == "day_passes");
  CHECK(!units.find("wombat"));
}

TEST_CASE("functions take what they can and name the closest one otherwise") {
  const auto value = [](std::string_view function, std::string_view argument) {
    return text(*call(function, {read(argument)}).value);
  };
  CHECK(value("ceil", "2.1") == "3");
  CHECK(value("floor", "2.9 users") == "2 users");
  CHECK(value("round", "2.5") == "3");
  CHECK(value("sqrt", "16") == "4");
  CHECK(value("log", "1") == "0");
  CHECK(value("log2", "1024") == "10");
  CHECK(value("log10", "1000") == "3");
  CHECK(text(*call("sqrt", {*power(read("4 s"), read("2")).value}).value) == "4 s");
  CHECK(call("sqrt", {read("4 s")}).error.message == "cannot take the square root of time (4 s)");
  CHECK(call("log", {read("0")}).error.message == "`log` takes a number above zero, not 0");
  CHECK(call("ceil", {read("5 GB")}).error.help ==
        "divide it by a unit first, as in `ceil(x / 1 B)`");
  CHECK(call("cieling", {read("1")}).error.message == "`cieling` is no function");
  CHECK(call("maxx", {read("1")}).error.help == "did you mean `max`?");
  CHECK(call("log", {read("1"), read("2")}).error.message == "`log` takes one value, not 2");
  CHECK(call("min", {}).error.message == "`min` needs a value");
  CHECK(call("min", {read("3"), read("1"), read("2")}).value->value == 1);
}

TEST_CASE("addition does not care about order, division undoes multiplication") {
  const char* literals[] = {"3", "0.1", "1446.76", "7e11", "99.95%", "500M users", "12 tweets"};
  for (const char* x : literals) {
    for (const char* y : literals) {
      CAPTURE(std::string(x) + ", " + y);
      const Quantity a = read(x), b = read(y);
      CHECK(text(*add(a, b).value) == text(*add(b, a).value));
      CHECK(add(a, b).value->value == add(b, a).value->value);
      const Quantity back = *divide(*multiply(a, b).value, b).value;
      CHECK(back.value == doctest::Approx(a.value).epsilon(1e-15));
      CHECK(subtract(a, a).value->value == 0);
    }
  }
}

TEST_CASE("every unit leads to base units and back") {
  const Units units = design_units();
  for (std::string_view unit : units.names()) {
    CAPTURE(unit);
    const Quantity seven = read("7 " + std::string(unit));
    const Quantity one = *parse_unit(unit, units).value;
    CHECK(one.dimension == seven.dimension);
    CHECK(divide(seven, one).value->value == doctest::Approx(7).epsilon(1e-15));
    CHECK(read(text_in(seven, unit, units)).value == seven.value);
  }
}

TEST_CASE("what is shown reads back as the same to three digits") {
  const char* units[] = {"", " B", " s", "/s", " B/s", " users", " tokens", " tokens/s"};
  for (const char* unit : units) {
    for (double value = 1.2345e-4; value < 1e15; value *= 7.7) {
      const Quantity q = read(number_text(value, 15) + unit);
      Quantity computed = exact(q.value, q.dimension);
      computed.unit = q.unit;
      CAPTURE(text(computed));
      CHECK(text(computed).find('e' + std::string("+")) == std::string::npos);
      CHECK(read(text(computed)).value == doctest::Approx(q.value).epsilon(0.00501));
      CHECK(read(text(computed)).dimension == q.dimension);
    }
  }
}

// What retries make of a load: at worst, as expected, and in the steady states under overload.
#include <cmath>

#include <doctest/doctest.h>

#include "analysis/analyse.hpp"
#include "tests/design.hpp"

namespace joist::tests {
namespace {

using analysis::Attempts;
using analysis::Results;

doctest::Approx about(double value, double part = 1e-9) {
  return doctest::Approx(value).epsilon(part);
}

Results analysed(const Design& design) {
  analysis::Options options;
  options.redundancy = false;
  return analysis::analyse(design.model(), options);
}

Attempts attempts(const Design& design, const Results& results, const std::string& name) {
  return results.components[design.id(name).index()].attempts;
}

// Google's "Site Reliability Engineering", chapter 22: three layers that try four times each make
// 64 attempts of one request at the bottom.
TEST_CASE("retries on several levels multiply") {
  Design d;
  d.add("u", Role::source).add("a", Role::pass).add("b", Role::pass).add("db", Role::store);
  d.flow("f", 10).arrow("u", "a", {.numbers = {{Attribute::retries, 3}}});
  d.arrow("a", "b", {.numbers = {{Attribute::retries, 3}, {Attribute::fails, 0.1}}});
  d.arrow("b", "db", {.numbers = {{Attribute::retries, 3}, {Attribute::fails, 0.5}}});
  const Results r = analysed(d);
  CHECK(attempts(d, r, "a").worst == about(4));
  CHECK(attempts(d, r, "b").worst == about(16));
  CHECK(attempts(d, r, "db").worst == about(64));
  CHECK(attempts(d, r, "a").expected == about(1));
  CHECK(attempts(d, r, "b").expected == about(1.111));
  CHECK(attempts(d, r, "db").expected == about(1.111 * 1.875));
  CHECK_FALSE(attempts(d, r, "db").overload);
}

// What gets through is the capacity: with f the chance that one attempt fails, c = load (1 - f^n).
TEST_CASE("under overload what is refused is tried again, until nothing changes") {
  Design d;
  d.add("u", Role::source).add("a", Role::pass).add("b", Role::pass, {{Attribute::capacity, 1000}});
  d.flow("f", 1200).arrow("u", "a").arrow("a", "b", {.numbers = {{Attribute::retries, 3}}});
  const Results r = analysed(d);
  const double fails = std::pow(1 - 1000.0 / 1200, 0.25);
  CHECK(attempts(d, r, "b").expected == about(1));
  REQUIRE(attempts(d, r, "b").overload);
  CHECK(*attempts(d, r, "b").overload == about(1000 / (1 - fails) / 1200, 1e-6));
  CHECK_FALSE(attempts(d, r, "b").stuck);
}

// Two calls of which one alone is worth nothing: with x the load of both, each gets through with
// c / x, so that x = load x (1 - f^n) / (1 - f), 1 - f = (c / x)^2, has a second solution.
TEST_CASE("work for nobody can hold a design in a second, bad state") {
  Design d;
  d.add("u", Role::source).add("a", Role::pass).add("b", Role::pass, {{Attribute::capacity, 1000}});
  d.add("c", Role::pass, {{Attribute::capacity, 1000}});
  d.flow("f", 800).arrow("u", "a", {.numbers = {{Attribute::retries, 3}}});
  d.arrow("a", "b").arrow("a", "c");
  const Results r = analysed(d);
  CHECK(attempts(d, r, "b").expected == about(1));
  CHECK_FALSE(attempts(d, r, "b").overload);
  REQUIRE(attempts(d, r, "b").stuck);
  const double x = *attempts(d, r, "b").stuck * 800, ok = std::pow(1000 / x, 2);
  CHECK(x == about(800 * (1 - std::pow(1 - ok, 4)) / ok, 1e-6));
  CHECK(x > 2000);
}

}  // namespace
}  // namespace joist::tests

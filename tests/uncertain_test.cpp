// Uncertain quantities against exact distributions, large simulations and laws.
#include "quantity/uncertain.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include "quantity/normal.hpp"
#include "quantity/quantity.hpp"
#include "quantity/sobol.hpp"

using namespace joist::quantity;
using doctest::Approx;

namespace {

Quantity between(double low, double high, Draw draw, Sampling sampling = {}) {
  return *range(exact(low), exact(high), draw, sampling).value;
}

Quantity share_between(double low, double high, Draw draw) {
  Quantity a = exact(low), b = exact(high);
  a.share = b.share = true;
  return *range(a, b, draw).value;
}

Quantity operator+(const Quantity& a, const Quantity& b) {
  return *add(a, b).value;
}
Quantity operator-(const Quantity& a, const Quantity& b) {
  return *subtract(a, b).value;
}
Quantity operator*(const Quantity& a, const Quantity& b) {
  return *multiply(a, b).value;
}
Quantity operator/(const Quantity& a, const Quantity& b) {
  return *divide(a, b).value;
}
Quantity operator^(const Quantity& a, double n) {
  return *power(a, exact(n)).value;
}

bool in_closed_form(const Quantity& q) {
  return q.uncertain && q.uncertain->closed();
}

// p5, median and p95 of a simulation of that many draws.
template <class Draws>
std::vector<double> simulated(Draws draws, std::size_t count) {
  std::mt19937_64 random(20);
  std::normal_distribution<double> normal;
  std::vector<double> values(count);
  for (double& v : values) v = draws([&] { return normal(random); });
  std::sort(values.begin(), values.end());
  const auto at = [&](double p) { return values[static_cast<std::size_t>(p * double(count))]; };
  return {at(0.05), at(0.5), at(0.95)};
}

double sigma(double low, double high) {
  return std::log(high / low) / (2 * z95);
}

}  // namespace

TEST_CASE("the normal quantile is that of the tables") {
  // Abramowitz and Stegun, table 26.5, and AS 241's own check values.
  CHECK(normal_quantile(0.5) == 0);
  CHECK(normal_quantile(0.25) == Approx(-0.6744897501960817).epsilon(1e-14));
  CHECK(normal_quantile(0.001) == Approx(-3.090232306167814).epsilon(1e-14));
  CHECK(normal_quantile(1e-20) == Approx(-9.262340089798408).epsilon(1e-14));
  CHECK(normal_quantile(0.95) == Approx(z95).epsilon(1e-14));
  for (double p = 1e-9; p < 1; p = p < 0.01 ? p * 3 : p + 0.007) {
    CHECK(normal_cdf(normal_quantile(p)) == Approx(p).epsilon(1e-12));
  }
}

TEST_CASE("each dimension of the Sobol points fills every interval evenly") {
  for (std::uint32_t dimension = 0; dimension < 260; ++dimension) {
    std::vector<int> bins(1024);
    const std::vector<double> points = sobol_points(dimension, 4096);
    CAPTURE(dimension);
    REQUIRE(*std::min_element(points.begin(), points.end()) > 0);
    REQUIRE(*std::max_element(points.begin(), points.end()) < 1);
    for (double u : points) ++bins[static_cast<std::size_t>(u * 1024)];
    CHECK(std::all_of(bins.begin(), bins.end(), [](int n) { return n == 4; }));
  }
}

TEST_CASE("the first dimensions are those of Joe and Kuo") {
  // Points 1 to 7 of dimensions 1 to 4, in binary order, from the recurrence done by hand; the
  // digital shift cancels between two points.
  const double expected[4][7] = {{0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875},
                                 {0.5, 0.75, 0.25, 0.625, 0.125, 0.375, 0.875},
                                 {0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125},
                                 {0.5, 0.75, 0.25, 0.125, 0.625, 0.875, 0.375}};
  for (std::uint32_t dimension = 0; dimension < 4; ++dimension) {
    const std::vector<double> points = sobol_points(dimension, 8);
    const auto bits = [](double u) { return static_cast<std::uint32_t>(u * 4294967296.0); };
    for (std::size_t i = 0; i < 7; ++i) {
      const double unshifted = (bits(points[i + 1]) ^ bits(points[0])) / 4294967296.0;
      CAPTURE(dimension);
      CAPTURE(i);
      CHECK(unshifted == expected[dimension][i]);
    }
  }
}

TEST_CASE("pairs of dimensions are independent, also beyond the table") {
  const std::pair<unsigned, unsigned> pairs[] = {
      {0, 1}, {5, 6}, {37, 38}, {99, 100}, {0, 101}, {1, 102}, {7, 209}, {150, 151}, {101, 202}};
  for (const auto& pair : pairs) {
    const unsigned a = pair.first, b = pair.second;
    const std::vector<double> x = sobol_points(a, 4096), y = sobol_points(b, 4096);
    std::vector<int> cells(64);
    for (std::size_t i = 0; i < x.size(); ++i) {
      ++cells[static_cast<std::size_t>(x[i] * 8) * 8 + static_cast<std::size_t>(y[i] * 8)];
    }
    CAPTURE(a);
    CAPTURE(b);
    // 64 on average; chance alone would leave 64 +- 8.
    CHECK(*std::min_element(cells.begin(), cells.end()) >= 40);
    CHECK(*std::max_element(cells.begin(), cells.end()) <= 96);
  }
}

TEST_CASE("the first points of a longer sequence are those of a shorter one") {
  for (std::uint32_t dimension : {0u, 17u, 100u, 101u, 500u}) {
    const std::vector<double> few = sobol_points(dimension, 100);
    const std::vector<double> many = sobol_points(dimension, 1000);
    CHECK(std::equal(few.begin(), few.end(), many.begin()));
  }
}

TEST_CASE("a range has the ends it was written with") {
  const auto ends = [](const Quantity& q, double low, double middle, double high) {
    CHECK(interval(q)[0] == Approx(low).epsilon(1e-12));
    CHECK(q.value == Approx(middle).epsilon(1e-12));
    CHECK(interval(q)[1] == Approx(high).epsilon(1e-12));
    CHECK(chance_above(q, low) == Approx(0.95).epsilon(1e-12));
    CHECK(chance_above(q, middle) == Approx(0.5).epsilon(1e-12));
    CHECK(chance_above(q, high) == Approx(0.05).epsilon(1e-12));
  };
  ends(between(10e6, 50e6, 0), 10e6, std::sqrt(10e6 * 50e6), 50e6);
  ends(between(-5, 5, 0) + exact(1), -4, 1, 6);
  ends(between(-5, 3, 0), -5, -1, 3);
  ends(share_between(0.4, 0.6, 0), 0.4, 0.5, 0.6);
  ends(share_between(0.1, 0.9, 0), 0.1, 0.5, 0.9);
  ends(*about(exact(500e6), 0).value, 250e6, 500e6, 1e9);
  ends(*negate(between(2, 8, 0)).value, -8, -4, -2);
}

TEST_CASE("a share stays inside 0..1 at every point") {
  const Quantity q = share_between(0.9, 0.999, 3);
  const std::vector<double>& values = q.uncertain->values();
  CHECK(*std::min_element(values.begin(), values.end()) > 0);
  CHECK(*std::max_element(values.begin(), values.end()) < 1);
}

TEST_CASE("products, quotients and powers of lognormals are exact") {
  const Quantity a = between(10, 50, 0), b = between(2, 3, 1), c = between(0.1, 40, 2);
  const double sa = sigma(10, 50), sb = sigma(2, 3), sc = sigma(0.1, 40);
  const double ma = std::sqrt(500), mb = std::sqrt(6), mc = 2;
  const auto check = [](const Quantity& q, double median, double s) {
    CHECK(in_closed_form(q));
    CHECK(q.value == Approx(median).epsilon(1e-12));
    CHECK(interval(q)[0] == Approx(median * std::exp(-z95 * s)).epsilon(1e-12));
    CHECK(interval(q)[1] == Approx(median * std::exp(z95 * s)).epsilon(1e-12));
    CHECK(chance_above(q, median * 2) == Approx(normal_cdf(-std::log(2) / s)).epsilon(1e-12));
  };
  check(a * b, ma * mb, std::hypot(sa, sb));
  check(a / b, ma / mb, std::hypot(sa, sb));
  check(exact(7) / b, 7 / mb, sb);
  check((a ^ 2) * b / c, ma * ma * mb / mc, std::sqrt(4 * sa * sa + sb * sb + sc * sc));
  check(a * a, ma * ma, 2 * sa);
  check(a * b / a, mb, sb);
  check((a ^ 0.5) * exact(3), std::sqrt(ma) * 3, sa / 2);
  check(a * b + a * b, 2 * ma * mb, std::hypot(sa, sb));
}

TEST_CASE("one name is one draw") {
  const Quantity a = between(10, 50, 0), n = between(-5, 3, 1), s = share_between(0.2, 0.9, 2);
  for (const Quantity& x : {a, n, s, a + s, a * n, *call("max", {a, exact(20)}).value}) {
    CHECK((x - x).is_exact());
    CHECK((x - x).value == 0);
    CHECK((x / x).is_exact());
    CHECK((x / x).value == 1);
  }
  const Quantity back = a + s - s;
  CHECK(interval(back)[0] == Approx(10).epsilon(0.002));
  CHECK(interval(back)[1] == Approx(50).epsilon(0.002));
}

TEST_CASE("sums of normals are exact") {
  const Quantity q = between(-5, 5, 0) + between(-3, 3, 1) * exact(2) - exact(4);
  CHECK(in_closed_form(q));
  CHECK(q.value == Approx(-4));
  CHECK(interval(q)[1] == Approx(-4 + std::hypot(5, 6)).epsilon(1e-12));
}

TEST_CASE("what has no closed form agrees with a large simulation") {
  const double sa = sigma(10, 50), sb = sigma(2, 30), sc = sigma(1, 3);
  const double ma = std::sqrt(500), mb = std::sqrt(60), mc = std::sqrt(3);
  const auto check = [](const Quantity& q, const std::vector<double>& expected, double within) {
    CHECK(!in_closed_form(q));
    CHECK(interval(q)[0] == Approx(expected[0]).epsilon(within));
    CHECK(q.value == Approx(expected[1]).epsilon(within));
    CHECK(interval(q)[1] == Approx(expected[2]).epsilon(within));
  };
  const auto sums =
      simulated([&](auto z) { return ma * std::exp(sa * z()) + mb * std::exp(sb * z()); }, 400'000);
  const auto greatest = simulated(
      [&](auto z) { return std::max(ma * std::exp(sa * z()), mb * std::exp(sb * z())); }, 400'000);
  const auto mixed = simulated(
      [&](auto z) {
        const double x = ma * std::exp(sa * z()), y = mb * std::exp(sb * z());
        return (x + y) * mc * std::exp(sc * z()) / y;
      },
      400'000);
  for (const auto& [samples, within] : {std::pair{4096u, 0.015}, {65'536u, 0.006}}) {
    const Sampling sampling{samples};
    const Quantity a = between(10, 50, 0, sampling), b = between(2, 30, 1, sampling);
    const Quantity c = between(1, 3, 2, sampling);
    check(a + b, sums, 0.01);
    check((a + b) * c / b, mixed, within);
    check(*call("max", {a, b}).value, greatest, 0.01);
  }
}

TEST_CASE("a sum over many estimates is right, beyond the table too") {
  Quantity total = between(1, 4, 0);
  for (Draw draw = 1; draw < 150; ++draw) total = total + between(1, 4, draw);
  const double s = sigma(1, 4);
  const auto expected = simulated(
      [&](auto z) {
        double sum = 0;
        for (int i = 0; i < 150; ++i) sum += 2 * std::exp(s * z());
        return sum;
      },
      40'000);
  CHECK(interval(total)[0] == Approx(expected[0]).epsilon(0.01));
  CHECK(total.value == Approx(expected[1]).epsilon(0.01));
  CHECK(interval(total)[1] == Approx(expected[2]).epsilon(0.01));
}

TEST_CASE("chances come from the samples where there is no closed form") {
  const Quantity q = between(10, 50, 0) + between(10, 50, 1);
  CHECK(chance_above(q, q.value) == Approx(0.5).epsilon(0.001));
  CHECK(chance_above(q, interval(q)[1]) == Approx(0.05).epsilon(0.01));
  CHECK(chance_above(q, 0) == 1);
  CHECK(chance_above(q, 1e9) == 0);
  CHECK(chance_above(exact(3), 2) == 1);
  CHECK(chance_above(exact(3), 3) == 0);
}

TEST_CASE("chances past the ends of what can be are 0 and 1") {
  CHECK(chance_above(between(10, 50, 0), 0) == 1);
  CHECK(chance_above(between(10, 50, 0), -3) == 1);
  CHECK(chance_above(share_between(0.4, 0.6, 0), 1) == 0);
  CHECK(chance_above(share_between(0.4, 0.6, 0), 0) == 1);
  const Quantity rest = exact(1) - share_between(0.4, 0.9, 0);
  CHECK(chance_above(rest, 0.1) == Approx(0.95));
  CHECK(chance_above(rest, 0.6) == Approx(0.05));
}

TEST_CASE("more samples can be asked for, and the same file gives the same digits") {
  const Sampling many{16'384};
  const Quantity q = between(10, 50, 0, many) + between(2, 30, 1, many);
  CHECK(q.uncertain->values().size() == 16'384);
  const Quantity again = between(10, 50, 0, many) + between(2, 30, 1, many);
  CHECK(q.uncertain->values() == again.uncertain->values());
  const Quantity mixed = q + between(1, 2, 2);
  CHECK(mixed.uncertain->values().size() == 4096);
}

TEST_CASE("the estimate that explains most of the spread is named") {
  const Quantity a = between(10, 50, 4), b = between(2, 2.5, 7);
  const auto product = influences(a * b);
  REQUIRE(product.size() == 2);
  const double va = sigma(10, 50) * sigma(10, 50), vb = sigma(2, 2.5) * sigma(2, 2.5);
  CHECK(product[0].first == 4);
  CHECK(product[0].second == Approx(va / (va + vb)));
  CHECK(product[1].second == Approx(vb / (va + vb)));
  const auto sum = influences(a + b);
  REQUIRE(sum.size() == 2);
  CHECK(sum[0].second > 0.95);
  CHECK(sum[0].second + sum[1].second == Approx(1));
  CHECK(influences(exact(3)).empty());
}

TEST_CASE("functions of uncertain values that may not exist are errors") {
  CHECK(!call("log", {between(-1, 5, 0)}).value);
  CHECK(!call("sqrt", {between(-1, 5, 0)}).value);
  CHECK(call("log", {between(1, 5, 0)}).value);
  const Quantity root = *call("sqrt", {between(4, 16, 0)}).value;
  CHECK(interval(root)[1] == Approx(4).epsilon(1e-12));
}

TEST_CASE("ranges whose ends cannot be computed with are errors, never infinite") {
  CHECK(!range(exact(-1e308), exact(1e308), 0).value);
  const Quantity wide = between(1e-100, 1e100, 0);
  CHECK(!multiply(wide, wide).value);
  CHECK(power(wide, exact(5)).error.message == "the result is too large to compute with");
  CHECK(between(1, 2, 0, Sampling{0}).uncertain->values().size() == 2);
}

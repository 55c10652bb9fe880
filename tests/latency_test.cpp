// Waiting and end-to-end times, against tables, closed forms and exact distributions.
#include "analysis/latency.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "analysis/analyse.hpp"
#include "analysis/waiting.hpp"
#include "tests/design.hpp"

namespace joist::tests {
namespace {

using analysis::FlowLatency;
using analysis::Percentiles;
using analysis::Results;

doctest::Approx about(double value, double part = 1e-9) {
  return doctest::Approx(value).epsilon(part);
}

Results analysed(const Design& design) {
  analysis::Options options;
  options.redundancy = false;
  options.extent = analysis::Extent::everything;
  return analysis::analyse(design.model(), options);
}

Percentiles latency_of(const Design& design) {
  const Results results = analysed(design);
  REQUIRE(results.flow_latency.size() == 2);
  REQUIRE(results.flow_latency[1].latency);
  return *results.flow_latency[1].latency;
}

Percentiles done_of(const Design& design) {
  return *analysed(design).flow_latency[1].done;
}

// A component that is an M/M/c queue: c servers of `service` seconds each.
#define JOIST_SERVERS(c, service)             \
  {                                           \
    {Attribute::capacity, (c) / (service)}, { \
      Attribute::latency, service             \
    }                                         \
  }

// Quantile of a distribution function that is given exactly.
template <class Below>
double quantile(double share, const Below& below) {
  double low = 0, high = 1;
  while (below(high) < share) high *= 2;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (below(middle) < share ? low : high) = middle;
  }
  return low;
}

TEST_CASE("Erlang's B and C agree with their tables") {
  CHECK(analysis::erlang_b(1, 1) == about(0.5));
  CHECK(analysis::erlang_b(2, 1) == about(0.2));
  CHECK(analysis::erlang_b(10, 5) == about(0.018384570, 1e-7));
  CHECK(analysis::erlang_b(100, 84.064) == about(0.01, 1e-4));
  CHECK(analysis::erlang_c(1, 0.8) == about(0.8));
  CHECK(analysis::erlang_c(2, 1) == about(1.0 / 3));
  CHECK(analysis::erlang_c(10, 8) == about(0.409180, 1e-5));
}

// Far above the load it is Poisson's chance of `servers` over that of no more.
TEST_CASE("Erlang's B is exact where hardly anybody is blocked") {
  const auto by_recursion = [](int servers, long double erlangs) {
    long double blocked = 1;
    for (int k = 1; k <= servers; ++k) blocked = erlangs * blocked / (k + erlangs * blocked);
    return static_cast<double>(blocked);
  };
  for (const int servers : {14, 15, 16, 40, 200, 1000, 5000})
    for (const double load : {0.01, 0.2, 0.5, 0.7, 0.85, 0.95, 1.0, 1.3})
      CHECK(analysis::erlang_b(servers, servers * load) ==
            about(by_recursion(servers, servers * load), 1e-11));
  CHECK(analysis::erlang_b(1000, 1e-320) == 0);
  CHECK(analysis::erlang_b(1e6, 10) == 0);
}

// With the same sums carried out from the largest term, in long double.
TEST_CASE("Erlang's B is exact to 100,000 servers") {
  for (const double erlangs : {900.0, 99000.0, 100000.0, 100500.0}) {
    const double count = erlangs < 1000 ? 950 : 100000;
    long double sum = 0, term = 1;
    for (double k = count; k > 0 && term > 1e-25L; --k) {
      sum += term;
      term *= static_cast<long double>(k) / erlangs;
    }
    sum += term;
    CHECK(analysis::erlang_b(count, erlangs) == about(static_cast<double>(1 / sum), 1e-10));
  }
}

TEST_CASE("with one server the closed forms are those of M/M/1") {
  Design d;
  d.add("c", Role::source).add("x", Role::pass, JOIST_SERVERS(1, 0.1));
  d.flow("f", 8).arrow("c", "x");
  const Results results = analysed(d);
  const analysis::ComponentLatency& at = results.latency[d.id("x").index()];
  CHECK(at.response.mean == about(0.5));
  CHECK(at.wait.mean == about(0.4));
  CHECK(at.wait_probability == about(0.8));
  CHECK(at.in_system == about(4));
  CHECK(at.response.p99 == about(-0.5 * std::log(0.01)));
  CHECK(at.wait.p90 == about(0.5 * std::log(0.8 / 0.1)));
  CHECK(at.wait.p50 == about(0.5 * std::log(0.8 / 0.5)));
  const Percentiles whole = latency_of(d);
  CHECK(whole.mean == about(0.5));
  CHECK(whole.p50 == about(0.5 * std::log(2), 0.005));
  CHECK(whole.p99 == about(at.response.p99, 0.005));
  CHECK(whole.p999 == about(at.response.p999, 0.005));
}

TEST_CASE("a queue of several servers, where wait and service have one mean too") {
  // c mu - lambda = mu: two servers of rate 1, arrivals 1.
  const analysis::Wait wait = analysis::wait_in_queue(2, 1, 1);
  CHECK(wait.probability == about(1.0 / 3));
  CHECK(wait.overall() == about(1.0 / 3));
  const double t = 2.5;
  CHECK(analysis::response_tail(wait, 1, t) ==
        about(2.0 / 3 * std::exp(-t) + 1.0 / 3 * (1 + t) * std::exp(-t)));
  const double q = analysis::response_quantile(wait, 1, 0.99);
  CHECK(analysis::response_tail(wait, 1, q) == about(0.01));
}

TEST_CASE("at full load a queue grows without bound") {
  Design d;
  d.add("c", Role::source).add("x", Role::pass, JOIST_SERVERS(1, 0.1));
  d.flow("f", 10).arrow("c", "x");
  CHECK(latency_of(d).p50 == analysis::infinity);
  CHECK(analysed(d).latency[1].response.mean == analysis::infinity);
}

// Lee and Longton, and Kleinrock: an M/G/1 queue of two classes.
TEST_CASE("calls with their own latency make a mixture") {
  Design d;
  d.add("c", Role::source)
      .add("x", Role::pass, {{Attribute::concurrency, 1}, {Attribute::latency, 0.1}});
  d.flow("a", 3).arrow("c", "x");
  d.flow("b", 1).arrow("c", "x", {.numbers = {{Attribute::latency, 0.4}}});
  const Results results = analysed(d);
  const double squares = 3 * 2 * 0.01 + 1 * 2 * 0.16;
  CHECK(results.latency[1].wait.mean == about(squares / 2 / (1 - 0.7)));
}

TEST_CASE("tandem queues: the sum of exponentials, within one per cent") {
  Design d;
  d.add("c", Role::source);
  d.add("a", Role::pass, JOIST_SERVERS(1, 0.1)).add("b", Role::pass, JOIST_SERVERS(1, 0.05));
  d.add("e", Role::pass, JOIST_SERVERS(1, 0.02));
  d.flow("f", 5).arrow("c", "a").arrow("a", "b").arrow("b", "e");
  const double r[] = {10 - 5.0, 20 - 5.0, 50 - 5.0};
  const auto below = [&](double t) {
    double sum = 1;
    for (int i = 0; i < 3; ++i) {
      double factor = std::exp(-r[i] * t);
      for (int j = 0; j < 3; ++j) {
        if (j != i) factor *= r[j] / (r[j] - r[i]);
      }
      sum -= factor;
    }
    return sum;
  };
  const Percentiles p = latency_of(d);
  CHECK(p.mean == about(1 / r[0] + 1 / r[1] + 1 / r[2]));
  CHECK(p.p50 == about(quantile(0.5, below), 0.003));
  CHECK(p.p95 == about(quantile(0.95, below), 0.003));
  CHECK(p.p99 == about(quantile(0.99, below), 0.003));
  CHECK(p.p999 == about(quantile(0.999, below), 0.003));
}

TEST_CASE("calls side by side take the slowest; n at once the slowest of n") {
  Design d;
  d.add("c", Role::source).add("api", Role::pass);
  d.add("a", Role::pass, {{Attribute::latency, 0.1}})
      .add("b", Role::pass, {{Attribute::latency, 0.2}});
  d.flow("f", 5).arrow("c", "api").arrow("api", "a", {.list = 9}).arrow("api", "b", {.list = 9});
  for (auto& arrow : d.model().arrows) arrow.list_size = arrow.list == 9 ? 2 : 1;
  const Percentiles p = latency_of(d);
  const auto below = [](double t) { return (1 - std::exp(-t / 0.1)) * (1 - std::exp(-t / 0.2)); };
  CHECK(p.mean == about(0.1 + 0.2 - 1 / 15.0, 1e-3));
  CHECK(p.p99 == about(quantile(0.99, below), 0.003));
  CHECK(p.p50 == about(quantile(0.5, below), 0.003));

  Design e;
  e.add("c", Role::source)
      .add("api", Role::pass)
      .add("leaf", Role::pass, {{Attribute::latency, 0.01}});
  e.flow("f", 5).arrow("c", "api");
  e.arrow("api", "leaf", {.x = 100, .numbers = {{Attribute::parallel, 100}}});
  CHECK(latency_of(e).p50 == about(-0.01 * std::log(1 - std::pow(0.5, 0.01)), 0.003));
  double harmonic = 0;
  for (int k = 1; k <= 100; ++k) harmonic += 1.0 / k;
  CHECK(latency_of(e).mean == about(0.01 * harmonic, 1e-3));
}

TEST_CASE("calls one after the other add, of 2.5 half the time one more") {
  Design d;
  d.add("c", Role::source).add("api", Role::pass).add("x", Role::pass, {{Attribute::latency, 0.1}});
  d.flow("f", 5).arrow("c", "api").arrow("api", "x", {.x = 2.5});
  const auto below = [](double t) {
    const double x = t / 0.1;
    const double two = 1 - std::exp(-x) * (1 + x), three = 1 - std::exp(-x) * (1 + x + x * x / 2);
    return (two + three) / 2;
  };
  CHECK(latency_of(d).mean == about(0.25));
  CHECK(latency_of(d).p95 == about(quantile(0.95, below), 0.003));
}

TEST_CASE("a cache mixes hit and miss, also where the slow way is rare and far") {
  Design d;
  d.add("c", Role::source).add("api", Role::pass);
  d.add("cache", Role::cache, {{Attribute::hit, 0.98}, {Attribute::latency, 0.0005}});
  d.add("db", Role::store, {{Attribute::latency, 0.5}});
  d.flow("f", 5).arrow("c", "api").arrow("api", "cache");
  d.arrow("api", "db", {.when = When::miss, .condition = "cache"});
  const auto below = [](double t) {
    const double a = 2000, b = 2;
    const double hit = 1 - std::exp(-a * t);
    const double miss = 1 - (a * std::exp(-b * t) - b * std::exp(-a * t)) / (a - b);
    return 0.98 * hit + 0.02 * miss;
  };
  const Percentiles p = latency_of(d);
  CHECK(p.mean == about(0.0005 + 0.02 * 0.5));
  CHECK(p.p50 == about(quantile(0.5, below), 0.005));
  CHECK(p.p95 == about(quantile(0.95, below), 0.005));
  CHECK(p.p99 == about(quantile(0.99, below), 0.005));
}

TEST_CASE("out of a balancer one of the targets answers; delays add; timeouts cut") {
  Design d;
  d.add("c", Role::source).add("lb", Role::split);
  d.add("a", Role::pass, {{Attribute::latency, 0.1}})
      .add("b", Role::pass, {{Attribute::latency, 0.3}});
  d.flow("f", 5).arrow("c", "lb").arrow("lb", "a").arrow("lb", "b");
  CHECK(latency_of(d).mean == about(0.2));
  Design e;
  e.add("c", Role::source).add("a", Role::pass, {{Attribute::latency, 0.1}});
  e.flow("f", 5).arrow("c", "a",
                       {.numbers = {{Attribute::delay, 0.08}, {Attribute::timeout, 0.2}}});
  const Percentiles p = latency_of(e);
  CHECK(p.p50 == about(0.08 + 0.1 * std::log(2), 0.005));
  CHECK(p.p99 == about(0.2, 0.005));
  CHECK(p.mean == about(0.08 + 0.1 * (1 - std::exp(-1.2)), 1e-3));
}

TEST_CASE("messages do not delay the answer, but what is done counts them") {
  Design d;
  d.add("c", Role::source).add("api", Role::pass, {{Attribute::latency, 0.01}});
  d.add("q", Role::queue).add("w", Role::compute, JOIST_SERVERS(1, 0.1));
  d.flow("f", 5).arrow("c", "api").arrow("api", "q", {.call = Call::async}).arrow("q", "w");
  CHECK(latency_of(d).mean == about(0.01));
  CHECK(done_of(d).mean == about(0.01 + 0.2, 1e-3));
  Design e = d;
  e.model().flows[1].rate->quantity.value = 11;
  CHECK(latency_of(e).mean == about(0.01));
  CHECK(done_of(e).p99 == analysis::infinity);
}

TEST_CASE("a loop takes a geometric number of rounds") {
  Design d;
  d.add("c", Role::source)
      .add("agent", Role::pass)
      .add("tool", Role::pass, {{Attribute::latency, 0.1}});
  d.flow("f", 5).arrow("c", "agent").arrow("agent", "tool").arrow("tool", "agent", {.x = 0.6});
  const Percentiles p = latency_of(d);
  CHECK(p.mean == about(0.25));
  CHECK(p.p99 == about(-0.25 * std::log(0.01), 0.005));
}

TEST_CASE("a request waits for a place of the pool as long as others hold it") {
  Design d;
  d.add("c", Role::source)
      .add("api", Role::pass, {{Attribute::concurrency, 2}, {Attribute::latency, 0.1}});
  d.add("db", Role::store, {{Attribute::latency, 0.3}});
  d.flow("f", 3).arrow("c", "api").arrow("api", "db");
  const analysis::Wait wait = analysis::wait_in_queue(2, 3, 0.4);
  CHECK(latency_of(d).mean == about(0.4 + wait.overall()));
}

TEST_CASE("what has no service time is named") {
  Design d;
  d.add("c", Role::source).add("lb", Role::split).add("a", Role::pass, {{Attribute::latency, 0.1}});
  d.flow("f", 5).arrow("c", "lb").arrow("lb", "a");
  const Results results = analysed(d);
  REQUIRE(results.flow_latency[1].untimed.size() == 1);
  CHECK(results.flow_latency[1].untimed[0] == d.id("lb"));
}

}  // namespace
}  // namespace joist::tests

// What the ranges of a design make of its figures: closed forms, sums at the sample points,
// chances.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "project/project.hpp"
#include "tests/memory_world.hpp"

namespace joist::tests {
namespace {

using analysis::Spread;

project::Project load(const std::string& text, bool every_figure = true) {
  MemoryWorld world;
  project::LoadOptions options;
  if (every_figure) options.extent = analysis::Extent::everything;
  return project::load_text(world, "design.joist", text, {}, options);
}

Spread spread(const project::Project& project, const std::string& name, std::string_view figure) {
  for (const Spread& each : project.base.results.spreads) {
    const auto& model = project.base.model;
    const bool named = each.component ? model.at(each.component).path == name
                       : each.flow    ? model.at(each.flow).path == name
                                      : name.empty();
    if (named && each.figure == figure) return each;
  }
  FAIL_CHECK("no spread of " << name << " " << figure);
  return {};
}

std::size_t count(const project::Project& project) {
  return project.base.results.spreads.size();
}

const Finding* find(const project::Project& project, std::string_view rule) {
  for (const Finding& finding : project.findings)
    if (finding.rule == rule) return &finding;
  return nullptr;
}

doctest::Approx about(double value, double part = 1e-9) {
  return doctest::Approx(value).epsilon(part);
}

}  // namespace

TEST_CASE("a product of estimates has a closed form, whatever they are stated of") {
  const auto p = load(
      "service a { capacity: 1k rps }\nservice b { capacity: 400..900 rps }\n"
      "flow f @ 50..200/s { u -> a -> b x 2..8 }\n");
  const double sigma = std::sqrt(2.0) * std::log(2.0);
  const Spread offered = spread(p, "b", "offered");
  CHECK(offered.median == about(400));
  CHECK(offered.low == about(400 * std::exp(-sigma)));
  CHECK(offered.high == about(400 * std::exp(sigma)));
  const double all = std::sqrt(sigma * sigma + std::pow(std::log(1.5), 2));
  const Spread used = spread(p, "b", "utilization");
  CHECK(used.median == about(400.0 / 600));
  CHECK(used.high == about(400.0 / 600 * std::exp(all)));
  CHECK(p.base.results.overload_chance[p.base.model.arrows[1].to.index()] ==
        about(0.5 * std::erfc(std::log(600.0 / 400) / (all / 1.6448536269514722) / std::sqrt(2.0)),
              1e-6));
}

TEST_CASE("what rests on one estimate has the figure's own percentiles") {
  const auto p = load(
      "redis cache { hit: 80%..95% }\npostgres db { reads: 2k/s }\nservice api\n"
      "flow f @ 10k/s { u -> api -> cache; api -> db on miss cache }\n");
  CHECK(spread(p, "db", "offered").low == about(500));
  CHECK(spread(p, "db", "offered").high == about(2000));
}

// The sum of two lognormals: by 2 million draws in Python, median 208.5, p5 126.8, p95 344.2.
TEST_CASE("sums of estimates are computed at the sample points") {
  const auto p = load(
      "service a { capacity: 300 rps }\n"
      "flow f @ 50..200/s { u -> a }\nflow g @ 50..200/s { v -> a }\n");
  const Spread offered = spread(p, "a", "offered");
  CHECK(offered.low == about(126.8, 0.005));
  CHECK(offered.median == about(208.5, 0.005));
  CHECK(offered.high == about(344.2, 0.005));
  CHECK(p.base.results.components[0].offered == about(offered.median));
}

TEST_CASE("which estimate is written first does not matter") {
  const std::string x = "x = 1..10\n", y = "y = 1..20\n";
  const std::string rest =
      "flow f @ (x + y) * 1/s { u -> s -> db }\npostgres db { reads: 20/s..90/s }\n"
      "service s { capacity: 50/s..200/s }\nclient u\n";
  const auto one = load(x + y + rest), other = load(rest + y + x);
  CHECK(count(one) == count(other));
  for (const char* figure : {"utilization", "breaks_at"}) {
    for (const char* name : {"s", "db"}) {
      const Spread a = spread(one, name, figure), b = spread(other, name, figure);
      CHECK(a.low == b.low);
      CHECK(a.median == b.median);
      CHECK(a.high == b.high);
    }
  }
}

TEST_CASE("a shared estimate is one draw") {
  const auto p = load(
      "dau = 10M..40M users\nservice a\n"
      "flow f @ dau * 1/day { u -> a }\nflow g @ dau * 3/day { v -> a }\n");
  CHECK(spread(p, "a", "offered").low == about(10e6 * 4 / 86400));
  CHECK(spread(p, "a", "offered").high == about(40e6 * 4 / 86400));
}

// M/M/1: 1 / (mu - lambda), at the ends of the range of lambda.
TEST_CASE("waiting is as uncertain as the load") {
  const auto p =
      load("service a { concurrency: 1, latency: 10 ms }\nflow f @ 40..90/s { u -> a }\n");
  CHECK(spread(p, "a", "response.mean").low == about(1.0 / 60));
  CHECK(spread(p, "a", "response.mean").median == about(1.0 / 40));
  CHECK(spread(p, "a", "response.mean").high == about(1.0 / 10));
  CHECK(spread(p, "a", "in_system").high == about(9));
}

TEST_CASE("without a range nothing is uncertain") {
  CHECK(count(load("service a { capacity: 1k rps }\nflow f @ 100/s { u -> a }\n")) == 0);
}

TEST_CASE("findings say in how many of the estimates they hold") {
  const std::string service = "service a { replicas: 3, zones: 3, capacity: 100 rps }\n";
  const auto unlikely = load(service + "flow f @ 100..200/s { u -> a }\n");
  CHECK(find(unlikely, "overload") == nullptr);
  const auto maybe = load(service + "flow f @ 100..400/s { u -> a }\n");
  REQUIRE(find(maybe, "overload") != nullptr);
  CHECK(find(maybe, "overload")->severity == Severity::warning);
  CHECK(*find(maybe, "overload")->chance == about(0.168, 0.01));
  const auto likely = load(service + "flow f @ 200..800/s { u -> a }\n");
  CHECK(find(likely, "overload")->severity == Severity::error);
  CHECK(*find(likely, "overload")->chance == about(0.753, 0.01));
}

TEST_CASE("a need on what is uncertain fails in part of the estimates") {
  const auto p = load(
      "need a.load < 300/s\nservice a { replicas: 9, zones: 3, capacity: 100 rps }\n"
      "flow f @ 100..400/s { u -> a }\n");
  REQUIRE(find(p, "missed-need") != nullptr);
  CHECK(find(p, "missed-need")->severity == Severity::warning);
  CHECK(*find(p, "missed-need")->chance == about(0.168, 0.01));
}

// M/M/1 at 5 ms and 50..150 a second: p99 = ln(100) / (200 - lambda). Beyond 0.1 s from a rate of
// 200 - ln(100) / 0.1 = 153.9 on, which is z = 1.7245 of the lognormal.
TEST_CASE("a percentile is as uncertain as the load, and so is a need on it") {
  const std::string design =
      "service a { concurrency: 1, latency: 5 ms }\nflow f @ 50..150/s { u -> a }\n";
  const auto p = load(design);
  CHECK(spread(p, "a", "response.p99").low == about(std::log(100) / 150, 1e-8));
  CHECK(spread(p, "a", "response.p99").high == about(std::log(100) / 50, 1e-8));
  CHECK(spread(p, "f", "latency.p99").low == about(std::log(100) / 150, 0.01));
  CHECK(spread(p, "f", "latency.p99").high == about(std::log(100) / 50, 0.01));
  const auto needed = load("need f.p99 < 60 ms\n" + design);
  // ln(100) / 0.06 = 76.8 below 200: from 123.2 on, z = ln(123.2 / 86.6) / (ln 3 / 3.2897) = 1.056.
  REQUIRE(find(needed, "missed-need") != nullptr);
  CHECK(*find(needed, "missed-need")->chance == about(0.1455, 0.1));
  CHECK(find(load("need f.p99 < 100 ms\n" + design), "missed-need") == nullptr);
}

// Two of 99% to 99.9%, one of which is enough: down (1 - a)^2 of the time.
TEST_CASE("availability is as uncertain as what it is made of, and so is a need on it") {
  const std::string design =
      "service a { replicas: 2, zones: 2, availability: 99%..99.9% }\nflow f @ 50/s { u -> a }\n";
  const auto p = load(design);
  CHECK(spread(p, "f", "unavailability").low == about(1e-6, 1e-6));
  CHECK(spread(p, "f", "unavailability").high == about(1e-4, 1e-6));
  CHECK(spread(p, "f", "availability").low == about(1 - 1e-4));
  CHECK(spread(p, "a", "availability").high == about(1 - 1e-6));
  const auto needed = load("need f.availability >= 99.995%\n" + design);
  REQUIRE(find(needed, "missed-need") != nullptr);
  // The share is logit-normal: 1 - a = sqrt(0.00005) at z = 1.148.
  CHECK(*find(needed, "missed-need")->chance == about(0.1255, 0.03));
}

TEST_CASE("what is needed is as uncertain as the load, and stays a whole number") {
  const auto p = load("service a { capacity: 100 rps }\nflow f @ 100..400/s { u -> a }\n");
  CHECK(spread(p, "a", "needed").low == 2);
  CHECK(spread(p, "a", "needed").median == 3);
  CHECK(spread(p, "a", "needed").high == 6);
}

TEST_CASE("copies that the load needs make availability uncertain") {
  const auto p = load(
      "service a { replicas: 3, zones: 3, capacity: 100 rps, availability: 99% }\n"
      "flow f @ 110..280/s { u -> a }\n");
  // Above 200 a second all three must be up, else two of them.
  CHECK(spread(p, "f", "unavailability").low == about(3 * 1e-4 - 2e-6, 1e-9));
  CHECK(spread(p, "f", "unavailability").high == about(1 - std::pow(0.99, 3), 1e-9));
}

TEST_CASE("a range of a kind is one draw for all that inherit it") {
  const auto p = load(
      "kind box : service { capacity: 100..400 rps }\nbox a, b\nbox c { capacity: 200 rps }\n"
      "flow f @ 100/s { u -> a -> b -> c }\n");
  for (const char* name : {"a", "b"}) {
    CHECK(spread(p, name, "utilization").low == about(0.25));
    CHECK(spread(p, name, "utilization").high == about(1));
  }
  CHECK(p.base.results.spreads.size() == 8);
  // Their sum over another of them would be exact: both go together.
  const auto together = load(
      "need a.utilization / b.utilization <= 1\nkind box : service { capacity: 100..400 rps }\n"
      "box a, b\nflow f @ 100/s { u -> a -> b }\n");
  CHECK(find(together, "missed-need") == nullptr);
}

TEST_CASE("a range that all state something else for is none of the design's") {
  // `postgres` has a range for its writes, of which a capacity of its own takes the place.
  const std::string flow = "flow f @ 100/s { u -> c }\n";
  for (const std::string stated :
       {"kind box : service { capacity: 100..400 rps }\nbox c { capacity: 200 rps }\n",
        "postgres c { writes: 5k/s }\n", "postgres c { capacity: 5k/s }\n"}) {
    CAPTURE(stated);
    const auto& results = load(stated + flow).base.results;
    CHECK(results.spreads.empty());
    CHECK(results.overload_chance.empty());
  }
  // One in bytes leaves the calls as they are.
  CHECK(!load("postgres c { capacity: 5 GB/s }\n" + flow).base.results.overload_chance.empty());
}

TEST_CASE("a range of a kind of the standard library counts") {
  const auto p = load("redis cache { hit: 90% }\nflow f @ 60k/s { u -> cache }\n");
  const Spread used = spread(p, "cache", "utilization");
  CHECK(used.low < used.median);
  CHECK(used.median < used.high);
}

TEST_CASE("two uncertain sides of a need are compared estimate by estimate") {
  const auto p = load(
      "need a.load < b.capacity\nservice a\nservice b { capacity: 100..400 rps }\n"
      "flow f @ 100..400/s { u -> a }\nflow g @ 1/s { u -> b }\n");
  REQUIRE(find(p, "missed-need") != nullptr);
  CHECK(*find(p, "missed-need")->chance == about(0.5, 0.02));
}

TEST_CASE("a need is judged alike whatever else is asked for") {
  const std::string design =
      "need f.p99 < 40 ms\nneed f.load < 80/s\nneed a.utilization < 40%\n"
      "service a { concurrency: 1, latency: 5 ms }\nflow f @ 30..110/s { u -> a }\n"
      "flow g @ 1..9/s { v -> a }\n";
  const auto all = load(design), few = load(design, false);
  std::size_t judged = 0;
  for (const Finding& finding : all.findings) {
    if (finding.rule != "missed-need") continue;
    const bool is_there =
        std::any_of(few.findings.begin(), few.findings.end(), [&](const Finding& other) {
          return other.message == finding.message && other.chance == finding.chance;
        });
    CHECK(is_there);
    judged += finding.chance ? 1 : 0;
  }
  CHECK(judged == 3);
}

TEST_CASE("what takes long is looked at in fewer points, and that is said") {
  std::string design = "redis cache\n";
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i);
    design += "queue q" + n + "\nworker w" + n + " { latency: 3 ms, latency_p99: 20 ms }\nflow f" +
              n + " @ 10..20/s { u" + n + " -> s" + n + " ~> q" + n + "; q" + n + " ~> w" + n +
              " x 3 -> cache }\n";
  }
  const auto p = load(design + "flow more @ 1..9/s { v -> cache }\n");
  const auto& sampled = p.base.results.sampled;
  REQUIRE(sampled[0].has_value());
  CHECK(*sampled[0] == 4096);
  REQUIRE(sampled[2].has_value());
  CHECK(*sampled[2] < 4096);
}

TEST_CASE("the estimate that explains most is named") {
  const auto p = load(
      "dau = 1M..16M users\nservice a { capacity: 800..1200 rps }\n"
      "flow f @ dau * 10/day { u -> a }\n");
  const auto& found = p.base.results.sensitivity;
  REQUIRE(found.size() == 2);
  const double wide = std::pow(std::log(16.0), 2), narrow = std::pow(std::log(1.5), 2);
  CHECK(found[0].share == about(wide / (wide + narrow), 1e-6));
}

}  // namespace joist::tests

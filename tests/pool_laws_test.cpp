// Little's law at pools: what is held is what the flow's latency says, however calls are composed.
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "tests/memory_world.hpp"

namespace joist::tests {
namespace {

using nlohmann::json;

// What `p` does, which has places to spare, for 20 requests a second.
json results_of(const std::string& arrows) {
  MemoryWorld world;
  world.files["/work/design.joist"] =
      "client u\n"
      "service p { latency: 2 ms, concurrency: 10k }\n"
      "service a { latency: 10 ms, capacity: 60/s }\n"
      "service b { latency: 15 ms, latency_p99: 40 ms, capacity: 10k/s }\n"
      "service c { latency: 40 ms, capacity: 10k/s }\n"
      "redis r { latency: 1 ms, hit: 80%, capacity: 1M/s }\n"
      "database d { latency: 30 ms, shards: 4, reads: 100/s, writes: 100/s, skew: 60% }\n"
      "flow f @ 20/s {\n  u -> p\n" +
      arrows + "\n}\n";
  const int code =
      cli::run(world, std::vector<std::string>{"analyze", "design.joist", "--format", "json"});
  CHECK_MESSAGE(code == 0, world.errors);
  return json::parse(world.output);
}

}  // namespace

TEST_CASE("a pool with places to spare is as busy as its flow's latency says") {
  for (const char* arrows : {
           "  p -> a, b\n  p -> c",
           "  p -> b x 2.5 { parallel: 2 }",
           "  p -> a { timeout: 30 ms } -> c",
           "  p -> b { timeout: 20 ms }, c x 40%",
           "  p -> a { fails: 20%, retries: 1, timeout: 25 ms }\n  p -> c on fail a",
           "  p -> a { fails: 30% } | c, b\n  b -> d",
           "  p -> r -> d\n  p -> r write",
           "  p -> r x 3, b\n  p -> d on miss r\n  p -> c on hit r",
           "  p -> d { timeout: 50 ms }",
       }) {
    CAPTURE(arrows);
    const json results = results_of(arrows);
    const double busy = results["components"]["p"]["busy"].get<double>();
    const double mean = results["flows"]["f"]["latency"]["mean"].get<double>();
    CHECK(busy == doctest::Approx(20 * mean).epsilon(0.002));
  }
}

}  // namespace joist::tests

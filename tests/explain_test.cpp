// `explain` of times, amounts and money: what it is made of, with the line of each input.
#include <doctest/doctest.h>

#include "cli/command.hpp"
#include "tests/memory_world.hpp"

namespace joist::tests {
namespace {

constexpr const char* design = R"(client u
service api { replicas: 2, capacity: 100 rps, latency: 10 ms, cost: $0.50/hour }
postgres db { replicas: 3, disk: 1 TB, latency: 2 ms }
llm model { tokens: 2k tokens, cost: $3/1M tokens }
flow ask @ 120/s {
  u -> api -> db write { size: 1 KB }
  api -> model x 10% { retries: 2, fails: 10% }
}
)";

std::string explained(const std::string& figure, const std::string& of = design) {
  MemoryWorld world;
  world.files["/work/x.joist"] = of;
  const std::vector<std::string> words = {"explain", figure, "x.joist"};
  const int code = cli::run(world, words);
  CHECK_MESSAGE(code == 0, world.errors);
  return world.output;
}

bool has(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("explain tells where waiting comes from") {
  const std::string text = explained("api.wait.p99");
  CHECK(has(text, "120/s arrive at 2 servers, of which 1.2 are busy"));
  CHECK(has(text, "45% of the requests have to wait"));
  CHECK(has(text, "capacity: 100 rps  (x.joist:2)"));
  CHECK(has(text, "Poisson"));
}

TEST_CASE("explain tells where the latency of a flow comes from") {
  const std::string text = explained("ask.p99");
  CHECK(has(text, "`u` -> `api`: 1 call a request x (10 ms service + 5.63 ms waiting)"));
  CHECK(has(text, "without a latency, taken as none: `model`"));
  CHECK(has(explained("ask.done.p99"), "`ask` is done"));
}

TEST_CASE("explain tells what batches and timeouts make of a time, and what `mtbf` replaces") {
  const std::string of = R"(client u
service a { latency: 10 ms }
service b { latency: 100 ms, mtbf: 1000 h, mttr: 2 h }
queue q { latency: 0 ms }
worker w { latency: 20 ms, batch: 10 }
flow f @ 10/s { u -> a -> b { timeout: 50 ms }; a ~> q ~> w }
)";
  const std::string done = explained("f.done", of);
  CHECK(has(done, "(20 ms service + 450 ms until its batch is full, on average)"));
  CHECK(has(done, "(100 ms service), given up after 50 ms"));
  const std::string up = explained("b.availability", of);
  CHECK(has(up, "mtbf: 1k h"));
  CHECK(up.find("the default of") == std::string::npos);
}

TEST_CASE("explain multiplies what comes to a limit at the peak, and refuses nothing below it") {
  const std::string of = R"(design "Two" { peak: 2 }
client u, v
service a { limit: 150/s }
service b
flow one @ 50/s { u -> a -> b x 0.6 }
flow two @ 50/s { v -> a }
)";
  CHECK(has(explained("b.load", of), "45/s from `a` on `one`: 100/s x 0.45"));
}

TEST_CASE("explain tells what is stored, sent, asked for and paid") {
  CHECK(has(explained("db.storage"), "120/s on average x 1 KB x 3 copies  (x.joist:6)"));
  CHECK(has(explained("db.storage.full_in"), "its disks are full in"));
  CHECK(has(explained("api.bandwidth"), "sends out 120 KB/s"));
  CHECK(has(explained("model.tokens"), "is asked for 26.6k tokens a second"));
  CHECK(has(explained("model.attempts"), "3 attempts at worst, 1.11 as expected"));
  CHECK(has(explained("api.cost"), "`api` costs $720 a month"));
  CHECK(has(explained("api.cost"), "for each of 2 instances: $720  (x.joist:2)"));
  CHECK(has(explained("ask.cost.per_request"), "`ask` costs"));
  CHECK(has(explained("cost"), "`model`: $207k"));
}

TEST_CASE(
    "explain takes the paths of the JSON, and shows the arithmetic of what is needed and paid") {
  CHECK(has(explained("components.api.needed"), "2 needed: 60% of 2 / 70%"));
  CHECK(has(explained("components.api.breaks_at"), "breaks at 1.17x the load: 70% / 60%"));
  CHECK(has(explained("flows.ask.latency.p99"), "`ask` answers"));
  CHECK(has(explained("model.cost"), "for each token: $207k"));
  CHECK(has(explained("api.cost"), "for each of 2 instances: $720"));
}

TEST_CASE("explain says which failures stop a flow, and why") {
  const std::string text = explained("flows.ask.single_points");
  CHECK(has(text, "what stops `ask`, by itself"));
  CHECK(has(text, "`u` needs `api`"));
}

TEST_CASE("explain names the default that a figure rests on") {
  CHECK(has(explained("db.capacity"), "the default of `postgres`"));
}

TEST_CASE("explain divides what comes by what is carried, and names what that is counted in") {
  const std::string by_places = explained(
      "s.utilization",
      "client u\nservice s { concurrency: 3, latency: 1 min }\nflow f @ 2/min { u -> s }\n");
  CHECK(has(by_places, "3 served at once / 1 min each = 3/min"));
  CHECK(has(by_places, "2/min / 3/min = 66.7%"));
  const std::string by_arrows = explained("s.utilization", R"(client u
service s { concurrency: 1 }
flow f @ 1/s { u -> s { latency: 100 ms } }
flow g @ 1/s { u -> s { latency: 400 ms } }
)");
  CHECK(has(by_arrows, "1/s of `u` take 100 ms  (x.joist:3)"));
  CHECK(has(by_arrows, "1/s of `u` take 400 ms  (x.joist:4)"));
  const std::string by_bytes = explained("s.utilization", R"(client u
database s { writes: 1 MB/s, size: 2.5 KB }
flow f @ 500/s { u -> s write }
)");
  CHECK(has(by_bytes, "500/s / 400/s = 125%"));
  CHECK(has(by_bytes, "500/s at the peak x 2.5 KB"));
  CHECK(has(by_bytes, "size: 2.5 KB  (x.joist:2)"));
  const std::string by_tokens = explained("m.utilization", R"(client u
llm m { limit: 90k tokens/min, tokens: 1200 }
flow f @ 60/min { u -> m }
)");
  CHECK(has(by_tokens, "tokens: 1.2k  (x.joist:2)"));
}

TEST_CASE("explain tells what is carried of a load that is too much") {
  const std::string of = "client u\nservice s { capacity: 100/s }\nflow f @ 150/s { u -> s }\n";
  CHECK(has(explained("s.carried", of), "it carries 100/s, all that it can"));
}

TEST_CASE("explain names all parts of an availability, and their product") {
  const std::string serial = explained("f.availability", R"(client u
service web { availability: 99.95% }
database db { availability: 99.99% }
flow f @ 1/s { u -> web -> db }
)");
  CHECK(has(serial, "99.95% of `web` x 99.99% of `db` = 99.94%"));
  const std::string small = explained("f.availability", R"(client u
service web { availability: 99.95% }
service db { availability: 99.99% }
service q { availability: 99.9% }
flow f @ 1/s { u -> web -> db | q }
)");
  CHECK(has(small, "availability: 99.99%  (x.joist:3)"));
  CHECK(has(small, "availability: 99.9%  (x.joist:4)"));
}

TEST_CASE("explain tells how many calls are made at a time, and what the time of each is") {
  const std::string text = explained("f.latency", R"(client u
service leaf { latency: 1 ms }
flow f @ 1/h { u -> leaf x 100 { parallel: 100 } }
)");
  CHECK(has(text, "100 calls a request x (1 ms service), 100 at a time: as long as the slowest"));
  CHECK(has(text, "latency: 1 ms  (x.joist:2)"));
}

TEST_CASE("explain gives what is taken out of a queue the size of what was put in") {
  const std::string text = explained("q.bandwidth", R"(client u
queue q
worker w
flow f @ 10/s { u ~> q { size: 1 KB } ~> w }
)");
  CHECK(has(text, "x 1 KB, as large as what is put in"));
  CHECK_FALSE(has(text, "no `size`"));
}

TEST_CASE(
    "explain tells how the part follows that is left after all attempts, and how much is late") {
  const std::string of = R"(client u
service a { latency: 1 ms }
service b { latency: 50 ms }
service c { latency: 1 ms }
flow f @ 1/s { u -> a -> b { fails: 10%, retries: 2, timeout: 92 ms }; a -> c on fail b }
)";
  CHECK(has(explained("c.load", of), "1/s x 0.001 (0.1^3)"));
  CHECK(has(explained("b.attempts", of), "answers all but about 15.9% of them by then"));
}

TEST_CASE("explain says how many of those that share a load have to be up") {
  const std::string text = explained("f.pairs", R"(client u
lb l
service a, b, c { capacity: 1/s }
flow f @ 2/s { u -> l -> a, b, c }
)");
  CHECK(has(text, "2 of `a`, `b` and `c` are needed"));
}

}  // namespace joist::tests

// A small discrete-event simulation, seeded, beside the closed forms: they agree within its noise.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/analyse.hpp"
#include "tests/design.hpp"

namespace joist::tests {
namespace {

// Numbers that are the same with every compiler (Steele, Lea, Flood, "Fast splittable pseudorandom
// number generators", OOPSLA 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  double uniform() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return (static_cast<double>((z ^ (z >> 31)) >> 11) + 0.5) * 0x1.0p-53;
  }
  double exponential(double mean) { return -mean * std::log(uniform()); }

 private:
  std::uint64_t state_;
};

struct Station {
  int servers = 1;
  double service = 1;           // mean, exponential
  double arrivals = 0;          // a second, from outside
  std::vector<double> goes_to;  // probability by station; the rest leaves
};

struct Observed {
  std::vector<std::vector<double>> waits, responses;  // by station
  std::vector<double> whole;                          // from entering to leaving
};

// First come, first served at each station, from empty; the first tenth is left out.
class Simulation {
 public:
  Simulation(std::vector<Station> stations, std::uint64_t seed)
      : stations_(std::move(stations)),
        random_(seed),
        waiting_(stations_.size()),
        busy_(stations_.size(), 0) {}

  Observed run(double seconds) {
    observed_.waits.resize(stations_.size());
    observed_.responses.resize(stations_.size());
    for (std::size_t s = 0; s < stations_.size(); ++s) schedule_arrival(s, 0);
    while (!events_.empty() && events_.top().time < seconds) {
      const Event event = events_.top();
      events_.pop();
      if (event.enters) {
        schedule_arrival(event.station, event.time);
        arrive(event.station, {event.time, event.time}, event.time);
      } else {
        leave(event, seconds / 10);
      }
    }
    return std::move(observed_);
  }

 private:
  struct Job {
    double entered = 0, arrived = 0;
  };
  struct Event {
    double time = 0;
    std::size_t station = 0;
    bool enters = false;
    Job job;
    double started = 0;
    bool operator>(const Event& other) const { return time > other.time; }
  };

  void schedule_arrival(std::size_t station, double now) {
    const double rate = stations_[station].arrivals;
    if (rate > 0) events_.push({now + random_.exponential(1 / rate), station, true, {}, 0});
  }

  void arrive(std::size_t station, Job job, double now) {
    job.arrived = now;
    if (busy_[station] < stations_[station].servers) {
      start(station, job, now);
    } else {
      waiting_[station].push(job);
    }
  }

  void start(std::size_t station, const Job& job, double now) {
    ++busy_[station];
    events_.push({now + random_.exponential(stations_[station].service), station, false, job, now});
  }

  void leave(const Event& event, double from) {
    const std::size_t station = event.station;
    --busy_[station];
    if (event.job.entered > from) {
      observed_.waits[station].push_back(event.started - event.job.arrived);
      observed_.responses[station].push_back(event.time - event.job.arrived);
    }
    // Who waits comes before who comes back.
    if (!waiting_[station].empty()) {
      const Job job = waiting_[station].front();
      waiting_[station].pop();
      start(station, job, event.time);
    }
    double chance = random_.uniform();
    std::size_t next = 0;
    const std::vector<double>& goes_to = stations_[station].goes_to;
    while (next < goes_to.size() && chance >= goes_to[next]) chance -= goes_to[next++];
    if (next < goes_to.size()) {
      arrive(next, event.job, event.time);
    } else if (event.job.entered > from) {
      observed_.whole.push_back(event.time - event.job.entered);
    }
  }

  std::vector<Station> stations_;
  Random random_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::vector<std::queue<Job>> waiting_;
  std::vector<int> busy_;
  Observed observed_;
};

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double quantile(std::vector<double> values, double share) {
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

doctest::Approx within(double value, double part) {
  return doctest::Approx(value).epsilon(part);
}

analysis::Results analysed(const Design& design) {
  analysis::Options options;
  options.redundancy = false;
  options.extent = analysis::Extent::everything;
  return analysis::analyse(design.model(), options);
}

void compare(const analysis::ComponentLatency& closed, const std::vector<double>& waits,
             const std::vector<double>& responses, double noise) {
  CHECK(mean(waits) == within(closed.wait.mean, noise));
  CHECK(mean(responses) == within(closed.response.mean, noise));
  CHECK(quantile(responses, 0.95) == within(closed.response.p95, noise));
  CHECK(quantile(responses, 0.5) == within(closed.response.p50, noise));
  const auto waited = std::count_if(waits.begin(), waits.end(), [](double w) { return w > 0; });
  CHECK(static_cast<double>(waited) / static_cast<double>(waits.size()) ==
        within(closed.wait_probability, noise));
}

}  // namespace

TEST_CASE("a simulated M/M/c queue waits as its closed form says") {
  for (const auto& [count, rate] : {std::pair{1, 0.7}, {3, 2.4}, {8, 6.4}}) {
    Design d;
    d.add("u", Role::source);
    d.add("q", Role::pass, {{Attribute::concurrency, count}, {Attribute::latency, 1}});
    d.flow("f", rate).arrow("u", "q");
    const analysis::Results closed = analysed(d);
    const Observed seen = Simulation({{count, 1, rate, {}}}, 1).run(300'000);
    compare(closed.latency[1], seen.waits[0], seen.responses[0], 0.04);
  }
}

TEST_CASE("a simulated tandem takes as long from end to end as its closed form says") {
  Design d;
  d.add("u", Role::source);
  d.add("a", Role::pass, {{Attribute::capacity, 1}, {Attribute::latency, 1}});
  d.add("b", Role::pass, {{Attribute::capacity, 2}, {Attribute::latency, 1}});
  d.flow("f", 0.6).arrow("u", "a").arrow("a", "b");
  const analysis::Results closed = analysed(d);
  const Observed seen = Simulation({{1, 1, 0.6, {0, 1}}, {2, 1, 0, {}}}, 2).run(400'000);
  const analysis::Percentiles& whole = *closed.flow_latency[1].latency;
  CHECK(mean(seen.whole) == within(whole.mean, 0.03));
  CHECK(quantile(seen.whole, 0.5) == within(whole.p50, 0.03));
  CHECK(quantile(seen.whole, 0.95) == within(whole.p95, 0.03));
  CHECK(quantile(seen.whole, 0.99) == within(whole.p99, 0.04));
}

TEST_CASE("in a simulated Jackson network with feedback every queue is as the closed form says") {
  Design d;
  d.add("u", Role::source);
  d.add("cpu", Role::pass, {{Attribute::capacity, 4}, {Attribute::latency, 0.25}});
  d.add("disk", Role::pass, {{Attribute::capacity, 3}, {Attribute::latency, 1}});
  d.flow("f", 0.8).arrow("u", "cpu");
  d.arrow("cpu", "disk", {.x = 0.6, .call = Call::async});
  d.arrow("cpu", "cpu", {.x = 0.2, .call = Call::async});
  d.arrow("disk", "cpu", {.x = 0.9, .call = Call::async});
  const analysis::Results closed = analysed(d);
  const std::vector<Station> stations = {{1, 0.25, 0.8, {0.2, 0.6}}, {3, 1, 0, {0.9, 0}}};
  const Observed seen = Simulation(stations, 3).run(300'000);
  compare(closed.latency[1], seen.waits[0], seen.responses[0], 0.06);
  compare(closed.latency[2], seen.waits[1], seen.responses[1], 0.06);
  // Little's law over the whole: what is in it, over what enters.
  const double inside = closed.latency[1].in_system + closed.latency[2].in_system;
  CHECK(mean(seen.whole) == within(inside / 0.8, 0.05));
}

}  // namespace joist::tests

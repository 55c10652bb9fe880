// What is asked of one component, as curves over the number of its copies.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/capacity_facts.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// Utilisation of the machine or shard that has the most to do: `spread` is divided by the copies
// that serve (of each shard; of the nodes, where they are stated), `each` falls on every one of
// them.
struct Curve {
  Limit limit = Limit::none;
  double spread = 0, each = 0;
  bool sharded = false;  // more shards would lower it

  double at(double copies) const;
  friend bool operator==(const Curve&, const Curve&) = default;
};

// What arrives at one component, at the peak and after its `limit`. Weighted: by `work`.
struct Arrivals {
  double requests = 0, reads = 0, writes = 0;            // weighted
  double count = 0, read_count = 0, write_count = 0;     // as they come
  double read_bytes = 0, write_bytes = 0;                // of those with a `size`
  double called_read_bytes = 0, called_write_bytes = 0;  // of the calls it makes
  double taken_bytes = 0, taken_unsized = 0;  // out of a queue: bytes, and messages without a size
  double service = 0;                         // sum of rate x own service time
  double service_squares = 0;                 // sum of rate x its square
  double held = 0;                            // sum of rate x `holds`
  double unsized = 0;                         // requests without a `size`
  bool timed = false;                         // a service time is known

  // Messages out of a queue are as large as those that went in, where nothing else is stated.
  double taken_like_written() const {
    return write_count > 0 ? taken_unsized * write_bytes / write_count : 0;
  }
  friend bool operator==(const Arrivals&, const Arrivals&) = default;
};
Arrivals scaled(Arrivals arrivals, double factor);
std::vector<Arrivals> arrivals(const model::Model& model, const CapacityFacts& facts,
                               const Traffic& traffic);

// Adds what one arrow brings, or takes away where its rates are negative.
void add_call(const ArrowFacts& facts, const ArrowLoad& load, std::vector<Arrivals>& all);

struct Demand {
  Fleet fleet;
  Arrivals arrivals;
  std::array<Curve, 5> curves;
  std::uint8_t count = 0;
  bool known = false;  // some capacity is known
  bool has_load = false;
  double skew = 0;         // of the load, that falls on the hottest shard however many there are
  double hold = 0;         // mean time a request keeps a place of `concurrency`
  double concurrency = 0;  // per instance; 0: not stated

  // Copies that serve, of `copies` that are left.
  double serving(double copies) const;
  // The curve of a limit; null without one.
  const Curve* curve(Limit limit) const;
  // Of the machine, and of the places of a pool, which are the capacity where no machine is stated:
  // what those load that wait for them.
  double machine_load() const;
  double pool_load(bool has_machine) const;
  // How many times the load of an even machine those have that hold the hottest key; 1 without one.
  double times_even() const;
  // The curve that decides, and its value.
  const Curve* tightest(double copies) const;
  double utilization(double copies) const;
  friend bool operator==(const Demand&, const Demand&) = default;
};
// `waits`: mean time that a request waits for the calls it makes.
Demand demand(const ComponentFacts& facts, const ComponentLoad& load, const Arrivals& arrivals,
              double waits);
// How much of its pool it takes; 0 without one.
double pool_utilization(const Demand& demand);
// Where requests wait without bound, for what no more places would help: the pool is as much too
// small as the load exceeds the one at which it is just full, this factor of the load.
void fill_pool(Demand& demand, double factor);

// What there may be more of, where more is asked for.
enum class Growth : std::uint8_t { copies, shards, either };

// The smallest number of instances (whole shards, or nodes) with utilisation at most `most` in the
// normal state, and at most 1 after each of `losses`: of one of so many zones that share the copies
// evenly, or of one copy where it is 0. None where no number is enough.
std::optional<double> needed_instances(const Demand& demand, double most,
                                       const std::vector<double>& losses, Growth growth);

// The arithmetic in words, a line each, into the results of a design.
void write_notes(const model::Model& model, const CapacityFacts& facts, const Traffic& traffic,
                 const std::vector<Demand>& demands, std::vector<CapacityResult>& results);

}  // namespace joist::analysis

// What a request does at each row of the traffic: its calls, in order.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/capacity_facts.hpp"
#include "analysis/traffic_network.hpp"

namespace joist::analysis {

struct Step;

// So many messages make a batch, and one comes in each `interval` on average: the first one waits
// for all the others.
struct Filling {
  double messages = 1, interval = 0;
  bool is_needed() const { return messages > 1 && interval > 0; }
  double mean() const { return (messages - 1) / 2 * interval; }
};

// The calls of one arrow, by one request that makes them.
struct Branch {
  std::uint32_t arrow = 0;
  std::uint32_t row = 0;  // where they go, in the list of all that requests do
  // The chance that one does there what others do, too: a read that a cache has not got, a write
  // into a store. The others go to `otherwise`; where that is `nowhere`, they end there.
  double goes_on = 1;
  std::uint32_t otherwise = nowhere;
  double count = 1;  // of calls
  double time = 0;   // service at the target, alone there
  bool timed = false;
  bool own_time = false;  // the arrow's own: exponential
  double delay = 0;
  double refused = 0;   // part of the calls that a limit at the target refuses, at once
  double timeout = 0;   // 0: none
  double parallel = 0;  // so many at a time; 0: one after the other
  double fails = 0;     // chance that one attempt fails
  std::uint32_t attempts = 1;
  Filling filling;           // of a consumer's batch
  std::uint32_t rounds = 0;  // leads back, and is made in all rounds but the last; 0: in each
  double made = 1;           // part of `count` that is left of it then, on average
  std::uint32_t before = 0;  // of a message: so many strides of calls come before it
  std::vector<Step> then;    // after each call, by how it ended: `on fail`, `on hit`, `on miss`

  // Each takes as long as the next: there is nothing to be cut, repeated or made side by side.
  bool is_repeated() const { return attempts > 1 && fails > 0; }
  bool is_side_by_side() const { return parallel > 1 && count > 1; }
  double expected_attempts() const;
};

// Side by side.
struct Stride {
  std::vector<Branch> branches;
};

// What is done together, or not at all: with that probability, one stride after the other.
struct Step {
  double probability = 1;
  std::vector<Stride> strides;
  model::When when = model::When::always;  // of what comes after a call: how that has to end
  bool within = true;  // beside what is called side by side with that call; else after all of it
};

// Of a cache what a read does that it has not got; reads that it has, and writes, stand apart
// behind the rows. Of a store what a write does.
struct RowCalls {
  ComponentId component;
  bool chooses = false;          // one of the steps, by their probabilities
  std::vector<Step> waited_for;  // calls
  // In the order of the text; `count` is then per request, below 1 a chance.
  std::vector<Branch> messages;
  double rate = 0;  // of such requests at the peak
  bool known = false;

  std::uint32_t strides() const;  // of all that is waited for
};

// How a consumer's batch fills, with messages of whichever flows.
Filling batch_filling(const model::Model& model, const std::vector<ArrowLoad>& loads,
                      const model::Arrow& written);

// By row of the network, with more behind them for caches. `admitted`, by component: the part of
// what arrives that its limit lets through, where calls are counted for those alone; may be empty.
// `wanted`, by component: rows of others are left empty; none: all.
std::vector<RowCalls> row_calls(const model::Model& model, const Network::Parts& network,
                                const Traffic& traffic, const CapacityFacts& facts,
                                const std::vector<double>& admitted = {},
                                const std::vector<char>& wanted = {});

}  // namespace joist::analysis

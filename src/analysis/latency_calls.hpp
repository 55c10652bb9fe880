// What a request does at each row of the traffic: its calls, in order.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/latency.hpp"
#include "analysis/traffic_network.hpp"

namespace joist::analysis {

// The calls of one arrow, by one request that makes them.
struct Branch {
  std::uint32_t arrow = 0;
  std::uint32_t row = 0;  // where they go
  double count = 1;       // of calls
  double time = 0;        // service at the target
  bool timed = false;
  double variation = 1;  // of that time
  double delay = 0;
  double timeout = 0;   // 0: none
  double parallel = 0;  // so many at a time; 0: one after the other
  double fails = 0;     // chance that one attempt fails
  std::uint32_t attempts = 1;
  double filling = 0;        // longest time for a batch to fill
  std::uint32_t rounds = 0;  // leads back, and is made in all rounds but the last; 0: in each
  double made = 1;           // part of `count` that is left of it then, on average
};

// Side by side.
struct Stride {
  std::vector<Branch> branches;
};

// What is done together, or not at all: with that probability, one stride after the other.
struct Step {
  double probability = 1;
  std::vector<Stride> strides;
};

struct RowCalls {
  ComponentId component;
  bool chooses = false;          // one of the steps, by their probabilities
  std::vector<Step> waited_for;  // calls
  std::vector<Branch> messages;  // `count` is then per request, below 1 a chance
  double rate = 0;               // peak
  bool known = false;
};

// By row of the network.
std::vector<RowCalls> row_calls(const model::Model& model, const Network::Parts& network,
                                const Traffic& traffic, const Capacities& capacities,
                                const std::vector<Service>& services);

}  // namespace joist::analysis

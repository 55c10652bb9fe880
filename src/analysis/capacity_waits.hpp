// How long requests wait for the calls that they make and wait for, queues of the callees included.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/capacity_demand.hpp"
#include "analysis/loops.hpp"

namespace joist::analysis {

// Keeps references to all that it is made of; nothing is known before it is.
class CallWaits {
 public:
  CallWaits(const model::Model& model, const CapacityFacts& facts, const Traffic& traffic,
            const std::vector<Arrivals>& arrivals);

  // By component with a pool: mean time that a request waits for its synchronous calls, with the
  // time each takes at its target, what that waits in turn, and the queue there; 0 for messages.
  // Infinite where a queue grows without bound and no timeout cuts it. Of others only what those
  // follow from.
  const std::vector<double>& all();
  const std::vector<double>& known() const { return waits_; }  // the same, once asked for
  // The same of one component with this factor on all that arrives anywhere.
  double at(ComponentId component, double factor);
  // Whether a queue is part of it, so that it does not stay the same as the load grows.
  bool has_queues(ComponentId component) const { return queued_[component.index()] != 0; }
  // By component: whether a request that keeps one of counted places waits for it, or is there.
  std::vector<char> held_up() const;

 private:
  struct Call {
    std::uint32_t list = 0;
    double chance = 0, time = 0;
  };

  // A visit of a component in one flow: what its requests wait for differs from flow to flow.
  struct Visit {
    double count = 0;                  // requests per second
    double waits = 0;                  // of one of them
    std::vector<std::uint32_t> calls;  // arrows
  };

  void find_visits();
  void count_visits();
  void find_awaited();
  void find(std::span<const std::uint32_t> parts);
  double waits_of(std::uint32_t node);
  double waits_of(const Visit& visit) const;
  Call call_of(std::uint32_t index, double count) const;
  static double longest_of(std::vector<Call> calls);
  double queue_of(std::uint32_t node) const;
  double queue_of(const ComponentFacts& facts, std::uint32_t node) const;
  std::vector<std::uint32_t> parts_behind(std::uint32_t node) const;

  const model::Model& model_;
  const CapacityFacts& facts_;
  const Traffic& traffic_;
  const std::vector<Arrivals>& arrivals_;
  double factor_ = 1;
  std::vector<std::uint32_t> arrows_;  // by link
  Graph graph_;
  StrongParts parts_;
  std::vector<char> awaited_;          // by component: some request that keeps a place waits for it
  std::vector<std::uint32_t> wanted_;  // parts with those and with pools, callees first
  std::vector<Visit> visits_;
  std::vector<std::vector<std::uint32_t>> visits_of_;  // by component
  std::vector<std::uint32_t> head_;                    // the visit an arrow leads to, by arrow
  std::vector<double> waits_, queues_;                 // by component
  std::vector<char> queued_;                           // by component
};

}  // namespace joist::analysis

// How long requests wait for the calls that they make and wait for, queues of the callees included.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "analysis/capacity_demand.hpp"
#include "analysis/latency.hpp"
#include "analysis/latency_calls.hpp"
#include "analysis/loops.hpp"

namespace joist::analysis {

// Keeps references to all that it is made of; nothing is known before it is asked for all.
class CallWaits {
 public:
  CallWaits(const model::Model& model, const Network& network, const CapacityFacts& facts,
            const Traffic& traffic, const std::vector<Arrivals>& arrivals);

  // By component with a pool: mean time that a request waits for its synchronous calls, with the
  // time each takes at its target, what that waits in turn, and the queue there; 0 for messages.
  // It is the mean of what a flow's latency is composed of from there on. Infinite where a queue
  // grows without bound and no timeout cuts it. Of others only what those follow from.
  // `calls`: what arrives, or what is said of arrows, may have changed since.
  const std::vector<double>& all(bool calls = true);
  const std::vector<double>& known() const { return waits_; }  // the same, once asked for
  // The same of one component alone, and what those follow from; instead of all().
  double only(ComponentId component);
  // The same of one component with this factor on all that arrives anywhere.
  double at(ComponentId component, double factor);
  // The same of all with the factor of a step (see bisect.hpp), kept until all() is called again.
  const std::vector<double>& at_step(int step);
  // Requests come back to it while they wait, so that how long one waits to get there, which is no
  // part of at(), is part of at_step().
  bool is_in_ring(ComponentId component) const;
  // Whether a queue is part of it, so that it does not stay the same as the load grows.
  bool has_queues(ComponentId component) const { return queued_[component.index()] != 0; }
  // By component: whether a request that keeps one of counted places waits for it, or is there.
  std::vector<char> held_up() const;
  // About what asking for all takes, and for one with another factor, in microseconds: counted, and
  // not measured.
  double effort() const;
  double effort_of(ComponentId component) const;

 private:
  void find_awaited();
  void read_calls();
  void find(std::span<const std::uint32_t> parts);
  double waits_of(std::uint32_t node);
  double waits_at(std::uint32_t row);
  double composed(std::uint32_t row, double guess);
  Service queue_of(std::uint32_t node) const;
  Service queue_of(const ComponentFacts& facts, std::uint32_t node) const;
  std::vector<std::uint32_t> parts_behind(std::uint32_t node) const;
  double effort_in(std::span<const std::uint32_t> parts) const;
  struct State;
  State state_of(std::span<const std::uint32_t> parts) const;
  void restore(State&& state);

  const model::Model& model_;
  const Network& network_;
  const CapacityFacts& facts_;
  const Traffic& traffic_;
  const std::vector<Arrivals>& arrivals_;
  double factor_ = 1;
  std::vector<std::uint32_t> arrows_;  // by link
  Graph graph_;
  StrongParts parts_;
  std::vector<char> awaited_;          // by component: some request that keeps a place waits for it
  std::vector<std::uint32_t> wanted_;  // parts with those and with pools, callees first
  std::vector<double> waits_;          // by component
  std::vector<Service> queues_;        // by component, of those waited for
  std::vector<char> queued_;           // by component
  std::vector<double> counts_;         // by component: requests of all flows
  std::vector<std::vector<std::uint32_t>> rows_of_;  // by component
  std::vector<RowCalls> rows_;
  std::vector<double> means_;         // by row: until all of its calls have answered
  std::vector<double> parts_of_sum_;  // by row: that, over the same with all one after the other
  std::vector<double> ends_;          // by row: of the grid that was long enough
  std::vector<std::uint32_t> place_;  // by row, see FlowTree
  bool refines_ = true;               // distributions are composed again
  double effort_ = 0;                 // of distributions that were composed, the last time
  // Of the components' calls by the time they take there, which no factor changes.
  mutable std::vector<std::optional<std::vector<ServiceSort>>> sorts_;
  std::map<int, std::vector<double>> steps_;  // waits by component
  std::uint32_t asked_ = nowhere;             // of at() the last time
  std::vector<std::uint32_t> behind_asked_;   // the parts behind that
};

}  // namespace joist::analysis

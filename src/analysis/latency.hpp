// How long requests take: at each component, until the caller has its answer, and until all is
// done.
#pragma once

#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/results.hpp"
#include "analysis/service_shape.hpp"
#include "analysis/sharing.hpp"
#include "analysis/traffic.hpp"
#include "analysis/waiting.hpp"
#include "model/model.hpp"

namespace joist::analysis {

struct CapacityFacts;
struct ComponentFacts;
class KeptTimes;

// One queue that requests meet at a component.
struct Queue {
  double share = 1;     // of the requests
  Wait place, machine;  // one waits for a place of its `concurrency`, then for the machine
  // Where all requests are served at once, each the slower the more there are (`discipline:
  // shared`), nobody waits, and a service takes so many times its time. Kleinrock, Queueing Systems
  // II, 4.4.
  double stretch = 1;
  Wait slowed;                      // what that is as a wait
  std::vector<Exponential> shared;  // the time of an exponential service then, in services
  double waiting() const { return place.overall() + machine.overall(); }
};

// One component as a queue, or as several: a hot shard has its own. Arrivals are Poisson and waits
// independent of each other.
struct Service {
  bool timed = false;       // its service time is known
  bool overloaded = false;  // some of it has to do as much as it can, or more
  double mean = 0;          // of the service
  ServiceShape own;         // of a call that takes the component's own time
  ServiceShape shape;       // of all kinds of calls together
  std::vector<Queue> queues = {Queue()};

  // Means over all queues: of waiting before a service of `time`, and of how much longer that takes
  // than `time` where it is shared.
  double waiting(double time) const;
  bool unbounded() const;
};

// `discipline: shared`.
bool shares_servers(const model::Model& model, ComponentId component);

// By component. Servers are concurrency x copies, or capacity x latency x copies; of a fraction of
// a server the figures lie between those of the whole numbers around it.
std::vector<Service> services(const model::Model& model, const Capacities& capacities);
Service service(const model::Model& model, const Capacities& capacities, ComponentId component);
// `sorts`: as service_sorts has them.
Service service(const model::Model& model, const ComponentFacts& facts, const Demand& demand,
                ComponentId component, std::vector<ServiceSort> sorts);
// The calls of a component by the time that they take there, in shares of all; empty where all take
// the same.
std::vector<ServiceSort> service_sorts(const CapacityFacts& facts, const Traffic& traffic,
                                       ComponentId component);
// Of both together, with that share of the requests at the second.
Service mixed(const Service& one, const Service& other, double share_of_other);

// The means alone, without percentiles.
ComponentLatency mean_times(const Service& service, double rate);
ComponentLatency component_latency(const Service& service, double rate);

// By flow, for those that are `wanted` (by flow): distributions composed along the calls. One after
// the other they add, side by side the slowest counts, caches and shares mix, timeouts cut.
// `efforts`, by flow: about what each took, in microseconds, counted and not measured. `kept`: of
// flows that were asked for before, taken in and added to; null: none.
std::vector<FlowLatency> flow_latencies(const model::Model& model, const Network& network,
                                        const Traffic& traffic, const Capacities& capacities,
                                        const std::vector<Service>& services,
                                        const std::vector<char>& wanted,
                                        std::vector<double>& efforts, KeptTimes* kept = nullptr);

}  // namespace joist::analysis

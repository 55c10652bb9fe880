// Components as queues: servers, waiting and response.
#include "analysis/latency.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/capacity_demand.hpp"
#include "analysis/percentiles.hpp"

namespace joist::analysis {
namespace {

constexpr double most_shared = 0.999;  // load up to which the shape of shared times is followed

// Between the whole numbers of servers around `servers`, each together as fast as all of them.
Wait wait_of(double servers, double rate, double capacity, const ServiceShape& shape) {
  if (std::isinf(capacity)) return {};
  const double variation = shape.variation;
  const auto with = [&](double count) {
    return wait_in_queue(count, rate, count / capacity, variation);
  };
  const double low = std::max(1.0, std::floor(servers + 1e-9));
  const double part = std::max(0.0, servers - low);
  Wait below = with(low);
  if (part < 1e-9 && low <= 1 && std::isfinite(below.mean) && !shape.is_exponential()) {
    below.service = 1 / capacity;
    below.shape = shape;
  }
  if (part < 1e-9 || std::isinf(below.mean)) return below;
  const Wait above = with(low + 1);
  const double probability = below.probability + (above.probability - below.probability) * part;
  const double overall = below.overall() + (above.overall() - below.overall()) * part;
  return {probability, probability > 0 ? overall / probability : 0};
}

class Queueing {
 public:
  Queueing(const ComponentFacts& facts, const Demand& demand, double p99, bool shared,
           std::vector<ServiceSort> sorts)
      : facts_(facts), demand_(demand), in_(demand.arrivals), shared_(shared) {
    const bool called = in_.count > 0;
    service_.timed = called ? in_.timed : !std::isnan(facts.latency);
    if (!service_.timed) return;
    service_.mean = called ? in_.service / in_.count : facts.latency;
    if (facts.latency > 0 && p99 > 0) service_.own = shape_of(facts.latency, p99);
    service_.shape = service_.own;
    if (!called || service_.mean <= 0 || sorts.empty()) return;
    // What states a time of its own takes an exponential one.
    for (ServiceSort& sort : sorts)
      if (std::abs(sort.time * service_.mean - facts.latency) < 1e-9 * facts.latency)
        sort.shape = service_.own;
    service_.shape = shape_of(std::move(sorts));
  }

  Service run() {
    const Fleet& fleet = facts_.fleet;
    if (fleet.nodes == 0) parts_ = fleet.shards;
    if (!demand_.has_load || in_.count <= 0) return service_;
    service_.overloaded = demand_.known && demand_.utilization(fleet.copies()) >= 1;
    if (fleet.nodes > 0) {
      on_nodes();
      return service_;
    }
    const double skew = fleet.shards <= 1 ? 0 : std::min(facts_.skew, 1.0);
    if (skew * fleet.shards <= 1) {
      service_.queues = {queue(1, 1)};
      return service_;
    }
    // The hottest shard, and what is left for the others.
    service_.queues = {queue(skew, skew * fleet.shards)};
    if (skew < 1)
      service_.queues.push_back(queue(1 - skew, (1 - skew) * fleet.shards / (fleet.shards - 1)));
    return service_;
  }

 private:
  // The hottest key has its copies on as many nodes; what is left is for the others.
  void on_nodes() {
    const Fleet& fleet = facts_.fleet;
    const double skew = std::min(facts_.skew, 1.0), times = demand_.times_even();
    const double others = fleet.nodes - fleet.replicas;
    if (times <= 1 || others <= 0) {
      service_.queues = {queue(1, 1)};
      return;
    }
    parts_ = fleet.nodes / fleet.replicas;
    service_.queues = {queue(skew, times)};
    parts_ = fleet.nodes / others;
    const double left = (fleet.nodes - fleet.replicas * times) / others;
    if (skew < 1) service_.queues.push_back(queue(1 - skew, std::max(0.0, left)));
  }

  // `times`: the load of one such shard, in those of an even one.
  Queue queue(double share, double times) const {
    Queue queue;
    queue.share = share;
    const bool machine = facts_.carries.reads || facts_.carries.writes;
    const bool places = demand_.concurrency > 0 && demand_.hold > 0;
    // A request that keeps its place for nothing but its service meets one queue: before the places
    // where those are fewer than what the machine serves at once, else before the machine.
    const bool one_queue = machine && places && holds_for_service();
    const bool fewer_places = one_queue && load_of_pool() > demand_.machine_load();
    if (machine && service_.timed && service_.mean > 0 && !fewer_places)
      wait_for_machine(times, queue);
    if (places && (!one_queue || fewer_places)) wait_for_place(times, queue);
    return queue;
  }

  bool holds_for_service() const {
    return std::abs(demand_.hold - service_.mean) <= 1e-12 * demand_.hold;
  }

  double load_of_pool() const {
    return demand_.pool_load(facts_.carries.reads || facts_.carries.writes);
  }

  void wait_for_machine(double times, Queue& queue) const {
    const double load = demand_.machine_load();
    if (load <= 0) return;
    const double rate = in_.count / parts_, capacity = rate / load;
    queue.machine = wait_of(capacity * service_.mean, rate * times, capacity,
                            shared_ ? ServiceShape() : service_.shape);
    if (shared_) share(capacity * service_.mean, rate * times / capacity, queue.machine, queue);
  }

  void wait_for_place(double times, Queue& queue) const {
    const double load = load_of_pool();
    if (load <= 0) return;
    // Where every copy takes each write there are as many places as one copy has.
    const double rate = in_.count / parts_, places = rate / load * demand_.hold;
    const double hold = demand_.hold + queue.machine.overall();
    const bool serves = holds_for_service();
    queue.place = wait_of(places, rate * times, places / hold,
                          serves && !shared_ ? service_.shape : ServiceShape());
    if (shared_ && serves) share(places, rate * times * hold / places, queue.place, queue);
  }

  // The mean is that of first come, first served, and does not depend on how service times vary.
  void share(double servers, double load, Wait& wait, Queue& queue) const {
    if (std::isinf(wait.mean)) return;
    queue.stretch = 1 + wait.overall() / service_.mean;
    double mean = 0;
    queue.shared = sojourn_when_shared(std::max(1.0, servers), std::min(load, most_shared));
    for (const Exponential& each : queue.shared) mean += each.share * each.mean;
    for (Exponential& each : queue.shared) each.mean *= queue.stretch / mean;
    queue.slowed = wait;
    wait = {};
  }

  const ComponentFacts& facts_;
  const Demand& demand_;
  const Arrivals& in_;
  bool shared_;
  Service service_;
  double parts_ = 1;
};

Percentiles of_one(double mean, const Wait& wait, double service) {
  const auto at = [&](double share) { return response_quantile(wait, service, share); };
  return {mean, at(0.5), at(0.9), at(0.95), at(0.99), at(0.999)};
}

// As if those waited who are slowed down.
Queue slowed_as_wait(Queue queue) {
  if (queue.stretch > 1) queue.machine = queue.slowed;
  return queue;
}

// Waiting alone, or until the answer.
Masses times_on(const Grid& grid, const Service& service, bool until_answer) {
  Masses all = grid.never();
  const ServiceShape& shape = service.shape;
  for (const Queue& queue : service.queues) {
    Masses masses = grid.nothing();
    const bool shared = until_answer && !queue.shared.empty() && shape.is_exponential();
    grid.add_wait(masses, queue.place);
    grid.add_wait(masses, shared ? queue.machine : slowed_as_wait(queue).machine);
    if (shared) {
      grid.add_mixture(masses, queue.shared, service.mean);
    } else if (until_answer) {
      grid.add_service(masses, service.mean, shape);
    }
    add(all, masses, queue.share);
  }
  return all;
}

}  // namespace

double Service::waiting(double time) const {
  double sum = 0;
  for (const Queue& queue : queues) {
    const double slower = queue.stretch > 1 ? (queue.stretch - 1) * time : 0;
    sum += queue.share * (queue.waiting() + slower);
  }
  return sum;
}

bool Service::unbounded() const {
  if (overloaded) return true;
  return std::any_of(queues.begin(), queues.end(), [](const Queue& queue) {
    return std::isinf(queue.place.mean) || std::isinf(queue.machine.mean);
  });
}

Service mixed(const Service& one, const Service& other, double share_of_other) {
  Service both = one;
  both.overloaded = one.overloaded || other.overloaded;
  for (Queue& queue : both.queues) queue.share *= 1 - share_of_other;
  for (const Queue& queue : other.queues) {
    both.queues.push_back(queue);
    both.queues.back().share *= share_of_other;
  }
  return both;
}

std::vector<Service> services(const model::Model& model, const Capacities& capacities) {
  std::vector<Service> all;
  const std::size_t count = capacities.demands().size();
  all.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back(service(model, capacities, ComponentId(i)));
  }
  return all;
}

Service service(const model::Model& model, const Capacities& capacities, ComponentId component) {
  return service(model, capacities.facts().components[component.index()],
                 capacities.demands()[component.index()], component,
                 service_sorts(capacities.facts(), capacities.traffic(), component));
}

bool shares_servers(const model::Model& model, ComponentId component) {
  const model::StatedText* discipline = model.text(component, model::Attribute::discipline);
  return discipline != nullptr && discipline->value() == "shared";
}

Service service(const model::Model& model, const ComponentFacts& facts, const Demand& demand,
                ComponentId component, std::vector<ServiceSort> sorts) {
  const model::Stated* p99 = model.number(component, model::Attribute::latency_p99);
  return Queueing(facts, demand, p99 ? p99->value() : 0, shares_servers(model, component),
                  std::move(sorts))
      .run();
}

ComponentLatency mean_times(const Service& service, double rate) {
  ComponentLatency result;
  result.known = service.timed;
  if (!service.timed) return result;
  result.variation = service.shape.variation;
  const double waiting = service.unbounded() ? infinity : service.waiting(service.mean);
  result.wait.mean = waiting;
  result.response.mean = waiting + service.mean;
  result.in_system = rate * (waiting + service.mean);
  return result;
}

ComponentLatency component_latency(const Service& service, double rate) {
  ComponentLatency result = mean_times(service, rate);
  if (!service.timed) return result;
  if (service.unbounded()) {
    result.wait = result.response = without_bound();
    result.wait_probability = 1;
    return result;
  }
  for (const Queue& each : service.queues) {
    const Queue queue = slowed_as_wait(each);
    const double place = queue.place.probability, machine = queue.machine.probability;
    result.wait_probability += queue.share * (place + machine * (1 - place));
  }
  const double waiting = result.wait.mean, mean = result.response.mean;
  const Queue first = slowed_as_wait(service.queues.front());
  const bool closed =
      service.queues.size() == 1 && !(first.place.probability > 0 && first.machine.probability > 0);
  const Wait& wait = first.place.probability > 0 ? first.place : first.machine;
  const bool exponential = closed && wait.service <= 0;
  const auto times = [&](double about, bool until_answer) {
    return percentiles(about, about,
                       [&](const Grid& grid) { return times_on(grid, service, until_answer); });
  };
  result.wait = exponential ? of_one(waiting, wait, 0) : times(waiting, false);
  const bool plain =
      exponential && service.shape.is_exponential() && service.queues.front().shared.empty();
  result.response = plain ? of_one(mean, wait, service.mean) : times(mean, true);
  return result;
}

}  // namespace joist::analysis

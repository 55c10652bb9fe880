// Components as queues: servers, waiting and response.
#include "analysis/latency.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/capacity_demand.hpp"
#include "analysis/percentiles.hpp"

namespace joist::analysis {
namespace {

constexpr double z99 = 2.3263478740408408;  // of the standard normal

// Between the whole numbers of servers around `servers`, each together as fast as all of them.
Wait wait_of(double servers, double rate, double capacity, double variation) {
  const auto with = [&](double count) {
    return wait_in_queue(count, rate, count / capacity, variation);
  };
  const double low = std::max(1.0, std::floor(servers + 1e-9));
  const double part = std::max(0.0, servers - low);
  const Wait below = with(low);
  if (part < 1e-9 || std::isinf(below.mean)) return below;
  const Wait above = with(low + 1);
  const double probability = below.probability + (above.probability - below.probability) * part;
  const double overall = below.overall() + (above.overall() - below.overall()) * part;
  return {probability, probability > 0 ? overall / probability : 0};
}

// The lognormal with that mean and that 99th percentile: exp(z s - s^2 / 2) = p99 / mean.
double variation_of(double mean, double p99) {
  const double ratio = std::log(std::max(p99 / mean, 1.0));
  const double root = z99 * z99 - 2 * ratio;
  const double sigma = root > 0 ? z99 - std::sqrt(root) : z99;
  return std::expm1(sigma * sigma);
}

const Curve* curve_of(const Demand& demand, Limit a, Limit b) {
  for (std::uint8_t i = 0; i < demand.count; ++i) {
    if (demand.curves[i].limit == a || demand.curves[i].limit == b) return &demand.curves[i];
  }
  return nullptr;
}

class Queueing {
 public:
  Queueing(const ComponentFacts& facts, const Demand& demand, double p99, bool shared)
      : facts_(facts), demand_(demand), in_(demand.arrivals), shared_(shared) {
    const bool called = in_.count > 0;
    service_.timed = called ? in_.timed : !std::isnan(facts.latency);
    if (!service_.timed) return;
    service_.mean = called ? in_.service / in_.count : facts.latency;
    if (facts.latency > 0 && p99 > 0) service_.variation = variation_of(facts.latency, p99);
    service_.own_variation = service_.variation;
    if (!called || service_.mean <= 0) return;
    const double spread = in_.service_squares / in_.count / (service_.mean * service_.mean);
    service_.variation = (1 + service_.variation) * spread - 1;
  }

  Service run() {
    const Fleet& fleet = facts_.fleet;
    parts_ = fleet.nodes > 0 ? 1 : fleet.shards;
    serving_ = demand_.serving(fleet.copies());
    if (!demand_.has_load || in_.count <= 0) return service_;
    const bool machine = facts_.carries.reads || facts_.carries.writes;
    const bool places = demand_.concurrency > 0 && demand_.hold > 0;
    // A request that keeps its place for nothing but its service meets one queue: before the places
    // where those are fewer than what the machine serves at once, else before the machine.
    const bool one_queue = machine && places && holds_for_service();
    const bool fewer_places = one_queue && load_of_pool() > load_of_machine();
    if (machine && service_.timed && service_.mean > 0 && !fewer_places) wait_for_machine();
    if (places && (!one_queue || fewer_places)) wait_for_place();
    return service_;
  }

 private:
  bool holds_for_service() const {
    return std::abs(demand_.hold - service_.mean) <= 1e-12 * demand_.hold;
  }

  double load_of_machine() const {
    const Curve* curve = curve_of(demand_, Limit::capacity, Limit::reads_and_writes);
    return curve ? curve->at(serving_) : 0;
  }

  // Without a machine the pool is the capacity.
  double load_of_pool() const {
    const bool machine = facts_.carries.reads || facts_.carries.writes;
    const Curve* curve = curve_of(demand_, Limit::pool, machine ? Limit::pool : Limit::capacity);
    return curve ? curve->at(serving_) : 0;
  }

  void wait_for_machine() {
    const double load = load_of_machine();
    if (load <= 0) return;
    const double rate = in_.count / parts_, capacity = rate / load;
    const double variation = shared_ ? 1 : service_.variation;
    service_.machine = wait_of(capacity * service_.mean, rate, capacity, variation);
    if (shared_) share(service_.machine);
  }

  void wait_for_place() {
    const double load = load_of_pool();
    if (load <= 0) return;
    const double places = demand_.concurrency * serving_;
    const double rate = load * places / demand_.hold;
    const double hold = demand_.hold + service_.machine.overall();
    const bool serves = holds_for_service();
    const double variation = serves && !shared_ ? service_.variation : 1;
    service_.place = wait_of(places, rate, places / hold, variation);
    if (shared_ && serves) share(service_.place);
  }

  // The mean is that of first come, first served, and does not depend on how service times vary.
  void share(Wait& wait) {
    if (std::isinf(wait.mean)) return;
    service_.stretch = 1 + wait.overall() / service_.mean;
    service_.slowed = wait;
    wait = {};
  }

  const ComponentFacts& facts_;
  const Demand& demand_;
  const Arrivals& in_;
  bool shared_;
  Service service_;
  double parts_ = 1, serving_ = 1;
};

Percentiles without_bound() {
  return {infinity, infinity, infinity, infinity, infinity, infinity};
}

Percentiles of_one(double mean, const Wait& wait, double service) {
  const auto at = [&](double share) { return response_quantile(wait, service, share); };
  return {mean, at(0.5), at(0.9), at(0.95), at(0.99), at(0.999)};
}

}  // namespace

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
                 capacities.demands()[component.index()], component);
}

Service service(const model::Model& model, const ComponentFacts& facts, const Demand& demand,
                ComponentId component) {
  const model::Stated* p99 = model.number(component, model::Attribute::latency_p99);
  const model::StatedText* discipline = model.text(component, model::Attribute::discipline);
  const bool shared = discipline != nullptr && discipline->value() == "shared";
  return Queueing(facts, demand, p99 ? p99->value() : 0, shared).run();
}

ComponentLatency mean_times(const Service& service, double rate) {
  ComponentLatency result;
  result.known = service.timed;
  if (!service.timed) return result;
  const bool ends = !service.unbounded();
  const double waiting =
      service.place.overall() + service.machine.overall() + service.slowed.overall();
  result.wait.mean = ends ? waiting : infinity;
  result.response.mean = ends ? waiting + service.mean : infinity;
  result.in_system = ends ? rate * (waiting + service.mean) : infinity;
  return result;
}

ComponentLatency component_latency(const Service& service, double rate) {
  if (service.stretch > 1) {
    // As if it waited, for what is shown of waiting.
    Service slow = service;
    slow.stretch = 1;
    slow.mean = service.taken();
    ComponentLatency result = component_latency(slow, rate);
    result.wait = of_one(service.slowed.overall(), service.slowed, 0);
    result.wait_probability = service.slowed.probability;
    return result;
  }
  ComponentLatency result;
  if (!service.timed) return result;
  result.known = true;
  if (service.unbounded()) {
    result.wait = result.response = without_bound();
    result.wait_probability = 1;
    result.in_system = infinity;
    return result;
  }
  const double waiting = service.place.overall() + service.machine.overall();
  const double mean = waiting + service.mean;
  result.in_system = rate * mean;
  result.wait_probability = 1 - (1 - service.place.probability) * (1 - service.machine.probability);
  const bool both = service.place.probability > 0 && service.machine.probability > 0;
  const Wait& one = service.place.probability > 0 ? service.place : service.machine;
  const auto waits = [&](const Grid& grid) {
    Masses masses = grid.nothing();
    grid.add_wait(masses, service.place);
    grid.add_wait(masses, service.machine);
    return masses;
  };
  result.wait = both ? percentiles(waiting, waiting, waits) : of_one(waiting, one, 0);
  if (!both && std::abs(service.variation - 1) < 1e-9) {
    result.response = of_one(mean, one, service.mean);
    return result;
  }
  result.response = percentiles(mean, mean, [&](const Grid& grid) {
    Masses masses = waits(grid);
    if (std::abs(service.variation - 1) < 1e-9) {
      grid.add_exponential(masses, service.mean);
      return masses;
    }
    return grid.sum(masses, grid.lognormal(service.mean, service.variation));
  });
  return result;
}

}  // namespace joist::analysis

// Curves of utilisation: reads and writes on shared machines, hot shards, pools and bandwidth.
#include "analysis/capacity_demand.hpp"

#include <algorithm>
#include <cmath>

namespace joist::analysis {
namespace {

class DemandMaker {
 public:
  DemandMaker(const ComponentFacts& facts, const ComponentLoad& load, const Arrivals& arrivals,
              double waits, Demand& demand)
      : facts_(facts), waits_(waits), demand_(demand) {
    demand_.fleet = facts.fleet;
    demand_.arrivals = arrivals;
    demand_.has_load = load.known;
    demand_.skew = facts.skew;
  }

  void run() {
    add_machines();
    if (facts_.carries.bytes) add_bytes(*facts_.carries.bytes, Limit::capacity);
    add_pool();
    if (facts_.bandwidth > 0) add_bandwidth(facts_.bandwidth);
  }

 private:
  void add_machines() {
    const Carries& carried = facts_.carries;
    const Arrivals& in = demand_.arrivals;
    const bool bytes = carried.read_bytes || carried.write_bytes;
    if (!carried.reads && !carried.writes && !bytes) return;
    if (bytes && in.unsized > 0) return;
    if (!facts_.tells_apart) {
      if (bytes) {
        const double each = carried.read_bytes ? *carried.read_bytes : *carried.write_bytes;
        return add_shared(Limit::capacity, over(in.read_bytes + in.write_bytes, each), 0);
      }
      const double each = carried.reads ? *carried.reads : *carried.writes;
      add_shared(Limit::capacity, over(in.requests, each), 0);
      return;
    }
    if (is_of_unknown_sort()) return;
    const Limit limit = carried.apart ? Limit::reads_and_writes : Limit::capacity;
    const double reads =
        carried.read_bytes
            ? over(in.read_bytes + in.taken_bytes + in.taken_like_written(), *carried.read_bytes)
        : carried.reads ? over(in.reads, *carried.reads)
                        : 0;
    const double writes = carried.write_bytes ? over(in.write_bytes, *carried.write_bytes)
                          : carried.writes    ? over(in.writes, *carried.writes)
                                              : 0;
    add_shared(limit, reads, writes);
  }

  // All that arrives are reads, and only what it can write is stated; or the other way round.
  bool is_of_unknown_sort() const {
    const Carries& carried = facts_.carries;
    const Arrivals& in = demand_.arrivals;
    const bool reads = carried.reads || carried.read_bytes;
    const bool writes = carried.writes || carried.write_bytes;
    if (in.reads + in.writes <= 0) return false;
    return reads ? !writes && in.reads <= 0 : in.writes <= 0;
  }

  static double over(double load, double capacity) {
    if (load == 0) return 0;
    return capacity > 0 ? load / capacity : infinity;
  }

  // `reads` and `writes` in machines that do nothing else. A copy serves its part of the reads of
  // its shard and all of the writes; on nodes every copy of a write takes its part of some node.
  void add_shared(Limit limit, double reads, double writes) {
    const Fleet& fleet = demand_.fleet;
    demand_.known = true;
    const double serving = std::max(1.0, fleet.replicas - fleet.standby);
    if (fleet.nodes > 0) {
      const double reading = serving / std::max(1.0, fleet.replicas);
      add({limit, reads / reading + writes * fleet.replicas, 0, false});
      const double hottest = std::max(facts_.skew, fleet.shards > 1 ? 1 / fleet.shards : 0);
      if (facts_.skew > 0) {
        add({Limit::hottest_shard, 0, hottest * (reads / serving + writes), false});
      }
      return;
    }
    const double even = 1 / fleet.shards;
    add({limit, reads * even, writes * even, true});
    if (facts_.skew > even && fleet.shards > 1) {
      add({Limit::hottest_shard, reads * facts_.skew, writes * facts_.skew, false});
    }
  }

  void add_bytes(double each, Limit limit) {
    const Arrivals& in = demand_.arrivals;
    if (in.unsized > 0) return;
    if (facts_.tells_apart) {
      add_shared(limit, over(in.read_bytes, each), over(in.write_bytes, each));
    } else {
      add_shared(limit, over(in.read_bytes + in.write_bytes, each), 0);
    }
  }

  // Little's law: the places taken are the rate times how long each is held.
  void add_pool() {
    const Arrivals& in = demand_.arrivals;
    demand_.hold = in.count > 0 ? (in.service + in.held) / in.count : 0;
    if (facts_.concurrency <= 0) return;
    demand_.concurrency = facts_.concurrency;
    demand_.hold += waits_;
    if (!in.timed && waits_ == 0) return;
    const double busy = in.count * demand_.hold;
    const double writing = in.count > 0 ? in.write_count / in.count : 0;
    const double places = over(busy, demand_.concurrency);
    const bool waiting = in.held > 0 || waits_ > 0;
    const bool machine = facts_.carries.reads || facts_.carries.writes;
    const Limit limit = waiting || machine ? Limit::pool : Limit::capacity;
    if (facts_.tells_apart) {
      add_shared(limit, places * (1 - writing), places * writing);
    } else {
      add_shared(limit, places, 0);
    }
  }

  // Both ways at once: the busier way counts. Reads answer with their payload, writes bring it in.
  void add_bandwidth(double each) {
    const Arrivals& in = demand_.arrivals;
    if (in.read_bytes + in.write_bytes + in.called_read_bytes + in.called_write_bytes == 0) return;
    const double calls_in = over(in.called_read_bytes, each);
    const double calls_out = over(in.called_write_bytes + in.taken_like_written(), each);
    if (facts_.tells_apart) {
      const Curve inward = curve(calls_in, over(in.write_bytes, each));
      const Curve outward = curve(over(in.read_bytes, each) + calls_out, 0);
      const double copies = demand_.serving(demand_.fleet.copies());
      add(inward.at(copies) > outward.at(copies) ? inward : outward);
    } else {
      add(curve(
          std::max(over(in.write_bytes, each) + calls_in, over(in.read_bytes, each) + calls_out),
          0));
    }
    demand_.known = true;
  }

  Curve curve(double reads, double writes) const {
    const Fleet& fleet = demand_.fleet;
    if (fleet.nodes > 0) return {Limit::bandwidth, reads + writes * fleet.replicas, 0, false};
    return {Limit::bandwidth, reads / fleet.shards, writes / fleet.shards, true};
  }

  void add(const Curve& curve) { demand_.curves[demand_.count++] = curve; }

  const ComponentFacts& facts_;
  double waits_;
  Demand& demand_;
};

const Curve* pool_of(const Demand& demand) {
  return demand.concurrency > 0 ? demand.curve(Limit::pool) : nullptr;
}

}  // namespace

double Curve::at(double copies) const {
  if (spread == 0) return each;
  return copies > 0 ? spread / copies + each : infinity;
}

double Demand::serving(double copies) const {
  if (fleet.nodes > 0) return copies;
  return std::min(copies, std::max(1.0, fleet.replicas - fleet.standby));
}

const Curve* Demand::curve(Limit limit) const {
  for (std::uint8_t i = 0; i < count; ++i)
    if (curves[i].limit == limit) return &curves[i];
  return nullptr;
}

double Demand::machine_load() const {
  const Curve* found = curve(Limit::capacity);
  if (!found) found = curve(Limit::reads_and_writes);
  return found ? found->at(serving(fleet.copies())) : 0;
}

double Demand::pool_load(bool has_machine) const {
  const Curve* found = curve(Limit::pool);
  if (!found && !has_machine) found = curve(Limit::capacity);
  return found ? found->at(serving(fleet.copies())) : 0;
}

double Demand::times_even() const {
  const double left = serving(fleet.copies());
  for (std::uint8_t i = 1; i < count; ++i) {
    const double even = curves[i - 1].at(left);  // a hot shard stands behind what it is a part of
    if (curves[i].limit == Limit::hottest_shard && even > 0) return curves[i].at(left) / even;
  }
  return 1;
}

const Curve* Demand::tightest(double copies) const {
  const double left = serving(copies);
  const Curve* found = nullptr;
  for (std::uint8_t i = 0; i < count; ++i) {
    if (!found || curves[i].at(left) > found->at(left)) found = &curves[i];
  }
  return found;
}

double Demand::utilization(double copies) const {
  if (count == 0) return 0;
  if (copies <= 0) {
    const Curve* curve = tightest(copies);
    return curve->spread + curve->each > 0 ? infinity : 0;
  }
  const double left = serving(copies);
  double most = curves[0].at(left);
  for (std::uint8_t i = 1; i < count; ++i) {
    const double at = curves[i].at(left);
    if (at > most) most = at;
  }
  return most;
}

double pool_utilization(const Demand& demand) {
  const Curve* pool = pool_of(demand);
  return pool ? pool->at(demand.serving(demand.fleet.copies())) : 0;
}

void fill_pool(Demand& demand, double factor) {
  const Curve* pool = pool_of(demand);
  if (!pool || !(factor > 0)) return;
  demand.curves[static_cast<std::size_t>(pool - demand.curves.data())] = {Limit::pool, 0,
                                                                          1 / factor, false};
  const Fleet& fleet = demand.fleet;
  const double serving = demand.serving(fleet.copies()) * (fleet.nodes > 0 ? 1 : fleet.shards);
  demand.hold = demand.concurrency * serving / (demand.arrivals.count * factor);
}

Demand demand(const ComponentFacts& facts, const ComponentLoad& load, const Arrivals& arrivals,
              double waits) {
  Demand demand;
  DemandMaker(facts, load, arrivals, waits, demand).run();
  return demand;
}

}  // namespace joist::analysis

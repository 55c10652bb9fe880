// How much each component carries: reads and writes on shared machines, pools, bandwidth and hot
// shards, against the load that the traffic brings.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analysis/results.hpp"
#include "analysis/traffic.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// How many there are of a component, at the most where it `scales`.
struct Fleet {
  double shards = 1;
  double replicas = 1;  // of each shard
  double standby = 0;   // of the replicas
  double nodes = 0;     // machines, where stated; else 0 and a copy is a machine
  double instances() const { return nodes > 0 ? nodes : shards * replicas; }
  // What `copies` below counts when nothing is lost: copies of each shard, or nodes.
  double copies() const { return nodes > 0 ? nodes : replicas; }
  friend bool operator==(const Fleet&, const Fleet&) = default;
};
Fleet fleet(const model::Model& model, ComponentId component);

// A provider's store: its copies are the provider's, and what carries more of the same data is more
// of its shards (prefixes, partitions, units of capacity).
bool grows_by_shards(const model::Model& model, ComponentId component);

// The share of free capacity that is wanted: the component's, its kind's, the design's, else 30%.
double headroom(const model::Model& model, ComponentId component);

// A fleet that has lost some of its copies.
struct FewerCopies {
  ComponentId component;
  double left = 0;    // copies of a shard that was hit, or nodes
  double shards = 1;  // the share of its shards that were
};

struct Arrivals;
struct Demand;
struct CapacityFacts;
class CallWaits;

// Capacity questions about one design under one traffic. Keeps references to all three.
class Capacities {
 public:
  Capacities(const model::Model& model, const Network& network, const Traffic& traffic);
  // The same design under another traffic and with fewer copies, without looking everything up
  // again.
  Capacities(const Capacities& like, const Traffic& traffic,
             std::span<const FewerCopies> fewer = {});
  ~Capacities();

  // After values of the model have changed, but nothing else of it: looks up again what `stated`
  // components say of themselves, and finds again what is asked of `asked` ones. Without `calls`
  // what arrives at them has not changed. Without `waits` nothing waits for its calls: for figures
  // that do not depend on it.
  void read_again(const std::vector<ComponentId>& stated, const std::vector<ComponentId>& asked,
                  bool calls, bool waits);

  // So many times what arrives at each of these, with the waits for calls as they are.
  void multiply(const std::vector<double>& factors, const std::vector<ComponentId>& asked);

  // Everything that is asked of a component in the normal state, but for the notes.
  // What is looked for with some effort: how many are needed, and the factor at which a pool that
  // waits in queues fills.
  struct Extras {
    bool needed = true, filled = true;
  };
  CapacityResult result(ComponentId component, Extras extras = {true, true}) const;
  // The same of every component; the arithmetic in words takes most of the time.
  std::vector<CapacityResult> results(bool with_notes = true) const;

  // False: neither capacity nor pool nor bandwidth is known, or the load is not.
  bool known(ComponentId component) const;

  // Utilisation if `copies` of each shard (of the nodes, where they are stated) are left: of the
  // shard that lost the most. Standbys step in for lost copies. Infinite at 0 copies under load;
  // 0 where nothing is known.
  double utilization(ComponentId component, double copies) const;

  // That of one component as it is, under another traffic; infinite, too, where it waits without
  // bound for its calls.
  double utilization_under(const Traffic& traffic, ComponentId component) const;

  // The smallest number of such copies (of a shard; of nodes) with utilisation at most `most`; at
  // least 1. None where no number is enough (writes reach every copy), 1 where nothing is known.
  std::optional<std::uint32_t> copies_needed(ComponentId component, double most = 1.0) const;

  // Instances that carry this at the peak without headroom; if it is `hit`, also after each loss
  // that a `need survive` names. None where no number is enough.
  std::optional<double> needed_for(ComponentId component, const Demand& demand, bool hit) const;

  // What it rests on, for those who ask again under a slightly different load.
  const CapacityFacts& facts() const { return *facts_; }
  const Traffic& traffic() const { return traffic_; }
  const std::vector<Demand>& demands() const { return demands_; }
  // About what those factors take to find, and waiting for calls in each traffic, in microseconds.
  double effort_of_filled() const;
  double effort_of_calls() const;
  // How long requests wait for their calls; null where no places are counted.
  CallWaits* calls() const { return calls_.get(); }

 private:
  void find_demands();
  void find_waits(bool calls);
  Demand demand_of(ComponentId component) const;
  Demand demand_at(ComponentId component, double factor) const;
  template <class Rising>
  double factor_at(ComponentId component, double most, const Rising& rising) const;
  double filled_at(ComponentId component) const;
  bool bends(ComponentId component) const;
  void find_needed(ComponentId component, double most, CapacityResult& result) const;

  const model::Model& model_;
  const Network& network_;
  const Traffic& traffic_;
  std::shared_ptr<CapacityFacts> facts_;
  std::vector<Demand> demands_;
  std::vector<Arrivals> arrivals_;
  std::unique_ptr<CallWaits> calls_;
  bool waits_ = true;  // for calls, see read_again
};

}  // namespace joist::analysis

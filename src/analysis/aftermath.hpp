// What is left after something is lost: copies, the load that moves, and what breaks under it.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/lasting.hpp"
#include "analysis/redundancy_cuts.hpp"
#include "analysis/ripples.hpp"
#include "base/fingerprint.hpp"

namespace joist::analysis {

// A component that lost some of its copies and goes on.
struct Weakened {
  ComponentId component;
  std::uint32_t left = 0;  // copies of the worst-hit shard that serve, or nodes
  double live = 1;         // share of what a cache holds that is still there
  double shards = 1;       // share of the shards that were hit
};

// A component that has to carry more than it can, and goes down.
struct Overloaded {
  ComponentId component;
  double utilization = 0;  // of what is left of it
};

// The world after a loss, as it settles.
struct Aftermath {
  std::vector<Downed> down;
  std::vector<Weakened> weakened;
  std::vector<Overloaded> overloaded;
  std::vector<ComponentId> leaderless;  // up, but for writes
  // Up, and called no longer where others can be: all they do needs what is down.
  std::vector<ComponentId> useless;
  bool moved = false;       // load went elsewhere
  bool load_moves = false;  // and has to be followed again
  bool begun = false;
  // What it was found from: components of which more was asked than what they are connected with;
  // each once or several times.
  std::vector<ComponentId> rests_on;
  bool rests_on_all = false;  // all was solved again
  std::size_t work = 0;       // arrows and components followed for it
};

// What aftermaths are found from, as fingerprints.
struct AftermathBasis {
  Fingerprint design;                // what is said of the whole design
  std::vector<Fingerprint> domains;  // what stands in each, in order
  // What each carries, needs, is needed by and is connected with. Of others they hold the lasting
  // numbers alone, so that they stay when these are counted anew.
  std::vector<Fingerprint> components;
};

// True if the group is the outer one or lies in it.
bool stands_in(const model::Model& model, model::GroupId group, model::GroupId outer);

// Makes aftermaths one after the other: strike and take down, then settle, then ask, then forget.
class Aftermaths {
 public:
  // Keeps references to all but the results.
  Aftermaths(const Failures& failures, const Network& network, const Capacities& normal,
             const Results& results);

  // What the loss itself takes from a component. Too little left for the load is not `down` yet:
  // that is what settling finds out.
  void strike(ComponentId component, const Lost& lost, Aftermath& after);
  void take_down(ComponentId component, Fault fault, Aftermath& after);
  // Components with a copy in the domain.
  const std::vector<ComponentId>& in(DomainId domain) const { return in_domain_[domain.index()]; }

  // One round: follows the load, and takes down what carries more than it can (and did not
  // before). False if nothing more breaks.
  bool settle(Aftermath& after);
  // Flows that cannot go on without what is down, in order.
  std::vector<FlowId> stopped(const Aftermath& after);
  void forget(const Aftermath& after);

  // How it is in the aftermath at hand: of what is left of a component, and of what it has left.
  double utilization(ComponentId component);
  // Instances that would carry the load that has come to it; nothing where none has.
  std::optional<double> needed(ComponentId component);
  double copies(ComponentId component) const;
  bool is_down(ComponentId component) const { return is_down_[component.index()]; }
  // What has other load than it always has.
  std::span<const ComponentId> changed() { return ripples().changed(); }
  // That, if load moved, and what lost copies, in order.
  void touched(const Aftermath& after, std::vector<ComponentId>& all);
  // How much it is used where that is more than usual, both known.
  std::optional<double> busier(ComponentId component);

  // The same with the cache empty, and nothing lost.
  void chill(ComponentId cache, Aftermath& after);
  bool known(ComponentId component);
  bool breaks_cold(ComponentId component);

  bool moves_load(ComponentId component) const { return movers_[component.index()]; }
  // Work that may still be done. Once there is none, nothing is followed any more.
  std::size_t budget() const { return budget_; }
  void spend(std::size_t work) { budget_ -= std::min(budget_, work); }
  bool is_spent() const { return budget_ == 0; }

  AftermathBasis basis(const Lasting& numbers);

 private:
  double live_shards(const Placement& placement, const Lost& lost) const;
  double shards_hit(const Placement& placement, const Lost& lost, std::uint32_t copies) const;
  // Somebody keeps a place while waiting for it.
  bool holds_up(ComponentId component) const;
  Outage outage_of(const Aftermath& after) const;
  Ripples& ripples();
  void apply(const Outage& outage, Aftermath& after);
  Fingerprint basis_of_design() const;
  std::vector<Fingerprint> basis_of_domains(std::vector<Fingerprint> prints,
                                            const Lasting& numbers) const;
  Fingerprint graph_print(const FlowGraph& graph, const Lasting& numbers) const;
  void follow(Aftermath& after, std::vector<Overloaded>& broken);
  // In order of the flows.
  using Literals = std::vector<std::pair<FlowId, std::uint32_t>>;
  Literals down_in(const Aftermath& after) const;
  // Calls `use` with each flow and what is down of it.
  template <class Use>
  static void by_flow(const Literals& down, Use use);
  void find_useless(Aftermath& after);
  bool others_can_be_called(ComponentId component, const std::vector<ComponentId>& failing) const;
  Alternatives& alternatives(FlowId flow);

  template <class Loads>
  bool breaks(const Loads& loads, ComponentId component) const;

  // How it is with nothing lost.
  struct Usual {
    double utilization = 0;
    bool known = false;
    bool strained = false;  // more than it can carry
  };

  const Failures& failures_;
  const Network& network_;
  std::vector<Usual> usual_;                          // by component
  std::vector<bool> movers_;                          // by component
  std::vector<std::vector<ComponentId>> lists_;       // of which one takes over from another
  std::vector<std::vector<std::uint32_t>> lists_of_;  // by component: its lists
  std::vector<char> held_up_;                         // the same, see CallWaits
  std::vector<std::vector<ComponentId>> in_domain_;   // by domain
  std::vector<std::vector<std::pair<FlowId, std::uint32_t>>> uses_;  // by component: literals of it
  std::vector<std::uint32_t> visits_;                                // by component: nodes of it
  std::vector<std::unique_ptr<Alternatives>> alternatives_;          // by flow, when asked for
  std::vector<bool> is_down_;                                        // by component
  std::vector<std::uint32_t> left_;                                  // copies, by component
  const Capacities& normal_;
  std::optional<Ripples> ripples_;
  std::vector<ComponentId> touched_;  // in the round at hand
  bool is_moved_ = false;             // the ripples are those of the aftermath at hand
  std::size_t budget_;
};

}  // namespace joist::analysis

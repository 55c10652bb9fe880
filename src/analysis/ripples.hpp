// What changes when something is lost, and nothing else: load that moves is followed only as far as
// it goes, so that thousands of losses can be tried on a large design.
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/lasting.hpp"
#include "analysis/traffic.hpp"
#include "base/fingerprint.hpp"

namespace joist::analysis {

// A state, told by what is not as usual in it. 0 live copies: down.
struct Outage {
  std::vector<std::pair<ComponentId, double>> live;
  std::vector<ComponentId> cold;
  std::vector<FewerCopies> fewer;
};

// The loads under one outage after another, at the peak. Keeps references to what it is made of.
class Ripples {
 public:
  Ripples(const model::Model& model, const Network& network, const Capacities& normal);
  ~Ripples();

  // Forgets the outage before. Where the change reaches a loop or a component with a `limit`, all
  // is solved again.
  void apply(const Outage& outage);

  // Components whose load is not the normal one, in order.
  std::span<const ComponentId> changed() const { return changed_; }
  // Components at which something was read of the network, each once or several times; without
  // those that are changed.
  std::span<const ComponentId> read() const { return read_; }
  // Adds what can be read of it at each component, whatever the outage.
  void add_basis(const Lasting& numbers, std::vector<Fingerprint>& components) const;
  // Whether all had to be solved again.
  bool is_solved_again() const;
  // How much was looked at, in arrows and components.
  std::size_t work() const;
  bool known(ComponentId component) const;
  // What is asked of it where that is not as usual; else null.
  const Demand* demand(ComponentId component) const;
  // As Capacities::utilization, under the outage applied.
  double utilization(ComponentId component, double copies) const;

 private:
  struct Index;
  bool follow(const Outage& outage);
  void solve_again(const Outage& outage);
  void restore();

  const model::Model& model_;
  const Network& network_;
  const Capacities& normal_;
  std::unique_ptr<Index> index_;
  std::vector<ComponentId> changed_, read_;
};

}  // namespace joist::analysis

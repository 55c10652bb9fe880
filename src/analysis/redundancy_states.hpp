// How many copies a component needs while others are down, since what those did comes to it.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "analysis/events.hpp"
#include "analysis/ripples.hpp"

namespace joist::analysis {

// No number of copies that a component has is enough for its load.
inline constexpr std::uint32_t too_much = 0x7fffffffu;

// What a design rests on in its normal state.
struct NormalState {
  const model::Model& model;
  const Placements& placements;
  const std::vector<Standing>& standings;  // by component
  const Network* network = nullptr;        // both or none: no load is known
  const Capacities* capacities = nullptr;
};

// One of the components among which a list shares its requests.
struct Member {
  ComponentId component;
  double weight = 1;
  double through = 0;  // share of its load that comes from the list
};

// States of a design in which some components are down, by number; 0 is the normal one.
class LoadStates {
 public:
  static constexpr std::size_t most_work = 3'000'000;  // arrows and components followed

  LoadStates(const NormalState& normal, std::size_t budget);
  ~LoadStates();

  // Done so far.
  std::size_t work() const { return work_; }
  // Forgets all states but the normal one, so that what is found next does not depend on them.
  void begin_anew();

  // With these down as well. Where the budget does not last: as if their load were gone.
  std::uint32_t without(std::uint32_t state, std::span<const ComponentId> down);
  // With those of a list down that are not `left` (by member). Where the budget does not last,
  // nothing but the shares of those left is looked at.
  std::uint32_t shared(std::uint32_t state, std::span<const Member> list,
                       const std::vector<bool>& left);

  // Whether a member of a list would have more than it carries if no others were left, as far as
  // that follows from its part of the list: false does not say that it can.
  bool overloads(std::span<const Member> list, const std::vector<bool>& left, std::size_t member);

  // A component that is up and carries another load than normally.
  struct Changed {
    ComponentId component;
    std::uint32_t needed = 1;
    double utilization = 0;  // with every copy up; 0 where nothing is known
  };
  const Changed* changed(std::uint32_t state, ComponentId component) const;
  // Whether more comes to a component of the state than normally.
  bool has_more(const Changed& changed) const;
  std::span<const Changed> all_changed(std::uint32_t state) const { return states_[state]; }
  std::span<const ComponentId> all_down(std::uint32_t state) const { return down_[state]; }
  bool is_down(std::uint32_t state, ComponentId component) const;
  // Copies of each shard (nodes, where stated) to carry its load. `too_much` if it cannot.
  std::uint32_t needed(std::uint32_t state, ComponentId component) const;

 private:
  using State = std::vector<Changed>;  // sorted by component

  std::uint32_t add(std::vector<ComponentId> down, State state);
  State follow(const std::vector<ComponentId>& down);
  State estimate(std::span<const Member> list, const std::vector<bool>& left);
  double copies_of(const Placement& placement, ComponentId component) const;
  template <class Loads>
  Changed judge(const Loads& loads, ComponentId component, double factor) const;
  // With the normal load times the factor.
  const Changed& judge_normal(ComponentId component, double factor);

  NormalState normal_;
  std::unique_ptr<Ripples> ripples_;  // when first asked
  std::size_t budget_, work_ = 0;
  std::vector<State> states_;
  std::vector<std::vector<ComponentId>> down_;  // by state; sorted
  std::map<std::vector<ComponentId>, std::uint32_t> numbers_;
  struct Judged {
    double factor = std::numeric_limits<double>::quiet_NaN();
    Changed changed;
  };
  std::vector<Judged> judged_;  // by component: the last one, which most lists ask for again
};

}  // namespace joist::analysis

// What a flow's components need while load comes to them that other flows move: what fails there is
// no part of the flow, and still more is asked of what both use.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/redundancy_states.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// A component whose load goes to others when it is down.
struct Mover {
  // Where a flow calls it and has others beside it.
  struct Place {
    FlowId flow;
    std::uint32_t visit = 0;
  };
  ComponentId component;
  std::vector<Place> places;
};

// Movers of which some must be up, or as many copies as the state asks for.
struct Shift {
  struct Step {
    std::uint32_t mover = 0;  // in LoadShifts::movers
    std::uint32_t state = 0;  // in which it goes down: without those before it
  };
  std::vector<Step> steps;
  std::uint32_t least = 1;  // so many of them
  std::uint32_t state = 0;  // without all of them, and what goes down under their load
};

struct Shifts {
  std::vector<Shift> all;
  bool exact = true;  // false: of many movers a few are taken as all
};

class LoadShifts {
 public:
  // Keeps a reference to both.
  LoadShifts(const model::Model& model, LoadStates& states);

  const std::vector<Mover>& movers() const { return movers_; }
  // What other flows than this one may move to a component that is in some state in it.
  Shifts onto(ComponentId component, FlowId flow, std::uint32_t state);

 private:
  void find_movers();
  void find_targets();
  void add_indirect();
  std::vector<std::uint32_t> elsewhere(ComponentId component, FlowId flow,
                                       std::uint32_t state) const;
  std::uint32_t needed(std::uint32_t state, ComponentId component) const;
  void follow(ComponentId component, const std::vector<std::uint32_t>& left, std::size_t most,
              Shift& shift, Shifts& result);
  std::vector<std::uint32_t> states_without(std::uint32_t state, std::uint32_t mover);

  const model::Model& model_;
  LoadStates& states_;
  std::vector<Mover> movers_;
  // By component: movers after which it needs more, or others of those need more; in order.
  std::vector<std::vector<std::uint32_t>> onto_;
};

}  // namespace joist::analysis

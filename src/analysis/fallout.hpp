// What is left of a design when certain things are gone: flows that stop, components that overload
// and go down in turn, and what the rest carries then.
#pragma once

#include <span>
#include <vector>

#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// One thing that is gone: a component (some of its copies, or all), a domain, or all in a group.
struct Kill {
  ComponentId component;
  std::uint32_t copies = 0;  // of the component; 0: all of it
  DomainId domain;           // in Redundancy::domains
  model::GroupId group;
};

struct FlowLeft {
  bool up = true;
  std::vector<ComponentId> without;  // of its components, those that are down
  ComponentId tightest;              // of those that are up, the one with least room; or none
  double utilization = 0;            // of that one
};

// What breaks together: first what the kills stop, then what the load that moved overloads.
struct FalloutStep {
  std::vector<ComponentId> overloaded;
  std::vector<double> overload;  // of what is left of each
  std::vector<FlowId> stopped;
};

struct LoadLeft {
  ComponentId component;
  double copies = 0;             // of all shards together, or nodes
  double before = 0, after = 0;  // utilisation
};

struct Fallout {
  std::vector<Downed> down;             // what the kills themselves take down
  std::vector<ComponentId> leaderless;  // what they leave up, but for writes
  std::vector<FalloutStep> steps;
  std::vector<FlowLeft> flows;  // by flow
  std::vector<LoadLeft> left;   // what is up and has lost copies or has another load than before
};

Fallout find_fallout(const model::Model& model, std::span<const Kill> kills);

}  // namespace joist::analysis

// The scaling story of a design: limits in the order in which growing load meets them, and what the
// stages do about them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/results.hpp"

namespace joist::emit {

// Where the headroom of one component ends, or its `limit` begins to refuse.
struct Ceiling {
  std::string name;  // qualified
  double factor = 0;
  analysis::Limit why = analysis::Limit::none;
  std::string there;   // "12 x 3", "180 instances"
  std::string enough;  // "1649 instances" for ten times the load; empty where no number is
};

struct Broken {
  std::string name;
  double utilization = 0;
  std::string enough;    // for that load, as Ceiling
  bool refuses = false;  // it is its `limit` that is passed, not what it can carry
};

// The design as it stands, or at a stage.
struct Act {
  std::string label;
  bool is_base = false;
  double load = 0;  // of all flows at the peak, per second; 0 where it is not known
  double cost = 0;  // dollars a month; 0 where nothing is priced
  std::vector<std::string> changes;  // against the act before, names in backticks
  std::vector<Broken> broken;        // cannot carry the load, the worst first
  std::vector<Ceiling> ceilings;     // the first to break on top
};

// What is past its limit at so many times the load of the design as it stands.
struct Multiple {
  double factor = 1;
  std::vector<Broken> broken;  // past its headroom, or its limit
};

struct Story {
  std::string title;
  std::vector<Act> acts;  // the smallest load first
  std::vector<Multiple> multiples;

  const Act& base() const;
};

// What carries the load and has less headroom left than is wanted.
std::vector<std::string> tight(const Act& act);

std::string scale_table(const Story& story);
std::string scale_json(const Story& story);

}  // namespace joist::emit

// The scaling story of a design: as it stands and at its stages, by the load they carry; what was
// changed on the way, what breaks, and how many would be enough.
#pragma once

#include <string>
#include <vector>

#include "analysis/results.hpp"
#include "project/project.hpp"

namespace joist::document {

struct Broken {
  model::ComponentId component;
  double utilization = 0;
  std::string enough;  // "69 instances", "24 shards of 3 copies"; empty where no number is
};

struct Act {
  const project::Stage* stage = nullptr;
  std::string label;           // of the stage; "as it stands" for the base
  double load = 0;             // of all flows at the peak, per second; 0 where it is not known
  double cost = 0;             // dollars a month; 0 where nothing is priced
  std::vector<Broken> broken;  // cannot carry it, the worst first
  std::vector<std::string> changes;  // against the act before, names in backticks
};

// The smallest load first; without known loads the base first, then stages in order of writing.
std::vector<Act> story_of(const project::Project& project);

}  // namespace joist::document

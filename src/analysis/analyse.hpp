// From a model to its results: the questions of this folder, asked in order.
#pragma once

#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

struct Options {
  int order = 2;           // of the cut sets listed
  bool redundancy = true;  // false: loads and capacity only
  // End-to-end latencies of all flows; false: of those that a condition of the design speaks of.
  bool all_latencies = false;
};

Results analyse(const model::Model& model, const Options& options = {});

}  // namespace joist::analysis

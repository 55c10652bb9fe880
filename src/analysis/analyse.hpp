// From a model to its results: the questions of this folder, asked in order.
#pragma once

#include "analysis/extent.hpp"
#include "analysis/kept.hpp"
#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

class KeptTimes;

struct Options {
  int order = 2;              // of the cut sets listed
  bool redundancy = true;     // false: loads and capacity only
  bool only_amounts = false;  // nothing but loads, capacities, storage and costs
  Extent extent = Extent::rules;
  KeptTimes* times = nullptr;  // of flows, taken in and added to; null: none
};

Results analyse(const model::Model& model, const Options& options = {}, Kept* kept = nullptr);

}  // namespace joist::analysis

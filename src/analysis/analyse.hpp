// From a model to its results: the questions of this folder, asked in order.
#pragma once

#include "analysis/kept.hpp"
#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

struct Options {
  int order = 2;              // of the cut sets listed
  bool redundancy = true;     // false: loads and capacity only
  bool only_amounts = false;  // nothing but loads, capacities, storage and costs
  // Also what no need or decision asks for: latency, availability and importance of every flow.
  bool every_figure = false;
};

Results analyse(const model::Model& model, const Options& options = {}, Kept* kept = nullptr);

}  // namespace joist::analysis

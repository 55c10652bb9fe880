// How long callees take to answer, at the least.
#pragma once

#include <vector>

#include "lint/calls.hpp"

namespace joist::lint {

// From a call until its answer, on average and at the peak, in seconds: waiting and service at the
// target, the way there and back, and the longest of the calls that it makes for every request.
// What is on a condition, or called side by side, may add to that. 0 where nothing is stated.
struct Answer {
  double own = 0;     // of the target itself
  double behind = 0;  // of what it waits for
  double total() const { return own + behind; }
};

// By edge of the graph of waited calls.
std::vector<Answer> least_answers(const Facts& facts, const CallGraph& graph);

}  // namespace joist::lint

// How long the calls of one request may take by the timeouts that are stated, all attempts
// together.
#pragma once

#include <cstdint>
#include <vector>

#include "lint/calls.hpp"

namespace joist::lint {

// All calls of one request along one arrow.
struct Spending {
  ArrowId arrow;
  double rounds = 1;  // calls one after the other
  double each = 0;    // the longest that one attempt may take, in seconds
  double total = 0;   // attempts and rounds together
};

// One after the other: of calls side by side the longest, of those that exclude each other, too.
// What says no timeout takes what is known of the calls behind it, so that the true longest time is
// never less.
struct Budget {
  double total = 0;
  std::vector<Spending> spent;
};

// By node of the graph of waited calls.
std::vector<Budget> budgets(const Facts& facts, const CallGraph& graph);

}  // namespace joist::lint

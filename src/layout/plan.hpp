// The rows of a picture before anyone stands in them: which direction, which bands of groups.
#pragma once

#include <vector>

#include "layout/choice.hpp"
#include "layout/graph.hpp"
#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

struct Plan {
  Layers layers, bare;  // with pills and without
  Choice order;         // a first one of the bare cells; no places for large graphs
  double badness = 0;   // by a guess
};

// Tries the directions that are allowed, with groups free and in bands; gives those that promise a
// page of pleasing shape with few crossings, the best first. Of a large graph it is only one.
std::vector<Plan> plans(const Graph& graph);

// The smaller the better, once the size of the page is known.
double judge(const Graph& graph, const Plan& plan, Size page);

// How much work the crossings are worth.
std::size_t improving_effort(const Layers& layers);

}  // namespace joist::layout

// The rows of a picture before anyone stands in them: which direction, which bands of groups.
#pragma once

#include <vector>

#include "layout/choice.hpp"
#include "layout/graph.hpp"
#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

struct Plan {
  std::vector<int> ranks;      // by node
  Layers layers, bare;         // with pills and without
  std::vector<Choice> orders;  // of the bare cells, worth being drawn; none for large graphs
};

// Tries the directions that are allowed, with groups free and in bands; gives those that promise a
// page of pleasing shape with few crossings, the best first. Of a large graph it is only one.
std::vector<Plan> plans(const Graph& graph);

// How much work the crossings are worth.
std::size_t improving_effort(const Layers& layers);

}  // namespace joist::layout

// The rows of a picture before anyone stands in them: which direction, which bands of groups.
#pragma once

#include "layout/graph.hpp"
#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

struct Plan {
  Layers layers, bare;         // with pills and without
  std::vector<double> places;  // a first order of the bare cells; none for large graphs
  std::size_t crossings = 0;   // what it crosses
};

// Tries the directions that are allowed, with groups free and in bands, and takes what gives a page
// of pleasing shape with few crossings.
Plan plan(const Graph& graph);

// How much work the crossings are worth.
std::size_t improving_effort(const Layers& layers);

}  // namespace joist::layout

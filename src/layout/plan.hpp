// The rows of a picture before anyone stands in them: which direction, which bands of groups.
#pragma once

#include "layout/choice.hpp"
#include "layout/graph.hpp"
#include "layout/layers.hpp"
#include "layout/order.hpp"

namespace joist::layout {

struct Plan {
  Layers layers, bare;  // with pills and without
  Choice order;         // a first one of the bare cells; no places for large graphs
};

// Tries the directions that are allowed, with groups free and in bands, and takes what gives a page
// of pleasing shape with few crossings.
Plan plan(const Graph& graph);

// How much work the crossings are worth.
std::size_t improving_effort(const Layers& layers);

}  // namespace joist::layout

// What the choices between arrangements are made by: a graph that many edits leave alone.
#pragma once

#include "layout/graph.hpp"

namespace joist::layout {

// The same boxes, frames and lines in the sizes that they usually have, so that a finding or a load
// that comes and goes changes no choice.
Graph steady(const Graph& graph);

}  // namespace joist::layout

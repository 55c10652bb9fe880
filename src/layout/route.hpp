// From places along the rows to a picture: sideways steps, heights of the rows, lines, pills.
#pragma once

#include "layout/layers.hpp"

namespace joist::layout {

Arrangement route(const Graph& graph, const Layers& layers, Placement placement);

}  // namespace joist::layout

// From places along the rows to a picture: sideways steps, heights of the rows, lines, pills.
#pragma once

#include "layout/layers.hpp"
#include "layout/lines.hpp"

namespace joist::layout {

Arrangement route(const Graph& graph, const Layers& layers, const Placement& placement,
                  const std::vector<Line>& lines);

}  // namespace joist::layout

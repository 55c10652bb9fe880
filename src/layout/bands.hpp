// Which groups stand one after another along the flow, and which side by side: bands of sibling
// frames.
#pragma once

#include <vector>

#include "layout/graph.hpp"

namespace joist::layout {

// By frame, the number of its band among its siblings; all of a band come before all of the next.
// Frames in bands -1 are free.
using Bands = std::vector<int>;

Bands free_bands(const Graph& graph);

// As many bands as make every frame, and the whole, about `shape` times as long across the flow as
// along it; frames go into them so that few lines lead up, aside or far. `ranks` are those without
// bands.
Bands shaped_bands(const Graph& graph, const std::vector<int>& ranks, bool rightward, double shape);

// Groups to which siblings lead and that lead to none, below those siblings.
Bands sink_bands(const Graph& graph);

}  // namespace joist::layout

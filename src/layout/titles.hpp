// Which places along a row lie under frames' titles, where no line may enter.
#pragma once

#include <vector>

#include "layout/lanes.hpp"
#include "layout/layers.hpp"

namespace joist::layout {

// Of the frames around `frame`, itself included, that begin at `row`; empty for a flow to the
// right, where titles lie beside the lines.
std::vector<Range> titles_over(const Layers& layers, const Placement& placement, FrameId frame,
                               int row);

// The longest part of `whole` that none of `taken` covers.
Range longest_free(Range whole, std::vector<Range> taken);

}  // namespace joist::layout

// Groups that the same boxes lead to, such as the zones behind a balancer: a reader compares them,
// so that they stand side by side where there are few.
#pragma once

#include <vector>

#include "layout/graph.hpp"
#include "layout/layers.hpp"

namespace joist::layout {

// Sets of sibling frames with the same callers from outside, none of which leads to another.
using Twins = std::vector<std::vector<FrameId>>;
Twins twins(const Graph& graph);

// The share of the sets that do not begin in one row.
double apart_share(const Twins& twins, const Layers& layers);

}  // namespace joist::layout

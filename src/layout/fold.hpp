// Rows that are too wide for the page, cut into several.
#pragma once

#include <vector>

#include "layout/graph.hpp"

namespace joist::layout {

// Cuts each rank that is wider than a page of `shape` (across to along) would be; what comes later
// moves on, so that all lines still lead the same way. Nodes of a frame stay together where they
// can, nodes that must share a rank always.
std::vector<int> fold(const Graph& graph, const std::vector<int>& ranks, bool rightward,
                      double shape);

}  // namespace joist::layout

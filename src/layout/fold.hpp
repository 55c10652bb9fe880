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

// Puts what a group has in a rank into two, where that rank's boxes are wider than a column of
// text: four equal ones stand two by two.
std::vector<int> wrap(const Graph& graph, const std::vector<int>& ranks, double column);

}  // namespace joist::layout

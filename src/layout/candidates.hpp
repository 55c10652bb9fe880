// The ways to put a graph into rows that are worth being compared.
#pragma once

#include <vector>

#include "layout/graph.hpp"

namespace joist::layout {

// The ranks of the nodes, by way, for one of the two directions: groups free, in bands of several
// shapes, groups that only receive below the others, wide rows folded, sources in the first row. Of
// a large graph only the first few.
std::vector<std::vector<int>> candidates(const Graph& graph, bool rightward);

// The same with groups that are wide for a column of text in twice as many rows; as they are where
// that would make groups different that were alike.
std::vector<int> wrapped(const Graph& graph, const std::vector<int>& ranks);

}  // namespace joist::layout

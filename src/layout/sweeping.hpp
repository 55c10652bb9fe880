// A first order: each cell in the middle of its neighbours.
#pragma once

#include <vector>

#include "layout/layers.hpp"

namespace joist::layout {

// By cell, a number that sorts it within its row. From the author's order (start 0), its reverse
// (1), or others, a few sweeps up and down. Linear in the size of the graph.
std::vector<double> sweep(const Layers& layers, int start);

}  // namespace joist::layout

// A first order: each cell in the middle of its neighbours.
#pragma once

#include <vector>

#include "layout/layers.hpp"

namespace joist::layout {

// Starts from the author's order: at first, boxes are held to it, wholly (start 0) or in part, so
// that a small edit gives nearly the same order; from here on they go where their neighbours are.
inline constexpr int free_start = 3;

// By cell, a number that sorts it within its row. From the author's order, its reverse (the start
// after the first free one), or others, a few sweeps up and down. Linear in the size of the graph.
std::vector<double> sweep(const Layers& layers, int start);

}  // namespace joist::layout

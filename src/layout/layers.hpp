// A graph made proper: boxes, pills and bends in rows, joined only from one row to the next. What
// an engine has to place, and what the routes are drawn through.
//
// Coordinates here are those of a flow that goes down: `across` runs along the rows and `along`
// from row to row. For a flow to the right the picture is mirrored at the diagonal when it is done.
#pragma once

#include <string>
#include <vector>

#include "layout/graph.hpp"

namespace joist::layout {

// A spacer holds a frame's place in a row in which it has nothing else.
enum class CellKind : std::uint8_t { box, label, bend, spacer };

struct Cell {
  CellKind kind = CellKind::bend;
  std::uint32_t owner = 0;  // a node for a box, a frame for a spacer, else an edge
  FrameId frame;
  int row = 0;
  double across = 0, along = 0;  // size, with nothing around it
  double inset = 0;              // of a box: from its corners to its lines, where there is room
  double after = 0;              // room for loops, at the side of larger `across`
};

using CellId = Id<struct CellTag>;

// From a cell to one in the next row.
struct Link {
  static constexpr std::uint32_t no_edge = 0xffffffffu;  // only holds a spacer
  CellId upper, lower;
  std::uint32_t edge = 0;
  int weight = 1;
};

struct Extent {
  int first = 0, last = 0;
};

// The way of an edge over cells, from the upper end to the lower; both ends of a flat one are in
// the same row. Empty for a loop.
struct CellPath {
  std::vector<CellId> cells;
  bool reversed = false;  // the arrow leads up
  bool flat = false;
};

struct Layers {
  bool rightward = false;
  int row_count = 0;
  std::vector<int> rank_rows;  // of each rank
  std::vector<Cell> cells;     // the boxes first, by node
  std::vector<Link> links;
  std::vector<CellPath> paths;   // by edge
  std::vector<int> weights;      // by edge, how much it wants to be straight; 4 is usual
  std::vector<Extent> extents;   // rows of each frame
  std::vector<FrameId> parents;  // of each frame
  std::vector<Size> titles;      // of each frame, as read; not turned
  std::vector<std::vector<CellId>> orders;
};

enum class Pills : std::uint8_t { shown, left_out };

// Puts the graph into rows, given the rank of each node, for one of the two directions.
Layers layer(const Graph& graph, const std::vector<int>& ranks, bool rightward,
             Pills pills = Pills::shown);

// All frames, those inside others before these.
std::vector<FrameId> inner_first(const std::vector<FrameId>& parents);

// The innermost frame that holds both, none when only the whole does.
FrameId common_frame(const Graph& graph, FrameId a, FrameId b);
// The outermost frame within `home` that holds `frame`, or is it.
FrameId outermost_in(const Graph& graph, FrameId home, FrameId frame);
// Those of both within the frame that holds both; none where one of them is that frame.
std::pair<FrameId, FrameId> siblings(const Graph& graph, FrameId a, FrameId b);

// Where the cells stand, across the flow.
struct Placement {
  std::vector<std::vector<CellId>> rows;  // in order
  std::vector<double> centre;             // of each cell, of its box without `after`
  std::vector<double> low, high;          // sides of each frame
  std::vector<std::pair<double, double>>
      ports;  // of each path: where it leaves and where it enters
};

}  // namespace joist::layout

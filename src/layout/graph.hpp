// What a layout engine is asked and what it answers: sizes in, places out. No language, no style.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/world.hpp"

namespace joist::layout {

// Pixels at 1x; x to the right, y down.
struct Point {
  double x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};
struct Size {
  double width = 0, height = 0;
};
struct Rect {
  double x = 0, y = 0, width = 0, height = 0;
  double right() const { return x + width; }
  double bottom() const { return y + height; }
};

using NodeId = Id<struct NodeTag>;
using FrameId = Id<struct FrameTag>;

enum class Direction : std::uint8_t { automatic, down, right };

struct Node {
  Size size;
  FrameId frame;        // none at the top
  Size sides{};         // the least length of its sides, counted only for those where lines end
  Size corner{16, 16};  // how far from its corners lines end, where there is room
  bool source = false;  // where flows begin: best in the first row
  Size usual{};         // whatever comes and goes in it; zero: the size itself
};

// A group with a title at its top left; every frame holds at least one node, at some depth.
struct Frame {
  FrameId parent;
  Size title;
  double usual_title = 0;  // its width, whatever comes and goes in it; zero: the width itself
};

// From tail to head. Parallel edges and loops (from == to) are allowed.
struct Edge {
  NodeId from, to;
  Size label;             // of the pill on the line; zero where there is none
  double width = 1.5;     // of the stroke
  double weight = 1;      // how much it wants to be short and straight
  bool backward = false;  // leads against the flow: do not let it decide ranks
  bool ranks = true;      // false: a relation, without say in the ranks
  double head = 0;        // the length of what is drawn at its end
  std::optional<double>
      usual_label{};  // its width, whatever comes and goes; none: the width itself
};

struct Graph {
  std::vector<Node> nodes;
  std::vector<Frame> frames;
  std::vector<Edge> edges;
  Direction direction = Direction::automatic;
  std::vector<std::vector<NodeId>> same_rank;  // side by side
  std::vector<std::vector<NodeId>> orders;     // in this order along the rank
};

// A line from the border of its tail to the border of its head: straight pieces, to be drawn with
// rounded bends. `label` is where the pill stands, centred on the line.
struct Route {
  std::vector<Point> points;
  Rect label;
};

struct Arrangement {
  Size size;  // of the whole, margins not included; everything lies in [0, width] x [0, height]
  std::vector<Rect> nodes;
  std::vector<Rect> frames;
  std::vector<Route> routes;          // by edge
  std::string engine;                 // "graphviz", "grid"
  std::vector<std::string> troubles;  // why it fell back, what was lost; empty when all is well
};

struct ArrangeOptions {
  std::string engine;  // empty: the best there is, with the others to fall back on
  std::chrono::milliseconds time_limit{30'000};
};

// Where the title of a frame stands, and how much of the frame's top left corner it keeps free of
// lines: the whole band in height, its own length in width.
Rect title_place(const Rect& frame, Size title);
Size title_room(Size title);

// Places everything; falls back to a simpler engine when one fails, and says so in `troubles`.
Arrangement arrange(World& world, const Graph& graph, const ArrangeOptions& options = {});

// What a picture is judged by; all but the last five must be 0.
struct Metrics {
  int box_overlaps = 0;
  int label_overlaps = 0;        // a label over a box, a label or a frame's title
  int arrows_through_boxes = 0;  // or through frames' titles
  int frame_overlaps = 0;        // frames that cross, or boxes outside of theirs
  int lost_arrows = 0;
  int crossings = 0;
  int bends = 0;
  double length = 0;
  double area = 0;    // square pixels
  double aspect = 1;  // width / height
};
Metrics measure(const Graph& graph, const Arrangement& arrangement);

// The hidden command of the child process: a graph on standard input, its places on standard
// output.
int run_layout_child(World& world);

}  // namespace joist::layout

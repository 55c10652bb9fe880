// Frames that are built alike and give each other as much as they take, such as regions that are
// copied to each other: neither comes before the other, so they stand side by side. Only those:
// with others an edit could make and unmake it, and move everything.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "layout/graph.hpp"

namespace joist::layout {

class Equals {
 public:
  explicit Equals(const Graph& graph);

  bool are(FrameId a, FrameId b) const;

  // Whether the line leads from inside of one to inside of its equal.
  bool joined_by(const Edge& edge) const;

 private:
  void look_into(FrameId frame);

  const Graph& graph_;
  std::map<std::pair<FrameId, FrameId>, int> flow_;  // lines from sibling to sibling
  // Of each frame, how many lines from inside enter and leave each box that it holds, in order.
  std::vector<std::vector<std::pair<int, int>>> insides_;
};

}  // namespace joist::layout

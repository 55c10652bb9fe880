// Frames that give each other as much as they take, such as regions that are copied to each other:
// neither comes before the other, so they stand side by side. They are built alike, or half of the
// lines between them have one that leads back: then a box more in one does not move everything.
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
  std::vector<std::pair<FrameId, FrameId>> pairs() const;

  // Whether the line leads from inside of one to inside of its equal.
  bool joined_by(const Edge& edge) const;

 private:
  void look_into(FrameId frame);
  bool are_mutual(FrameId a, FrameId b) const;

  const Graph& graph_;
  std::map<std::pair<FrameId, FrameId>, int> flow_;  // lines from sibling to sibling
  // Of each frame, how many lines from inside enter and leave each box that it holds, in order.
  using Ends = std::pair<int, int>;
  std::vector<std::vector<Ends>> insides_;
  std::vector<std::map<NodeId, Ends>> ends_;  // of the same, by box
  std::vector<int> boxes_;                    // inside of each frame
  // From sibling to sibling, which boxes lines lead from and to, sorted.
  std::map<std::pair<FrameId, FrameId>, std::vector<std::pair<NodeId, NodeId>>> lines_;
  // What the lines from sibling to sibling join, in order.
  std::map<std::pair<FrameId, FrameId>, std::vector<std::pair<Ends, Ends>>> joins_;
};

}  // namespace joist::layout

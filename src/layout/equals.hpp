// Frames that give each other as much as they take, such as regions that are copied to each other:
// neither comes before the other, so they stand side by side.
#pragma once

#include <map>
#include <utility>

#include "layout/graph.hpp"

namespace joist::layout {

class Equals {
 public:
  explicit Equals(const Graph& graph);

  bool are(FrameId a, FrameId b) const;

  // Whether the line leads from inside of one to inside of its equal.
  bool joined_by(const Edge& edge) const;

 private:
  const Graph& graph_;
  std::map<std::pair<FrameId, FrameId>, double> flow_;  // from sibling to sibling
};

}  // namespace joist::layout

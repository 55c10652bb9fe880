// What depends on a load or on a finding has the same size everywhere.
#include "layout/steady.hpp"

namespace joist::layout {

Graph steady(const Graph& graph) {
  constexpr double usual_width = 1.5, usual_head = 9;  // of lines
  Graph result = graph;
  for (Node& node : result.nodes) {
    if (node.usual.width > 0) node.size = node.usual;
    node.corner = Node().corner;
  }
  for (Frame& frame : result.frames)
    if (frame.usual_title > 0) frame.title.width = frame.usual_title;
  for (Edge& edge : result.edges) {
    edge.label.width = edge.usual_label.value_or(edge.label.width);
    edge.width = usual_width;
    if (edge.head > 0) edge.head = usual_head;
  }
  return result;
}

}  // namespace joist::layout

// Adds up what leads from each frame to each of its siblings.
#include "layout/equals.hpp"

#include "layout/layers.hpp"

namespace joist::layout {
namespace {

// The frames within the one that holds both ends; none where an end is outside of any.
std::pair<FrameId, FrameId> siblings(const Graph& graph, const Edge& edge) {
  FrameId a = graph.nodes[edge.from.index()].frame, b = graph.nodes[edge.to.index()].frame;
  const FrameId home = common_frame(graph, a, b);
  if (a == home || b == home) return {};
  while (graph.frames[a.index()].parent != home) a = graph.frames[a.index()].parent;
  while (graph.frames[b.index()].parent != home) b = graph.frames[b.index()].parent;
  return {a, b};
}

}  // namespace

Equals::Equals(const Graph& graph) : graph_(graph) {
  for (const Edge& edge : graph.edges) {
    const auto pair = siblings(graph, edge);
    if (edge.ranks && pair.first) flow_[pair] += edge.weight;
  }
}

bool Equals::are(FrameId a, FrameId b) const {
  const auto there = flow_.find({a, b}), back = flow_.find({b, a});
  return there != flow_.end() && back != flow_.end() && there->second == back->second;
}

bool Equals::joined_by(const Edge& edge) const {
  const auto [a, b] = siblings(graph_, edge);
  return a && are(a, b);
}

}  // namespace joist::layout

// The calls of a flow that somebody waits for, as a graph: longest chains and rings.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/loops.hpp"
#include "lint/rule.hpp"

namespace joist::lint {

using model::ArrowId;
using model::ComponentId;
using model::FlowId;

// Attempts of a call at most: one more than its `retries`.
double attempts(const model::Arrow& arrow);
// The caller waits for the answer: no message, relation or change capture, and not out of a queue.
bool is_waited_for(const Facts& facts, const model::Arrow& arrow);
// Something else is called, `on fail`, where it fails.
bool has_stand_in(const Facts& facts, const model::Arrow& call);

// Visits of components, numbered from 0 as they are met, with the calls out of each in the order
// of writing.
struct CallGraph {
  struct Edge {
    std::uint32_t target = 0;
    ArrowId arrow;
  };
  std::vector<std::uint32_t> begin;  // in `edges`, by node; one more at the end
  std::vector<Edge> edges;

  std::size_t size() const { return begin.size() - 1; }
};
// The calls of a flow that are waited for.
CallGraph waited_calls(const Facts& facts, FlowId flow);
// Those, and the messages out of queues and stores, which are delivered again until what they set
// off has succeeded. Each of these begins a path: who filled the queue does not wait for them.
CallGraph tried_calls(const Facts& facts, FlowId flow);
// All that carries traffic, messages included.
CallGraph all_calls(const Facts& facts, FlowId flow);

// Nodes that reach each other, callers first.
analysis::StrongParts strong_parts(const CallGraph& graph);

// The path with the greatest sum of weights (at least zero each). Calls that lead back are left
// out.
std::vector<ArrowId> heaviest_path(const Facts& facts, const CallGraph& graph,
                                   const std::function<double(const model::Arrow&)>& weight);

// Components that wait for each other, over all flows: each group once, in order of the model. A
// loop with `most` is meant and not among them.
std::vector<std::vector<ComponentId>> waiting_rings(const Facts& facts);

// The loop goes through these components and no others; `ring` is in order of the model.
bool is_ring_of(const analysis::Loop& loop, const std::vector<ComponentId>& ring);

}  // namespace joist::lint

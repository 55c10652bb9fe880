// Walks back from each call of a loop's strongly connected part.
#include "lint/rings.hpp"

#include <algorithm>

#include "analysis/loops.hpp"

namespace joist::lint {
namespace {

using analysis::nowhere;
using model::Arrow;
using model::Attribute;
using model::Role;

constexpr std::size_t most_rings = 16;  // of one loop

class RingsOfPart {
 public:
  RingsOfPart(const CallGraph& graph, const analysis::StrongParts& parts, std::uint32_t part)
      : graph_(graph), parts_(parts), part_(part) {}

  std::vector<Ring> find() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> calls;  // from a node, along an edge
    for (const std::uint32_t node : parts_.part(part_))
      for (std::uint32_t e = graph_.begin[node]; e < graph_.begin[node + 1]; ++e)
        if (is_within(e)) calls.emplace_back(node, e);
    const auto arrow = [&](const auto& call) { return graph_.edges[call.second].arrow; };
    std::sort(calls.begin(), calls.end(),
              [&](const auto& a, const auto& b) { return arrow(a) < arrow(b); });
    std::vector<Ring> rings;
    for (const auto& call : calls) {
      if (rings.size() == most_rings) break;
      if (!is_covered(rings, arrow(call))) rings.push_back(way_back(call.first, call.second));
    }
    return rings;
  }

 private:
  bool is_within(std::uint32_t edge) const {
    return parts_.part_of[graph_.edges[edge].target] == part_;
  }

  static bool is_covered(const std::vector<Ring>& rings, ArrowId arrow) {
    return std::any_of(rings.begin(), rings.end(), [&](const Ring& ring) {
      return std::find(ring.begin(), ring.end(), arrow) != ring.end();
    });
  }

  // From a node along that edge and, on the shortest way, back to it.
  Ring way_back(std::uint32_t node, std::uint32_t first) const {
    std::vector<std::uint32_t> by(graph_.size(), nowhere), from(graph_.size(), nowhere);
    std::vector<std::uint32_t> queue = {graph_.edges[first].target};
    by[queue.front()] = first;
    from[queue.front()] = node;
    for (std::size_t head = 0; head < queue.size() && by[node] == nowhere; ++head) {
      for (std::uint32_t e = graph_.begin[queue[head]]; e < graph_.begin[queue[head] + 1]; ++e) {
        const std::uint32_t target = graph_.edges[e].target;
        if (!is_within(e) || by[target] != nowhere) continue;
        by[target] = e;
        from[target] = queue[head];
        queue.push_back(target);
      }
    }
    Ring ring;
    for (std::uint32_t at = node; by[at] != nowhere; at = from[at]) {
      ring.push_back(graph_.edges[by[at]].arrow);
      if (from[at] == node) break;
    }
    std::reverse(ring.begin(), ring.end());
    return ring;
  }

  const CallGraph& graph_;
  const analysis::StrongParts& parts_;
  const std::uint32_t part_;
};

bool begins_at(const Facts& facts, ArrowId arrow, ComponentId id) {
  return facts.model.at(arrow).from == id;
}

// Every component of the loop makes a call within the part.
bool holds(const Facts& facts, const CallGraph& graph, const analysis::StrongParts& parts,
           std::uint32_t part, const analysis::Loop& loop) {
  std::vector<ComponentId> callers;
  for (const std::uint32_t node : parts.part(part))
    for (std::uint32_t e = graph.begin[node]; e < graph.begin[node + 1]; ++e)
      if (parts.part_of[graph.edges[e].target] == part)
        callers.push_back(facts.model.at(graph.edges[e].arrow).from);
  return std::all_of(loop.ring.begin(), loop.ring.end(), [&](ComponentId id) {
    return std::find(callers.begin(), callers.end(), id) != callers.end();
  });
}

}  // namespace

std::vector<Ring> rings_of(const Facts& facts, const analysis::Loop& loop) {
  const CallGraph graph = all_calls(facts, loop.flow);
  const analysis::StrongParts parts = strong_parts(graph);
  for (std::uint32_t part = 0; part < parts.size(); ++part) {
    if (!holds(facts, graph, parts, part, loop)) continue;
    std::vector<Ring> rings = RingsOfPart(graph, parts, part).find();
    for (Ring& ring : rings) {
      const auto first = std::find_if(ring.begin(), ring.end(), [&](ArrowId arrow) {
        return begins_at(facts, arrow, loop.ring.front());
      });
      if (first != ring.end()) std::rotate(ring.begin(), first, ring.end());
    }
    return rings;
  }
  return {};
}

std::optional<double> own_gain(const Facts& facts, const Ring& ring) {
  double gain = 1;
  for (const ArrowId id : ring) {
    const Arrow& arrow = facts.model.at(id);
    const Role role = facts.model.at(arrow.from).role;
    const bool plain = role != Role::split && role != Role::cache && role != Role::store;
    if (!plain || arrow.when != model::When::always || arrow.rate) return std::nullopt;
    if (arrow.attributes.number(Attribute::fails) != nullptr) return std::nullopt;
    if (facts.model.number(arrow.to, Attribute::batch) != nullptr) return std::nullopt;
    if (arrow.ratio) gain *= arrow.ratio->value();
  }
  return gain;
}

}  // namespace joist::lint

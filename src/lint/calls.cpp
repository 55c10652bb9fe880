// Searches the graph of calls without recursion: designs may be deeper than the stack.
#include "lint/calls.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace joist::lint {
namespace {

using model::Arrow;
using model::Attribute;
using model::Role;

// Out of a queue or a store, which keep what they send until it has been dealt with.
bool is_delivered(const Facts& facts, const Arrow& arrow) {
  const Role from = facts.model.at(arrow.from).role;
  return arrow.call != model::Call::relation && (from == Role::queue || from == Role::store);
}

// One visit of a component, as one number.
std::uint64_t visit_of(ComponentId component, std::uint32_t visit) {
  return static_cast<std::uint64_t>(component.value) << 32 | visit;
}

// Numbers visits as they are met. Nearly all are first ones of a component, of which there is a
// table.
std::vector<std::uint32_t> numbered(const std::vector<std::uint64_t>& visits,
                                    std::size_t components, std::uint32_t& met) {
  constexpr std::uint32_t unmet = 0xffffffffu;
  std::vector<std::uint32_t> first(components, unmet), ends;
  std::unordered_map<std::uint64_t, std::uint32_t> further;
  ends.reserve(visits.size());
  for (const std::uint64_t visit : visits) {
    const std::uint64_t component = visit >> 32;
    const bool is_first = visit == component << 32 && component < components;
    std::uint32_t& number =
        is_first ? first[component] : further.try_emplace(visit, unmet).first->second;
    if (number == unmet) number = met++;
    ends.push_back(number);
  }
  return ends;
}

enum class Which : std::uint8_t { waited, tried, all };

CallGraph graph_of(const Facts& facts, FlowId flow, Which which) {
  std::vector<ArrowId> arrows;
  std::vector<std::uint64_t> visits;
  std::uint64_t deliveries = 0;
  for (const ArrowId id : facts.model.at(flow).arrows) {
    const Arrow& arrow = facts.model.at(id);
    const bool goes_on =
        which == Which::all ? arrow.call != model::Call::relation : is_waited_for(facts, arrow);
    if (!goes_on && !(which == Which::tried && is_delivered(facts, arrow))) continue;
    arrows.push_back(id);
    visits.push_back(goes_on ? visit_of(arrow.from, arrow.from_visit) : ~deliveries++);
    visits.push_back(visit_of(arrow.to, arrow.to_visit));
  }
  std::uint32_t met = 0;
  const std::vector<std::uint32_t> ends = numbered(visits, facts.model.components.size(), met);
  CallGraph graph;
  graph.begin.assign(met + 1, 0);
  for (std::size_t i = 0; i < arrows.size(); ++i) ++graph.begin[ends[2 * i] + 1];
  for (std::size_t n = 1; n < graph.begin.size(); ++n) graph.begin[n] += graph.begin[n - 1];
  std::vector<std::uint32_t> next(graph.begin.begin(), graph.begin.end() - 1);
  graph.edges.resize(arrows.size());
  for (std::size_t i = 0; i < arrows.size(); ++i)
    graph.edges[next[ends[2 * i]]++] = {ends[2 * i + 1], arrows[i]};
  return graph;
}

class PathSearch {
 public:
  PathSearch(const Facts& facts, const CallGraph& graph,
             const std::function<double(const Arrow&)>& weight)
      : facts_(facts),
        graph_(graph),
        weight_(weight),
        best_(graph.size(), 0),
        next_(graph.size(), no_edge),
        state_(graph.size(), 0) {}

  std::vector<ArrowId> find() {
    std::uint32_t start = 0;
    for (std::uint32_t node = 0; node < graph_.size(); ++node) {
      visit(node);
      if (best_[node] > best_[start]) start = node;
    }
    std::vector<ArrowId> path;
    if (graph_.size() == 0) return path;
    for (std::uint32_t node = start; next_[node] != no_edge;) {
      const auto& [target, arrow] = graph_.edges[next_[node]];
      path.push_back(arrow);
      node = target;
    }
    return path;
  }

 private:
  static constexpr std::uint32_t no_edge = 0xffffffffu;

  void visit(std::uint32_t root) {
    if (state_[root] != 0) return;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> stack = {{root, graph_.begin[root]}};
    state_[root] = 1;
    while (!stack.empty()) {
      auto& [node, edge] = stack.back();
      if (edge == graph_.begin[node + 1]) {
        state_[node] = 2;
        stack.pop_back();
        continue;
      }
      const auto& [target, arrow] = graph_.edges[edge];
      if (state_[target] == 0) {
        state_[target] = 1;
        stack.emplace_back(target, graph_.begin[target]);
        continue;
      }
      if (state_[target] == 2) relax(node, edge, target, arrow);
      ++edge;
    }
  }

  void relax(std::uint32_t node, std::uint32_t edge, std::uint32_t target, ArrowId arrow) {
    const double sum = best_[target] + weight_(facts_.model.at(arrow));
    if (next_[node] != no_edge && sum <= best_[node]) return;
    if (sum <= 0) return;
    best_[node] = sum;
    next_[node] = edge;
  }

  const Facts& facts_;
  const CallGraph& graph_;
  const std::function<double(const Arrow&)>& weight_;
  std::vector<double> best_;
  std::vector<std::uint32_t> next_;
  std::vector<std::uint8_t> state_;  // 0 unseen, 1 open, 2 done
};

// Tarjan's strongly connected components, with a stack of its own.
class RingSearch {
 public:
  explicit RingSearch(const std::vector<std::vector<std::uint32_t>>& edges)
      : edges_(edges), index_(edges.size(), 0), low_(edges.size(), 0), open_(edges.size(), false) {}

  std::vector<std::vector<std::uint32_t>> find() {
    for (std::uint32_t node = 0; node < edges_.size(); ++node)
      if (index_[node] == 0) walk(node);
    return std::move(rings_);
  }

 private:
  void enter(std::uint32_t node, std::vector<std::pair<std::uint32_t, std::size_t>>& calls) {
    index_[node] = low_[node] = ++counter_;
    path_.push_back(node);
    open_[node] = true;
    calls.emplace_back(node, 0);
  }

  void walk(std::uint32_t root) {
    std::vector<std::pair<std::uint32_t, std::size_t>> calls;
    enter(root, calls);
    while (!calls.empty()) {
      const auto [node, edge] = calls.back();
      if (edge < edges_[node].size()) {
        ++calls.back().second;
        const std::uint32_t target = edges_[node][edge];
        if (index_[target] == 0) {
          enter(target, calls);
        } else if (open_[target]) {
          low_[node] = std::min(low_[node], index_[target]);
        }
        continue;
      }
      calls.pop_back();
      if (!calls.empty()) low_[calls.back().first] = std::min(low_[calls.back().first], low_[node]);
      if (low_[node] == index_[node]) close(node);
    }
  }

  void close(std::uint32_t node) {
    std::vector<std::uint32_t> ring;
    std::uint32_t last;
    do {
      last = path_.back();
      path_.pop_back();
      open_[last] = false;
      ring.push_back(last);
    } while (last != node);
    if (ring.size() < 2) return;
    std::sort(ring.begin(), ring.end());
    rings_.push_back(std::move(ring));
  }

  const std::vector<std::vector<std::uint32_t>>& edges_;
  std::vector<std::uint32_t> index_, low_, path_;
  std::vector<bool> open_;
  std::vector<std::vector<std::uint32_t>> rings_;
  std::uint32_t counter_ = 0;
};

}  // namespace

double attempts(const Arrow& arrow) {
  const auto* retries = arrow.attributes.number(Attribute::retries);
  return retries == nullptr ? 1 : retries->value() + 1;
}

bool is_waited_for(const Facts& facts, const Arrow& arrow) {
  const Role from = facts.model.at(arrow.from).role;
  if (arrow.call != model::Call::sync || from == Role::queue || from == Role::store) return false;
  return facts.model.at(arrow.to).role != Role::source;
}

bool has_stand_in(const Facts& facts, const model::Arrow& call) {
  const auto& arrows = facts.model.arrows;
  return std::any_of(arrows.begin(), arrows.end(), [&](const model::Arrow& other) {
    return other.flow == call.flow && other.from == call.from && other.when == model::When::fail &&
           other.condition == call.to;
  });
}

CallGraph waited_calls(const Facts& facts, FlowId flow) {
  return graph_of(facts, flow, Which::waited);
}

CallGraph tried_calls(const Facts& facts, FlowId flow) {
  return graph_of(facts, flow, Which::tried);
}

CallGraph all_calls(const Facts& facts, FlowId flow) {
  return graph_of(facts, flow, Which::all);
}

analysis::StrongParts strong_parts(const CallGraph& graph) {
  std::vector<analysis::Link> links;
  for (std::uint32_t node = 0; node < graph.size(); ++node)
    for (std::uint32_t e = graph.begin[node]; e < graph.begin[node + 1]; ++e)
      links.push_back({node, graph.edges[e].target});
  return analysis::strong_parts(analysis::make_graph(graph.size(), links));
}

std::vector<ArrowId> heaviest_path(const Facts& facts, const CallGraph& graph,
                                   const std::function<double(const Arrow&)>& weight) {
  return PathSearch(facts, graph, weight).find();
}

std::vector<std::vector<ComponentId>> waiting_rings(const Facts& facts) {
  std::vector<std::vector<std::uint32_t>> edges(facts.model.components.size());
  for (const Arrow& arrow : facts.model.arrows) {
    if (!is_waited_for(facts, arrow) || arrow.from == arrow.to) continue;
    if (facts.model.at(arrow.from).role == Role::source) continue;
    if (arrow.attributes.number(Attribute::most) != nullptr) continue;
    edges[arrow.from.index()].push_back(arrow.to.value);
  }
  std::vector<std::vector<ComponentId>> rings;
  for (const auto& ring : RingSearch(edges).find()) {
    std::vector<ComponentId> ids;
    for (const std::uint32_t node : ring) ids.emplace_back(static_cast<std::size_t>(node));
    rings.push_back(std::move(ids));
  }
  std::sort(rings.begin(), rings.end());
  return rings;
}

bool is_ring_of(const analysis::Loop& loop, const std::vector<ComponentId>& ring) {
  std::vector<ComponentId> own = loop.ring;
  std::sort(own.begin(), own.end());
  own.erase(std::unique(own.begin(), own.end()), own.end());
  return own == ring;
}

}  // namespace joist::lint

// Searches the graph of calls without recursion: designs may be deeper than the stack.
#include "lint/calls.hpp"

#include <algorithm>
#include <map>

namespace joist::lint {
namespace {

using model::Arrow;
using model::Attribute;
using model::Role;

using Visit = std::pair<ComponentId, std::uint32_t>;

// Nodes numbered from 0, with the edges out of each.
struct Graph {
  std::vector<std::vector<std::pair<std::uint32_t, ArrowId>>> edges;
};

class PathSearch {
 public:
  PathSearch(const Facts& facts, const Graph& graph,
             const std::function<double(const Arrow&)>& weight)
      : facts_(facts),
        graph_(graph),
        weight_(weight),
        best_(graph.edges.size(), 0),
        next_(graph.edges.size(), no_edge),
        state_(graph.edges.size(), 0) {}

  std::vector<ArrowId> find() {
    std::uint32_t start = 0;
    for (std::uint32_t node = 0; node < graph_.edges.size(); ++node) {
      visit(node);
      if (best_[node] > best_[start]) start = node;
    }
    std::vector<ArrowId> path;
    if (graph_.edges.empty()) return path;
    for (std::uint32_t node = start; next_[node] != no_edge;) {
      const auto& [target, arrow] = graph_.edges[node][next_[node]];
      path.push_back(arrow);
      node = target;
    }
    return path;
  }

 private:
  static constexpr std::uint32_t no_edge = 0xffffffffu;

  void visit(std::uint32_t root) {
    if (state_[root] != 0) return;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> stack = {{root, 0}};
    state_[root] = 1;
    while (!stack.empty()) {
      auto& [node, edge] = stack.back();
      if (edge == graph_.edges[node].size()) {
        state_[node] = 2;
        stack.pop_back();
        continue;
      }
      const auto& [target, arrow] = graph_.edges[node][edge];
      if (state_[target] == 0) {
        state_[target] = 1;
        stack.emplace_back(target, 0);
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
  const Graph& graph_;
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

std::vector<ArrowId> heaviest_path(const Facts& facts, FlowId flow,
                                   const std::function<double(const Arrow&)>& weight) {
  std::map<Visit, std::uint32_t> numbers;
  Graph graph;
  const auto number = [&](ComponentId component, std::uint32_t visit) {
    const auto [found, added] =
        numbers.try_emplace({component, visit}, static_cast<std::uint32_t>(graph.edges.size()));
    if (added) graph.edges.emplace_back();
    return found->second;
  };
  for (const ArrowId id : facts.model.at(flow).arrows) {
    const Arrow& arrow = facts.model.at(id);
    if (!is_waited_for(facts, arrow)) continue;
    const std::uint32_t from = number(arrow.from, arrow.from_visit);
    const std::uint32_t to = number(arrow.to, arrow.to_visit);
    graph.edges[from].emplace_back(to, id);
  }
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

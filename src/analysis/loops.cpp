// Sparse linear systems part by part: a walk in topological order, loops solved where they stand.
#include "analysis/loops.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/loops_part.hpp"

namespace joist::analysis {

Graph make_graph(std::size_t nodes, std::span<const Link> links) {
  Graph graph;
  graph.begin.assign(nodes + 1, 0);
  for (const Link& link : links) ++graph.begin[link.from + 1];
  for (std::size_t i = 0; i < nodes; ++i) graph.begin[i + 1] += graph.begin[i];
  graph.links.resize(links.size());
  graph.to.resize(links.size());
  std::vector<std::uint32_t> next(graph.begin.begin(), graph.begin.end() - 1);
  for (std::uint32_t i = 0; i < links.size(); ++i) {
    const std::uint32_t at = next[links[i].from]++;
    graph.links[at] = i;
    graph.to[at] = links[i].to;
  }
  return graph;
}

namespace {

// Tarjan's algorithm with its stack of calls made explicit; parts come out last first.
class PartFinder {
 public:
  explicit PartFinder(const Graph& graph)
      : graph_(graph), low_(graph.size(), 0), on_stack_(graph.size(), 0) {}

  StrongParts run() {
    parts_.part_of.assign(graph_.size(), nowhere);
    for (std::uint32_t n = static_cast<std::uint32_t>(graph_.size()); n-- > 0;) {
      if (low_[n] == 0) visit(n);
    }
    return reversed();
  }

 private:
  struct Frame {
    std::uint32_t node, next, number;
  };

  void enter(std::uint32_t node) {
    low_[node] = ++count_;
    on_stack_[node] = 1;
    stack_.push_back(node);
    frames_.push_back({node, graph_.begin[node], count_});
  }

  void visit(std::uint32_t root) {
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      if (frame.next < graph_.begin[frame.node + 1]) {
        const std::uint32_t to = graph_.to[frame.next++];
        if (low_[to] == 0) {
          enter(to);
        } else if (on_stack_[to]) {
          low_[frame.node] = std::min(low_[frame.node], low_[to]);
        }
        continue;
      }
      leave();
    }
  }

  void leave() {
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (!frames_.empty()) {
      std::uint32_t& above = low_[frames_.back().node];
      above = std::min(above, low_[frame.node]);
    }
    if (low_[frame.node] != frame.number) return;
    parts_.first.push_back(static_cast<std::uint32_t>(parts_.nodes.size()));
    for (std::uint32_t node = nowhere; node != frame.node;) {
      node = stack_.back();
      stack_.pop_back();
      on_stack_[node] = 0;
      parts_.nodes.push_back(node);
    }
  }

  StrongParts reversed() {
    StrongParts result;
    result.part_of = std::move(parts_.part_of);
    result.nodes.reserve(parts_.nodes.size());
    auto end = static_cast<std::uint32_t>(parts_.nodes.size());
    for (std::size_t p = parts_.first.size(); p-- > 0; end = parts_.first[p]) {
      const auto part = static_cast<std::uint32_t>(result.first.size());
      result.first.push_back(static_cast<std::uint32_t>(result.nodes.size()));
      for (std::uint32_t i = end; i-- > parts_.first[p];) {
        result.part_of[parts_.nodes[i]] = part;
        result.nodes.push_back(parts_.nodes[i]);
      }
    }
    result.first.push_back(static_cast<std::uint32_t>(result.nodes.size()));
    return result;
  }

  const Graph& graph_;
  StrongParts parts_;
  std::vector<std::uint32_t> low_;
  std::vector<char> on_stack_;
  std::vector<std::uint32_t> stack_;
  std::vector<Frame> frames_;
  std::uint32_t count_ = 0;
};

bool links_to_itself(const Graph& graph, std::uint32_t node) {
  const auto first = graph.to.begin() + graph.begin[node];
  const auto last = graph.to.begin() + graph.begin[node + 1];
  return std::find(first, last, node) != last;
}

}  // namespace

StrongParts strong_parts(const Graph& graph) {
  return PartFinder(graph).run();
}

LinearSystem::LinearSystem(const Graph& graph, const StrongParts& parts,
                           std::span<const double> coefficients, const Rounds& rounds,
                           std::span<const std::uint32_t> owner)
    : graph_(graph), parts_(parts), coefficients_(graph.links.size()) {
  for (std::size_t i = 0; i < coefficients_.size(); ++i) {
    coefficients_[i] = coefficients[graph.links[i]];
  }
  solver_of_.assign(parts.size(), nowhere);
  for (std::uint32_t p = 0; p < parts.size(); ++p) {
    const auto nodes = parts.part(p);
    if (nodes.size() > 1 || links_to_itself(graph, nodes.front())) add_loop(p, rounds, owner);
  }
}

LinearSystem::~LinearSystem() = default;

void LinearSystem::add_loop(std::uint32_t part, const Rounds& rounds,
                            std::span<const std::uint32_t> owner) {
  const auto nodes = parts_.part(part);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> local;  // node, place
  for (std::uint32_t i = 0; i < nodes.size(); ++i) local.emplace_back(nodes[i], i);
  std::sort(local.begin(), local.end());
  const auto place = [&](std::uint32_t node) {
    return std::lower_bound(local.begin(), local.end(), std::pair{node, 0u})->second;
  };
  std::vector<PartLink> links;
  std::vector<LimitedCall> limited;
  std::vector<std::uint32_t> owners;
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    for (std::uint32_t at = graph_.begin[nodes[i]]; at < graph_.begin[nodes[i] + 1]; ++at) {
      if (parts_.part_of[graph_.to[at]] != part) continue;
      const std::uint32_t link = graph_.links[at];
      const PartLink inner{i, place(graph_.to[at]), coefficients_[at]};
      if (rounds.empty() || rounds[link] == 0) {
        links.push_back(inner);
        continue;
      }
      const auto known = std::find(owners.begin(), owners.end(), owner[link]);
      if (known == owners.end()) {
        owners.push_back(owner[link]);
        limited.push_back({rounds[link], {inner}});
      } else {
        limited[static_cast<std::size_t>(known - owners.begin())].links.push_back(inner);
      }
    }
  }
  solver_of_[part] = static_cast<std::uint32_t>(solvers_.size());
  solvers_.push_back(
      std::make_unique<const LoopPart>(nodes.size(), std::move(links), std::move(limited)));
  loops_.push_back(solvers_.back()->gain());
  for (std::uint32_t& node : loops_.back().ring) node = nodes[node];
}

std::vector<double> LinearSystem::solve(std::vector<double> b, std::vector<char>& reached) const {
  std::vector<double> inner;
  for (std::uint32_t p = 0; p < parts_.size(); ++p) {
    const auto nodes = parts_.part(p);
    const auto is_reached = [&](std::uint32_t node) { return reached[node] != 0; };
    if (std::none_of(nodes.begin(), nodes.end(), is_reached)) continue;
    if (solver_of_[p] != nowhere) {
      inner.resize(nodes.size());
      for (std::size_t i = 0; i < nodes.size(); ++i) inner[i] = b[nodes[i]];
      solvers_[solver_of_[p]]->solve(inner);
      for (std::size_t i = 0; i < nodes.size(); ++i) b[nodes[i]] = inner[i];
    }
    for (const std::uint32_t node : nodes) {
      reached[node] = 1;
      for (std::uint32_t at = graph_.begin[node]; at < graph_.begin[node + 1]; ++at) {
        if (solver_of_[p] != nowhere && parts_.part_of[graph_.to[at]] == p) continue;
        b[graph_.to[at]] += b[node] * coefficients_[at];
        reached[graph_.to[at]] = 1;
      }
    }
  }
  return b;
}

}  // namespace joist::analysis

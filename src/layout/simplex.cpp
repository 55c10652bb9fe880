// The network simplex method for ranks, kept small: cut values are sums over subtrees, so they are
// recomputed as a whole after each exchange instead of being patched.
#include <algorithm>
#include <limits>
#include <queue>

#include "layout/ranks.hpp"

namespace joist::layout {
namespace {

using Index = std::uint32_t;
constexpr Index no_edge = 0xffffffffu;

class Simplex {
 public:
  Simplex(std::size_t count, const std::vector<RankEdge>& edges)
      : edges_(edges), rank_(earliest_ranks(count, edges)), incident_(count), net_(count, 0) {
    for (Index e = 0; e < edges_.size(); ++e) {
      incident_[edges_[e].tail].push_back(e);
      incident_[edges_[e].head].push_back(e);
      net_[edges_[e].tail] += edges_[e].weight;
      net_[edges_[e].head] -= edges_[e].weight;
    }
  }

  // The whole must hang together.
  std::vector<int> run(int pivots) {
    grow_tight_tree();
    for (int i = 0; i < pivots; ++i) {
      walk_tree();
      const Index leaving = leaving_edge();
      if (leaving == no_edge) break;
      exchange(leaving);
    }
    return rank_;
  }

 private:
  int slack(Index e) const {
    return rank_[edges_[e].head] - rank_[edges_[e].tail] - edges_[e].least;
  }

  // Adds tight edges until none is left, then moves the tree until the closest border edge is
  // tight.
  void grow_tight_tree() {
    const std::size_t count = rank_.size();
    in_tree_.assign(edges_.size(), false);
    std::vector<char> reached(count, 0);
    std::vector<Index> members;
    std::vector<Index> border;  // edges with one end in the tree, perhaps by now both
    auto add = [&](Index node) {
      reached[node] = 1;
      members.push_back(node);
      border.insert(border.end(), incident_[node].begin(), incident_[node].end());
    };
    if (count > 0) add(0);
    while (members.size() < count) {
      for (std::size_t i = 0; i < border.size(); ++i) {
        const Index e = border[i];
        const bool tail_in = reached[edges_[e].tail] != 0, head_in = reached[edges_[e].head] != 0;
        if ((tail_in && head_in) || slack(e) != 0) continue;
        in_tree_[e] = true;
        add(tail_in ? edges_[e].head : edges_[e].tail);
      }
      auto inside = [&](Index e) {
        return reached[edges_[e].tail] != 0 && reached[edges_[e].head] != 0;
      };
      border.erase(std::remove_if(border.begin(), border.end(), inside), border.end());
      if (border.empty()) break;
      const Index best = *std::min_element(border.begin(), border.end(),
                                           [&](Index a, Index b) { return slack(a) < slack(b); });
      const int step = reached[edges_[best].tail] != 0 ? slack(best) : -slack(best);
      for (const Index node : members) rank_[node] += step;
    }
  }

  // Parents, visiting order and the sums of `net_` below each node.
  void walk_tree() {
    const std::size_t count = rank_.size();
    parent_edge_.assign(count, no_edge);
    order_.clear();
    last_.assign(count, 0);
    first_.assign(count, 0);
    std::vector<char> seen(count, 0);
    std::vector<Index> stack{0};
    while (!stack.empty()) {
      const Index node = stack.back();
      if (seen[node] != 0) {
        stack.pop_back();
        if (seen[node] == 1) last_[node] = static_cast<Index>(order_.size());
        seen[node] = 2;
        continue;
      }
      seen[node] = 1;
      first_[node] = static_cast<Index>(order_.size());
      order_.push_back(node);
      for (const Index e : incident_[node]) {
        if (!in_tree_[e]) continue;
        const Index other = edges_[e].tail == node ? edges_[e].head : edges_[e].tail;
        if (seen[other] != 0) continue;
        parent_edge_[other] = e;
        stack.push_back(other);
      }
    }
    sum_ = net_;
    for (std::size_t i = order_.size(); i-- > 1;) sum_[parent(order_[i])] += sum_[order_[i]];
  }

  Index parent(Index node) const {
    const RankEdge& e = edges_[parent_edge_[node]];
    return e.tail == node ? e.head : e.tail;
  }
  // Weights from the tail's part to the head's, less those the other way.
  std::int64_t cut(Index node) const {
    return edges_[parent_edge_[node]].tail == node ? sum_[node] : -sum_[node];
  }

  Index leaving_edge() {
    const std::size_t count = order_.size();
    Index best = no_edge;
    int looked = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Index node = order_[(start_ + i) % count];
      if (parent_edge_[node] == no_edge || cut(node) >= 0) continue;
      if (best == no_edge || cut(node) < cut(best)) best = node;
      if (++looked == 30) {
        start_ = (start_ + i + 1) % count;
        break;
      }
    }
    return best;
  }

  bool below(Index node, Index top) const {
    return first_[node] >= first_[top] && first_[node] < last_[top];
  }

  // Takes out the edge above `top` and puts in the tightest that leads the other way over the cut.
  void exchange(Index top) {
    const bool top_is_tail = edges_[parent_edge_[top]].tail == top;
    Index best = no_edge;
    for (Index i = first_[top]; i < last_[top]; ++i) {
      for (const Index e : incident_[order_[i]]) {
        const Index inner_end = top_is_tail ? edges_[e].head : edges_[e].tail;
        const Index outer_end = top_is_tail ? edges_[e].tail : edges_[e].head;
        if (inner_end != order_[i] || below(outer_end, top)) continue;
        if (best == no_edge || slack(e) < slack(best)) best = e;
      }
    }
    if (best == no_edge) return;
    const int step = top_is_tail ? -slack(best) : slack(best);
    for (Index i = first_[top]; i < last_[top]; ++i) rank_[order_[i]] += step;
    in_tree_[parent_edge_[top]] = false;
    in_tree_[best] = true;
  }

  const std::vector<RankEdge>& edges_;
  std::vector<int> rank_;
  std::vector<std::vector<Index>> incident_;
  std::vector<std::int64_t> net_, sum_;
  std::vector<char> in_tree_;
  std::vector<Index> parent_edge_, order_, first_, last_;
  std::size_t start_ = 0;
};

}  // namespace

std::vector<int> earliest_ranks(std::size_t count, const std::vector<RankEdge>& edges) {
  std::vector<std::vector<Index>> out(count);
  std::vector<int> waiting(count, 0), ranks(count, 0);
  for (Index e = 0; e < edges.size(); ++e) {
    out[edges[e].tail].push_back(e);
    ++waiting[edges[e].head];
  }
  std::vector<Index> ready;
  for (Index node = 0; node < count; ++node)
    if (waiting[node] == 0) ready.push_back(node);
  for (std::size_t i = 0; i < ready.size(); ++i) {
    for (const Index e : out[ready[i]]) {
      const Index head = edges[e].head;
      ranks[head] = std::max(ranks[head], ranks[ready[i]] + edges[e].least);
      if (--waiting[head] == 0) ready.push_back(head);
    }
  }
  return ranks;
}

std::vector<int> simplex_ranks(std::size_t count, const std::vector<RankEdge>& edges, int pivots) {
  if (count == 0) return {};
  return Simplex(count, edges).run(pivots);
}

}  // namespace joist::layout

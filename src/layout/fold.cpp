// Cuts wide ranks. Of one rank, those come first that have more lines from before than to what
// follows.
#include "layout/fold.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

using Index = std::uint32_t;

class Folding {
 public:
  Folding(const Graph& graph, const std::vector<int>& ranks, bool rightward, double shape)
      : graph_(graph), ranks_(ranks), rightward_(rightward), bound_(graph.nodes.size()) {
    std::iota(bound_.begin(), bound_.end(), 0u);
    for (const auto& group : graph.same_rank)
      for (const NodeId node : group) bound_[node.index()] = group.front().value;
    count_pulls();
    rows_.resize(static_cast<std::size_t>(
        ranks.empty() ? 0 : 1 + *std::max_element(ranks.begin(), ranks.end())));
    for (Index n = 0; n < ranks.size(); ++n) rows_[static_cast<std::size_t>(ranks[n])].push_back(n);
    most_ = page_width(shape);
  }

  std::vector<int> run() {
    std::vector<int> result = ranks_;
    int extra = 0;
    for (auto& row : rows_) {
      for (const Index n : row) result[n] += extra;
      extra += cut(row, result);
    }
    return result;
  }

 private:
  double across(Index n) const {
    const Size size = graph_.nodes[n].size;
    return (rightward_ ? size.height : size.width) + spacing::box_gap;
  }
  double along(Index n) const {
    const Size size = graph_.nodes[n].size;
    return (rightward_ ? size.width : size.height) + 2 * spacing::straight_gap;
  }

  void count_pulls() {
    pull_.assign(graph_.nodes.size(), 0);
    for (const Edge& edge : graph_.edges) {
      const Index a = edge.from.value, b = edge.to.value;
      if (ranks_[a] == ranks_[b]) continue;
      const bool up = ranks_[a] > ranks_[b];
      pull_[up ? b : a] += 1;
      pull_[up ? a : b] -= 1;
    }
  }

  // Of a page that holds all rows, if they could be cut anywhere.
  double page_width(double shape) const {
    double area = 0;
    for (const auto& row : rows_) {
      double width = 0, height = 0;
      for (const Index n : row) {
        width += across(n);
        height = std::max(height, along(n));
      }
      area += width * height;
    }
    return std::sqrt(area * shape);
  }

  // Returns how many ranks more the row takes.
  int cut(std::vector<Index>& row, std::vector<int>& result) const {
    double width = 0;
    for (const Index n : row) width += across(n);
    const int parts = static_cast<int>(std::lround(width / most_));
    if (parts < 2) return 0;
    auto before = [&](Index a, Index b) {
      const Index ga = bound_[a], gb = bound_[b];
      if (ga == gb) return a < b;
      if (graph_.nodes[ga].frame != graph_.nodes[gb].frame)
        return graph_.nodes[ga].frame < graph_.nodes[gb].frame;
      return pull_[ga] != pull_[gb] ? pull_[ga] < pull_[gb] : ga < gb;
    };
    std::sort(row.begin(), row.end(), before);
    double done = 0;
    int part = 0, used = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool tied = i > 0 && bound_[row[i]] == bound_[row[i - 1]];
      if (!tied) part = std::min(parts - 1, static_cast<int>(done / width * parts + 1e-9));
      result[row[i]] += part;
      used = std::max(used, part);
      done += across(row[i]);
    }
    return used;
  }

  const Graph& graph_;
  const std::vector<int>& ranks_;
  bool rightward_;
  std::vector<Index> bound_;  // the first of those that share a rank
  std::vector<int> pull_;     // lines on, less lines back
  std::vector<std::vector<Index>> rows_;
  double most_ = 0;
};

}  // namespace

std::vector<int> fold(const Graph& graph, const std::vector<int>& ranks, bool rightward,
                      double shape) {
  return Folding(graph, ranks, rightward, shape).run();
}

}  // namespace joist::layout

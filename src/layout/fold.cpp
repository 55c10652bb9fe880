// Cuts wide ranks: as a whole, or the share of each group. Those come first that have more lines
// from before than to what follows.
#include "layout/fold.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

using Index = std::uint32_t;

class Folding {
 public:
  Folding(const Graph& graph, const std::vector<int>& ranks, bool rightward, double shape)
      : graph_(graph),
        ranks_(ranks),
        rightward_(rightward),
        bound_(graph.nodes.size()),
        is_bound_(graph.nodes.size(), 0) {
    std::iota(bound_.begin(), bound_.end(), 0u);
    for (const auto& group : graph.same_rank)
      for (const NodeId node : group) {
        bound_[node.index()] = group.front().value;
        is_bound_[node.index()] = 1;
      }
    count_pulls();
    rows_.resize(static_cast<std::size_t>(
        ranks.empty() ? 0 : 1 + *std::max_element(ranks.begin(), ranks.end())));
    for (Index n = 0; n < ranks.size(); ++n) rows_[static_cast<std::size_t>(ranks[n])].push_back(n);
    most_ = page_width(shape);
  }

  std::vector<int> run() {
    return cut_rows(
        [&](std::vector<Index>& row, std::vector<int>& result) { return cut(row, result); });
  }

  std::vector<int> wrap(double column) {
    return cut_rows([&](std::vector<Index>& row, std::vector<int>& result) {
      double width = 0;
      for (const Index n : row) width += across(n);
      return width > column ? halve(row, result) : 0;
    });
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

  // `cut` returns how many ranks more a row takes.
  template <class Cut>
  std::vector<int> cut_rows(Cut cut) {
    std::vector<int> result = ranks_;
    int extra = 0;
    for (auto& row : rows_) {
      for (const Index n : row) result[n] += extra;
      extra += cut(row, result);
    }
    return result;
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

  // Of each frame as many as there are in the first half, those that lead on in the second.
  int halve(std::vector<Index>& row, std::vector<int>& result) const {
    constexpr std::size_t least = 4;  // two and one are no better than three
    std::map<FrameId, std::vector<Index>> parts;
    for (const Index n : row) parts[graph_.nodes[n].frame].push_back(n);
    int used = 0;
    for (auto& [frame, part] : parts) {
      const bool tied = std::any_of(part.begin(), part.end(),
                                    [&](Index n) { return bound_[n] != n || is_bound_[n] != 0; });
      if (part.size() < least || tied) continue;
      std::stable_sort(part.begin(), part.end(),
                       [&](Index a, Index b) { return pull_[a] < pull_[b]; });
      for (std::size_t i = (part.size() + 1) / 2; i < part.size(); ++i) result[part[i]] += 1;
      used = 1;
    }
    return used;
  }

  const Graph& graph_;
  const std::vector<int>& ranks_;
  bool rightward_;
  std::vector<Index> bound_;    // the first of those that share a rank
  std::vector<char> is_bound_;  // whether it has to share a rank
  std::vector<int> pull_;       // lines on, less lines back
  std::vector<std::vector<Index>> rows_;
  double most_ = 0;
};

}  // namespace

std::vector<int> fold(const Graph& graph, const std::vector<int>& ranks, bool rightward,
                      double shape) {
  return Folding(graph, ranks, rightward, shape).run();
}

std::vector<int> wrap(const Graph& graph, const std::vector<int>& ranks, double column) {
  return Folding(graph, ranks, false, 1).wrap(column);
}

}  // namespace joist::layout

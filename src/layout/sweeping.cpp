// The barycentre heuristic (Sugiyama, Tagawa, Toda 1981) on rows.
#include "layout/sweeping.hpp"

#include <algorithm>

namespace joist::layout {
namespace {

using Index = std::uint32_t;
constexpr int most_sweeps = 8;

class Sweeping {
 public:
  Sweeping(const Layers& layers, int start)
      : rows_(static_cast<std::size_t>(layers.row_count)),
        above_(layers.cells.size()),
        below_(layers.cells.size()),
        place_(layers.cells.size()),
        written_(layers.cells.size(), -1),
        hold_(std::max(0.0, 1 - static_cast<double>(start) / free_start)) {
    for (Index c = 0; c < layers.cells.size(); ++c)
      rows_[static_cast<std::size_t>(layers.cells[c].row)].push_back(c);
    for (const auto& row : rows_) write_down(layers, row);
    for (auto& row : rows_) shuffle(row, start - free_start);
    for (const Link& link : layers.links) {
      below_[link.upper.index()].push_back(link.lower.value);
      above_[link.lower.index()].push_back(link.upper.value);
    }
  }

  std::vector<double> run() {
    for (auto& row : rows_) number(row);
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
      for (std::size_t r = 1; r < rows_.size(); ++r) sort(rows_[r], above_);
      for (std::size_t r = rows_.size(); r-- > 0;) sort(rows_[r], below_);
    }
    return place_;
  }

 private:
  // Nothing is random: the same start gives the same order.
  static void shuffle(std::vector<Index>& row, int start) {
    if (start == 1) std::reverse(row.begin(), row.end());
    if (start < 2) return;
    const auto mixed = [&](Index c) { return (c + 1) * 2654435761u * static_cast<Index>(start); };
    std::stable_sort(row.begin(), row.end(), [&](Index a, Index b) { return mixed(a) < mixed(b); });
  }

  void write_down(const Layers& layers, const std::vector<Index>& row) {
    std::vector<Index> boxes;
    for (const Index cell : row)
      if (layers.cells[cell].kind == CellKind::box) boxes.push_back(cell);
    for (std::size_t i = 0; i < boxes.size(); ++i)
      written_[boxes[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(boxes.size());
  }

  // From 0 to 1, so that rows of different lengths compare.
  void number(const std::vector<Index>& row) {
    for (std::size_t i = 0; i < row.size(); ++i)
      place_[row[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(row.size());
  }

  void sort(std::vector<Index>& row, const std::vector<std::vector<Index>>& neighbours) {
    for (const Index cell : row) {
      if (neighbours[cell].empty()) continue;
      double sum = 0;
      for (const Index n : neighbours[cell]) sum += place_[n];
      const double mean = sum / static_cast<double>(neighbours[cell].size());
      const double hold = written_[cell] < 0 ? 0 : hold_;
      place_[cell] = hold * written_[cell] + (1 - hold) * mean;
    }
    std::stable_sort(row.begin(), row.end(),
                     [&](Index a, Index b) { return place_[a] < place_[b]; });
    number(row);
  }

  std::vector<std::vector<Index>> rows_;
  std::vector<std::vector<Index>> above_, below_;
  std::vector<double> place_;
  std::vector<double> written_;  // of a box, its place among those of its row; of others -1
  double hold_;                  // how much that counts
};

}  // namespace

std::vector<double> sweep(const Layers& layers, int start) {
  return Sweeping(layers, start).run();
}

}  // namespace joist::layout

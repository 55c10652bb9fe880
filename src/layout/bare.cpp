// A cell between two ranks stands beside that of the cells it joins which has fewer lines: there it
// is in nobody's way, and its line has one sideways step.
#include "layout/bare.hpp"

#include <algorithm>

namespace joist::layout {
namespace {

class Expansion {
 public:
  Expansion(const Layers& full, const Layers& bare, const Order& order)
      : full_(full),
        bare_(bare),
        rank_below_(static_cast<std::size_t>(full.row_count), 0),
        between_(static_cast<std::size_t>(full.row_count), 1),
        position_(bare.cells.size(), 0) {
    for (const auto& row : order.rows())
      for (std::size_t i = 0; i < row.size(); ++i)
        position_[row[i].index()] =
            (static_cast<double>(i) + 0.5) / static_cast<double>(row.size());
    for (std::size_t rank = 0; rank < full.rank_rows.size(); ++rank) {
      const auto row = static_cast<std::size_t>(full.rank_rows[rank]);
      between_[row] = 0;
      for (std::size_t r = row; r < rank_below_.size(); ++r) rank_below_[r] = rank;
    }
    measure_frames();
    count_lines();
  }

  std::vector<double> run() const {
    std::vector<double> places(full_.cells.size(), 0);
    for (std::size_t c = 0; c < places.size(); ++c) {
      const Cell& cell = full_.cells[c];
      if (cell.kind == CellKind::box) places[c] = position_[c];
      if (cell.kind == CellKind::spacer) places[c] = spacer_place(cell);
    }
    for (std::size_t p = 0; p < full_.paths.size(); ++p) {
      if (full_.paths[p].flat) continue;
      const auto& cells = full_.paths[p].cells;
      const auto& bare = bare_.paths[p].cells;
      for (std::size_t i = 1; i + 1 < cells.size(); ++i) {
        const auto row = static_cast<std::size_t>(full_.cells[cells[i].index()].row);
        const std::size_t at =
            rank_below_[row] - static_cast<std::size_t>(bare_.cells[bare.front().index()].row);
        places[cells[i].index()] =
            between_[row] == 0 ? position_[bare[at].index()] : beside(bare[at], bare[at + 1]);
      }
    }
    return places;
  }

 private:
  double beside(CellId upper, CellId lower) const {
    const bool few_above = down_[upper.index()] < up_[lower.index()];
    const double share = few_above ? near : 1 - near;  // of the way down
    return (1 - share) * position_[upper.index()] + share * position_[lower.index()];
  }

  double spacer_place(const Cell& cell) const {
    const auto row = static_cast<std::size_t>(cell.row);
    const std::size_t rank = rank_below_[row];
    if (between_[row] == 0) return mean(cell.owner, rank);
    return (mean(cell.owner, rank) + mean(cell.owner, rank + 1)) / 2;
  }

  void count_lines() {
    up_.assign(position_.size(), 0);
    down_.assign(position_.size(), 0);
    for (const Link& link : bare_.links) {
      if (link.edge == Link::no_edge) continue;
      ++down_[link.upper.index()];
      ++up_[link.lower.index()];
    }
  }

  void measure_frames() {
    sums_.resize(bare_.parents.size());
    for (std::size_t f = 0; f < sums_.size(); ++f)
      sums_[f].resize(static_cast<std::size_t>(bare_.extents[f].last - bare_.extents[f].first + 1));
    for (std::size_t c = 0; c < position_.size(); ++c) {
      const Cell& cell = bare_.cells[c];
      for (FrameId f = cell.frame; f; f = bare_.parents[f.index()]) {
        Sum& sum =
            sums_[f.index()][static_cast<std::size_t>(cell.row - bare_.extents[f.index()].first)];
        sum.places += position_[c];
        sum.count += 1;
      }
    }
  }

  double mean(std::size_t frame, std::size_t rank) const {
    const Sum& sum = sums_[frame][rank - static_cast<std::size_t>(bare_.extents[frame].first)];
    return sum.places / std::max(sum.count, 1.0);
  }

  struct Sum {
    double places = 0, count = 0;
  };

  static constexpr double near = 0.02;  // not quite, so that the other end sorts equals

  const Layers& full_;
  const Layers& bare_;
  std::vector<std::size_t> rank_below_;  // by row of `full`, the last rank that is not below it
  std::vector<char> between_;            // by row of `full`, whether it holds no rank
  std::vector<int> up_, down_;           // lines of each cell of `bare`
  std::vector<double> position_;         // by cell of `bare`, from 0 to 1
  std::vector<std::vector<Sum>> sums_;   // by frame and row of `bare` from its first on
};

}  // namespace

std::vector<double> expand(const Layers& full, const Layers& bare, const Order& order) {
  return Expansion(full, bare, order).run();
}

}  // namespace joist::layout

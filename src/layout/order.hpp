// Who stands beside whom: the cells of each row, kept together by frames that have one order in all
// the rows they pass.
#pragma once

#include <vector>

#include "layout/layers.hpp"

namespace joist::layout {

// What stands in a row within one frame: a cell, or a frame inside it that the row passes.
struct LaneItem {
  std::uint32_t value = 0;
  bool frame = false;
  friend bool operator==(const LaneItem&, const LaneItem&) = default;
};

// What one row has directly in one frame, or outside of all.
struct Lane {
  int row = 0;
  FrameId home;
  std::vector<LaneItem> items;
};

class Order {
 public:
  // Cells by `place` within their row (any numbers that sort them); a frame stands where it does in
  // most of its rows. Hints are respected, as far as they do not contradict the frames.
  Order(const Layers& layers, const std::vector<double>& place);

  const std::vector<Lane>& lanes() const { return lanes_; }
  std::vector<Lane>& lanes() { return lanes_; }
  // Of a row within a frame (none: outside of all); npos where the row does not pass it.
  std::size_t lane(FrameId home, int row) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  // The frames inside a frame, in their order, and how to change it.
  const std::vector<FrameId>& inner(FrameId home) const;
  // Which of its siblings a frame is.
  std::size_t rank(FrameId frame) const { return rank_[frame.index()]; }
  void swap_frames(FrameId home, std::size_t first, std::size_t second);
  void mirror(FrameId frame);

  // How many cells a row has in a frame, and the first of them.
  std::size_t size(FrameId frame, int row) const { return sizes_[lane(frame, row)]; }
  CellId first_cell(FrameId frame, int row) const;

  // The cells of a row in order, frames dissolved.
  void flatten(int row, std::vector<CellId>& cells) const;
  std::vector<std::vector<CellId>> rows() const;

  // A hint says that `a` comes before `b`; both are of the same lane.
  bool fixed(const LaneItem& a, const LaneItem& b) const;
  bool has_hints() const { return !hints_.empty(); }
  // A hint says that a cell comes before or after the frame: it stays among its siblings.
  bool pinned(FrameId frame) const;

 private:
  void collect_lanes();
  void sort_lanes(const std::vector<double>& place);
  void sort_frames(const std::vector<double>& place);
  std::vector<double> mean_places(const std::vector<double>& place) const;
  void find_hints();
  void obey_hints(Lane& lane);
  std::size_t slot(FrameId home) const { return home ? home.index() + 1 : 0; }

  const Layers& layers_;
  std::vector<Lane> lanes_;                         // by row, then home
  std::vector<std::vector<std::size_t>> lanes_of_;  // by slot of the home, by row from its first on
  std::vector<std::size_t> sizes_;                  // cells by lane, those of inner frames included
  std::vector<std::vector<FrameId>> inner_;         // by slot of the home
  std::vector<std::size_t> rank_;                   // of each frame among its siblings
  std::vector<std::pair<LaneItem, LaneItem>> hints_;  // sorted
  std::vector<LaneItem> hinted_;                      // all that are in them, sorted
};

// How many pairs of links between two rows cross, given the place of each cell in its row.
std::size_t count_crossings(const Layers& layers, const Order& order);

// Moves cells, lines and frames about until nothing gets better, `rounds` are over or `effort` (a
// count of compared links) is spent.
void improve(const Layers& layers, Order& order, std::size_t effort, int rounds = 8);

}  // namespace joist::layout

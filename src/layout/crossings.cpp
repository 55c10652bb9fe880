// Fewer crossings: cells are sifted through their lanes, frames through their siblings (after
// Matuszewski, Schoenfeld, Molitor: "Using Sifting for k-Layer Straightline Crossing Minimization",
// Graph Drawing 1999).
#include <algorithm>
#include <cmath>

#include "layout/counter.hpp"
#include "layout/order.hpp"
#include "layout/threading.hpp"
#include "layout/writing.hpp"

namespace joist::layout {
namespace {

using Index = std::uint32_t;

constexpr std::int64_t crossing = 1024;  // what one costs

// Of the pairs one from each, sorted both, how many have the first greater.
std::int64_t inversions(const std::vector<Index>& a, const std::vector<Index>& b) {
  std::int64_t count = 0;
  std::size_t below = 0;
  for (const Index value : a) {
    while (below < b.size() && b[below] < value) ++below;
    count += static_cast<std::int64_t>(below);
  }
  return count;
}

class Improver {
 public:
  Improver(const Layers& layers, Order& order, std::size_t effort)
      : layers_(layers),
        order_(order),
        counter_(layers, order),
        threads_(layers, order, counter_),
        writing_(layers),
        limit_(effort) {
    set_price();
    threaded_.assign(layers.paths.size(), 0);
    sifted_.assign(order.lanes().size(), 0);
    mirrored_.assign(layers.parents.size(), 0);
    turned_.assign(layers.parents.size() + 1, 0);
    lanes_of_row_.resize(static_cast<std::size_t>(layers.row_count));
    for (std::size_t l = 0; l < order.lanes().size(); ++l)
      lanes_of_row_[static_cast<std::size_t>(order.lanes()[l].row)].push_back(l);
  }

  void run(int rounds) {
    for (int round = 0; round < rounds && counter_.effort < limit_; ++round) {
      bool better = false;
      better |= thread();
      for (int row = 0; row < layers_.row_count; ++row) better |= sift_row(row);
      for (int row = layers_.row_count; row-- > 0;) better |= sift_row(row);
      better |= sift_frames(FrameId());
      for (std::size_t f = 0; f < layers_.parents.size(); ++f) {
        better |= sift_frames(FrameId(f));
        better |= try_mirror(FrameId(f));
      }
      if (!better) return;
    }
  }

 private:
  // Where the neighbours of an item stand, in the row above and the row below.
  struct Reach {
    std::vector<Index> above, below;
    LaneItem item;
  };

  void collect(Index cell, Reach& reach) {
    for (const Index n : counter_.above(cell)) reach.above.push_back(counter_.position(n));
    for (const Index n : counter_.below(cell)) reach.below.push_back(counter_.position(n));
  }
  void collect_frame(FrameId frame, int row, Reach& reach) {
    const std::size_t l = order_.lane(frame, row);
    for (const LaneItem& item : order_.lanes()[l].items) {
      if (item.frame)
        collect_frame(FrameId(item.value), row, reach);
      else
        collect(item.value, reach);
    }
  }

  // What is gained or lost when `b`, now after `a`, comes before it.
  std::int64_t change(const Reach& a, const Reach& b) {
    counter_.effort += a.above.size() + b.above.size() + a.below.size() + b.below.size();
    return crossing * (inversions(b.above, a.above) - inversions(a.above, b.above) +
                       inversions(b.below, a.below) - inversions(a.below, b.below)) +
           turned_price_ * writing_.change(a.item, b.item);
  }

  // What a pair costs that stands the other way round than it was written: all of them together
  // are worth a share of the crossings that there are now.
  void set_price() {
    std::int64_t crossings = 2;
    for (int row = 0; row + 1 < layers_.row_count; ++row)
      crossings += counter_.crossings_below(row);
    const std::int64_t pairs = std::max<std::int64_t>(writing_.count(order_, FrameId()).all, 1);
    turned_price_ = std::max<std::int64_t>(
        1, std::llround(writing_worth(layers_) * crossing * crossings / pairs));
  }

  // True when the rows around have changed since the last call for this one.
  bool stale(std::vector<std::size_t>& seen, std::size_t index, int first, int last) const {
    const std::size_t changes = counter_.changes(first, last) + 1;
    if (seen[index] == changes) return false;
    seen[index] = changes;
    return true;
  }

  // Leads each long line anew through all its rows.
  bool thread() {
    bool better = false;
    for (std::size_t p = 0; p < layers_.paths.size() && counter_.effort < limit_; ++p) {
      const auto& cells = layers_.paths[p].cells;
      if (cells.size() < 3) continue;
      const int first = layers_.cells[cells.front().index()].row;
      const int last = layers_.cells[cells.back().index()].row;
      if (stale(threaded_, p, first, last)) better |= threads_.lead(layers_.paths[p]);
    }
    return better;
  }

  bool sift_row(int row) {
    bool better = false;
    for (const std::size_t l : lanes_of_row_[static_cast<std::size_t>(row)]) {
      if (counter_.effort > limit_ || !stale(sifted_, l, row, row)) continue;
      if (!sift_lane(order_.lanes()[l])) continue;
      better = true;
      counter_.renumber(row);
      counter_.touch(row);
    }
    return better;
  }

  bool sift_lane(Lane& lane) {
    std::vector<Reach> reaches;
    for (const LaneItem& item : lane.items) {
      Reach& reach = reaches.emplace_back();
      reach.item = item;
      if (item.frame)
        collect_frame(FrameId(item.value), lane.row, reach);
      else
        collect(item.value, reach);
      std::sort(reach.above.begin(), reach.above.end());
      std::sort(reach.below.begin(), reach.below.end());
    }
    std::vector<Index> cells;
    for (const LaneItem& item : lane.items)
      if (!item.frame) cells.push_back(item.value);
    bool better = false;
    for (const Index cell : cells) {
      const auto found = std::find(lane.items.begin(), lane.items.end(), LaneItem{cell, false});
      better |= sift(lane, reaches, static_cast<std::size_t>(found - lane.items.begin()));
    }
    return better;
  }

  bool sift(Lane& lane, std::vector<Reach>& reaches, std::size_t from) {
    std::int64_t best = 0, sum = 0;
    std::size_t to = from;
    for (std::size_t i = from + 1; i < lane.items.size(); ++i) {
      if (order_.fixed(lane.items[from], lane.items[i])) break;
      sum += change(reaches[from], reaches[i]);
      if (sum < best) {
        best = sum;
        to = i;
      }
    }
    sum = 0;
    for (std::size_t i = from; i-- > 0;) {
      if (order_.fixed(lane.items[i], lane.items[from])) break;
      sum += change(reaches[i], reaches[from]);
      if (sum < best) {
        best = sum;
        to = i;
      }
    }
    if (to == from) return false;
    auto turn = [&](auto& list) {
      const auto begin = list.begin();
      const auto f = static_cast<std::ptrdiff_t>(from), t = static_cast<std::ptrdiff_t>(to);
      if (f < t)
        std::rotate(begin + f, begin + f + 1, begin + t + 1);
      else
        std::rotate(begin + t, begin + f, begin + f + 1);
    };
    turn(lane.items);
    turn(reaches);
    return true;
  }

  void renumber_rows(int first, int last) {
    for (int row = first; row <= last; ++row) counter_.renumber(row);
  }

  void touch(Extent extent) {
    for (int row = extent.first; row <= extent.last; ++row) counter_.touch(row);
  }

  // Lets two siblings change places; returns by how much that changes the crossings.
  std::int64_t swap(FrameId home, std::size_t first, std::size_t second) {
    const FrameId one = order_.inner(home)[first], other = order_.inner(home)[second];
    const Extent a = layers_.extents[one.index()], b = layers_.extents[other.index()];
    const std::int64_t turned = turned_price_ *
                                writing_.change({one.value, true}, {other.value, true}) *
                                (first < second ? 1 : -1);
    const int top = std::max(a.first, b.first), bottom = std::min(a.last, b.last);
    const std::int64_t before = top > bottom ? 0 : counter_.around(top, bottom);
    order_.swap_frames(home, first, second);
    if (top > bottom) return 0;
    renumber_rows(top, bottom);
    return crossing * (counter_.around(top, bottom) - before) + turned;
  }

  // Moves each frame through its siblings to where the fewest links cross.
  bool sift_frames(FrameId home) {
    const std::vector<FrameId> siblings = order_.inner(home);
    const Extent all = home ? layers_.extents[home.index()] : Extent{0, layers_.row_count - 1};
    if (siblings.size() < 2 || !stale(turned_, home ? home.index() + 1 : 0, all.first, all.last))
      return false;
    bool better = false;
    for (const FrameId frame : siblings) {
      if (counter_.effort > limit_) return better;
      const auto& now = order_.inner(home);
      const auto start =
          static_cast<std::size_t>(std::find(now.begin(), now.end(), frame) - now.begin());
      std::int64_t sum = 0, best = 0;
      std::size_t at = start, to = start;
      auto step = [&](std::size_t next) {
        sum += swap(home, at, next);
        at = next;
        if (sum >= best) return;
        best = sum;
        to = at;
      };
      auto free = [&](std::size_t a, std::size_t b) {
        return !order_.fixed({now[a].value, true}, {now[b].value, true}) &&
               !order_.pinned(now[a]) && !order_.pinned(now[b]);
      };
      while (at + 1 < siblings.size() && free(at, at + 1)) step(at + 1);
      while (at > 0 && (at > start || free(at - 1, at))) step(at - 1);
      while (at != to) {
        const std::size_t next = at < to ? at + 1 : at - 1;
        swap(home, at, next);
        at = next;
      }
      if (best < 0) touch(layers_.extents[frame.index()]);
      better |= best < 0;
    }
    return better;
  }

  bool try_mirror(FrameId frame) {
    if (counter_.effort > limit_ || order_.has_hints()) return false;
    const Extent all = layers_.extents[frame.index()];
    if (!stale(mirrored_, frame.index(), all.first, all.last)) return false;
    const WrittenPairs pairs = writing_.count(order_, frame);
    const std::int64_t turned = turned_price_ * (pairs.all - 2 * pairs.turned);
    const std::int64_t before = counter_.around(all.first, all.last);
    order_.mirror(frame);
    renumber_rows(all.first, all.last);
    if (crossing * (counter_.around(all.first, all.last) - before) + turned < 0) {
      touch(all);
      return true;
    }
    order_.mirror(frame);
    renumber_rows(all.first, all.last);
    return false;
  }

  const Layers& layers_;
  Order& order_;
  Counter counter_;
  Threading threads_;
  Writing writing_;
  std::int64_t turned_price_ = 0;
  std::vector<std::size_t> threaded_, sifted_, turned_,
      mirrored_;  // what each last saw, by path, lane, frame
  std::vector<std::vector<std::size_t>> lanes_of_row_;
  std::size_t limit_;
};

}  // namespace

std::size_t count_crossings(const Layers& layers, const Order& order) {
  Counter counter(layers, order);
  std::int64_t sum = 0;
  for (int row = 0; row + 1 < layers.row_count; ++row) sum += counter.crossings_below(row);
  return static_cast<std::size_t>(sum);
}

void improve(const Layers& layers, Order& order, std::size_t effort, int rounds) {
  Improver(layers, order, effort).run(rounds);
}

}  // namespace joist::layout

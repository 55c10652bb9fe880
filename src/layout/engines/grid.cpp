// The engine that always works: rows sorted by where the neighbours stand, packed from one side,
// and loosened towards the middle of the neighbours. Linear in the size of the graph for each
// sweep.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "layout/engines/engine.hpp"
#include "layout/spacing.hpp"

namespace joist::layout::engines {
namespace {

using Index = std::uint32_t;
constexpr int order_sweeps = 12;
constexpr int place_sweeps = 10;

// What stands in a row within one frame: a cell, or a frame inside it that the row passes.
struct Item {
  Index value = 0;
  bool frame = false;
};

class Grid {
 public:
  explicit Grid(const Layers& layers)
      : layers_(layers), neighbours_(layers.cells.size()), at_(layers.cells.size(), 0) {
    for (const Link& link : layers_.links) {
      neighbours_[link.upper.index()].push_back(link.lower.value);
      neighbours_[link.lower.index()].push_back(link.upper.value);
    }
    collect_lanes();
  }

  Placement run() {
    start();
    for (int sweep = 0; sweep < order_sweeps; ++sweep) {
      pull();
      sort_lanes();
      number();
    }
    pack();
    for (int sweep = 0; sweep < place_sweeps; ++sweep) loosen(sweep % 2 == 0);
    return placement();
  }

 private:
  // A lane is what one row has inside one frame, without the frames within.
  struct Lane {
    int row = 0;
    FrameId home;
    std::vector<Item> items;
  };

  void collect_lanes() {
    struct Entry {
      int row;
      FrameId home;
      Item item;
    };
    std::vector<Entry> entries;
    for (Index c = 0; c < layers_.cells.size(); ++c)
      entries.push_back({layers_.cells[c].row, layers_.cells[c].frame, {c, false}});
    for (Index f = 0; f < layers_.parents.size(); ++f)
      for (int r = layers_.extents[f].first; r <= layers_.extents[f].last; ++r)
        entries.push_back({r, layers_.parents[f], {f, true}});
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return std::tie(a.row, a.home) < std::tie(b.row, b.home);
    });
    for (const Entry& e : entries) {
      if (lanes_.empty() || lanes_.back().row != e.row || lanes_.back().home != e.home)
        lanes_.push_back({e.row, e.home, {}});
      lanes_.back().items.push_back(e.item);
    }
  }

  // At first in the order given, which is the author's.
  void start() {
    std::iota(at_.begin(), at_.end(), 0.0);
    sort_lanes();
    number();
  }

  void pull() {
    std::vector<double> next = at_;
    for (std::size_t c = 0; c < at_.size(); ++c) {
      if (neighbours_[c].empty()) continue;
      double sum = 0;
      for (const Index n : neighbours_[c]) sum += at_[n];
      next[c] = (at_[c] * 0.3 + 0.7 * sum / static_cast<double>(neighbours_[c].size()));
    }
    at_ = std::move(next);
  }

  // A frame's place is the mean of its cells in all rows, so that frames keep one order everywhere.
  std::vector<double> frame_places() const {
    std::vector<double> sum(layers_.parents.size(), 0), count(layers_.parents.size(), 0);
    for (std::size_t c = 0; c < at_.size(); ++c) {
      for (FrameId f = layers_.cells[c].frame; f; f = layers_.parents[f.index()]) {
        sum[f.index()] += at_[c];
        count[f.index()] += 1;
      }
    }
    for (std::size_t f = 0; f < sum.size(); ++f) sum[f] /= std::max(count[f], 1.0);
    return sum;
  }

  void sort_lanes() {
    const std::vector<double> frames = frame_places();
    auto key = [&](const Item& i) {
      return std::make_tuple(i.frame ? frames[i.value] : at_[i.value], i.frame, i.value);
    };
    for (Lane& lane : lanes_)
      std::sort(lane.items.begin(), lane.items.end(),
                [&](const Item& a, const Item& b) { return key(a) < key(b); });
  }

  // Walks each row from one side to the other, frames included.
  template <class Visit>
  void walk(const Visit& visit) const {
    std::vector<std::vector<std::size_t>> lanes_of_frame(layers_.parents.size());
    std::vector<std::size_t> outer;
    for (std::size_t l = 0; l < lanes_.size(); ++l)
      if (lanes_[l].home)
        lanes_of_frame[lanes_[l].home.index()].push_back(l);
      else
        outer.push_back(l);
    struct Place {
      std::size_t lane, item;
    };
    for (const std::size_t start : outer) {
      std::vector<Place> stack{{start, 0}};
      while (!stack.empty()) {
        Place& top = stack.back();
        const Lane& lane = lanes_[top.lane];
        if (top.item == lane.items.size()) {
          stack.pop_back();
          continue;
        }
        const Item item = lane.items[top.item++];
        if (!item.frame) {
          visit(lane.row, item.value);
          continue;
        }
        const std::size_t skip =
            static_cast<std::size_t>(lane.row - layers_.extents[item.value].first);
        // A row without a cell or frame inside has no lane; lanes are in the order of rows.
        const auto& inner = lanes_of_frame[item.value];
        const auto found =
            std::lower_bound(inner.begin(), inner.end(), lane.row,
                             [&](std::size_t l, int row) { return lanes_[l].row < row; });
        if (found != inner.end() && lanes_[*found].row == lane.row && skip < 1u << 31)
          stack.push_back({*found, 0});
      }
    }
  }

  // Places by the order in the row, rows centred on each other.
  void number() {
    std::vector<double> width(static_cast<std::size_t>(layers_.row_count), 0);
    std::vector<double> place(at_.size(), 0);
    walk([&](int row, Index cell) {
      double& w = width[static_cast<std::size_t>(row)];
      const double size = layers_.cells[cell].across + spacing::line_gap;
      place[cell] = w + size / 2;
      w += size;
    });
    for (std::size_t c = 0; c < at_.size(); ++c)
      at_[c] = place[c] - width[static_cast<std::size_t>(layers_.cells[c].row)] / 2;
  }

  double half(Index cell) const { return layers_.cells[cell].across / 2; }

  double pad_low(Index frame) const {
    const double room = title_room(layers_.titles[frame]).height + spacing::title_gap;
    return layers_.rightward ? std::max(room, spacing::frame_pad) : spacing::frame_pad;
  }

  double low(const Item& i) const { return i.frame ? low_[i.value] : at_[i.value] - half(i.value); }
  double high(const Item& i) const {
    return i.frame ? high_[i.value] : at_[i.value] + half(i.value) + layers_.cells[i.value].after;
  }
  double gap(const Item& a, const Item& b) const {
    if (a.frame || b.frame) return spacing::frame_pad;
    const bool box_a = layers_.cells[a.value].kind == CellKind::box;
    const bool box_b = layers_.cells[b.value].kind == CellKind::box;
    if (box_a && box_b) return spacing::box_gap;
    return box_a || box_b ? spacing::line_gap + 8 : spacing::line_gap;
  }

  // Everything as far to the low side as it goes: lanes push their items, frames their contents,
  // until nothing moves. Each pass settles one more level of frames standing side by side.
  void pack() {
    low_.assign(layers_.parents.size(), 0);
    high_.assign(layers_.parents.size(), 0);
    for (std::size_t c = 0; c < at_.size(); ++c) at_[c] = half(static_cast<Index>(c));
    push_right();
  }

  void push_right() {
    for (int pass = 0; pass < 200; ++pass) {
      bool moved = false;
      for (const Lane& lane : lanes_) {
        double wall = lane.home ? low_[lane.home.index()] + pad_low(lane.home.value) : -1e18;
        const Item* before = nullptr;
        for (const Item& item : lane.items) {
          if (before != nullptr) wall = high(*before) + gap(*before, item);
          if (low(item) < wall - 1e-9) {
            moved = true;
            shift(item, wall - low(item));
          }
          before = &item;
        }
        if (!lane.home) continue;
        double& end = high_[lane.home.index()];
        const double need = before != nullptr ? high(*before) + spacing::frame_pad : end;
        const double title =
            low_[lane.home.index()] +
            (layers_.rightward ? 0 : title_room(layers_.titles[lane.home.index()]).width);
        if (end < std::max(need, title) - 1e-9) {
          end = std::max(need, title);
          moved = true;
        }
      }
      if (!moved) return;
    }
  }

  // A frame pushed along takes its near side with it; what it holds follows in its own lanes.
  void shift(const Item& item, double by) {
    if (item.frame)
      low_[item.value] += by;
    else
      at_[item.value] += by;
    if (item.frame) high_[item.value] = std::max(high_[item.value], low_[item.value]);
  }

  // Moves cells towards their neighbours' middle as far as the next in the row lets them.
  void loosen(bool from_high) {
    for (std::size_t l = 0; l < lanes_.size(); ++l) {
      const Lane& lane = lanes_[from_high ? lanes_.size() - 1 - l : l];
      const std::size_t count = lane.items.size();
      for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = from_high ? count - 1 - k : k;
        const Item& item = lane.items[i];
        if (item.frame || neighbours_[item.value].empty()) continue;
        double least = lane.home ? low_[lane.home.index()] + pad_low(lane.home.value) : -1e18;
        double most = lane.home ? high_[lane.home.index()] - spacing::frame_pad : 1e18;
        if (i > 0) least = high(lane.items[i - 1]) + gap(lane.items[i - 1], item);
        if (i + 1 < count) most = low(lane.items[i + 1]) - gap(item, lane.items[i + 1]);
        least += half(item.value);
        most -= half(item.value) + layers_.cells[item.value].after;
        if (most < least) continue;
        at_[item.value] = std::min(std::max(middle(item.value), least), most);
      }
    }
  }

  double middle(Index cell) const {
    std::vector<double> places;
    for (const Index n : neighbours_[cell]) places.push_back(at_[n]);
    std::sort(places.begin(), places.end());
    return (places[(places.size() - 1) / 2] + places[places.size() / 2]) / 2;
  }

  Placement placement() const {
    Placement result;
    result.rows.resize(static_cast<std::size_t>(layers_.row_count));
    walk([&](int row, Index cell) {
      result.rows[static_cast<std::size_t>(row)].push_back(CellId(cell));
    });
    result.centre = at_;
    result.extents = layers_.extents;
    result.low = low_;
    result.high = high_;
    return result;
  }

  const Layers& layers_;
  std::vector<std::vector<Index>> neighbours_;
  std::vector<double> at_;  // of cells: the order at first, then the centre
  std::vector<Lane> lanes_;
  std::vector<double> low_, high_;
};

Outcome place(const Task& task) {
  return {Grid(task.layers).run(), {}};
}

}  // namespace

extern const Engine grid;
const Engine grid{"grid", 2, place};

}  // namespace joist::layout::engines

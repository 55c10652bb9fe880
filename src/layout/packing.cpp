// The linear way to place an order: push, then loosen.
#include "layout/packing.hpp"

#include <algorithm>

#include "layout/gaps.hpp"
#include "layout/ports.hpp"
#include "layout/spacing.hpp"

namespace joist::layout {
namespace {

using Index = std::uint32_t;
constexpr int sweeps = 10;
constexpr double nowhere = 1e18;

class Packing {
 public:
  Packing(const Layers& layers, const Order& order)
      : layers_(layers),
        order_(order),
        neighbours_(layers.cells.size()),
        at_(layers.cells.size(), 0),
        low_(layers.parents.size(), 0),
        high_(low_) {
    for (const Link& link : layers_.links) {
      if (link.edge == Link::no_edge) continue;
      neighbours_[link.upper.index()].push_back(link.lower.value);
      neighbours_[link.lower.index()].push_back(link.upper.value);
    }
  }

  Placement run() {
    for (Index c = 0; c < at_.size(); ++c) at_[c] = half(c);
    for (std::size_t pass = 0; push() && pass < order_.lanes().size() + 8; ++pass) continue;
    for (int sweep = 0; sweep < sweeps; ++sweep) loosen(sweep % 2 == 0);
    Placement result;
    result.rows = order_.rows();
    result.centre = at_;
    result.low = low_;
    result.high = high_;
    place_ports(result);
    return result;
  }

 private:
  double half(Index cell) const { return layers_.cells[cell].across / 2; }
  double low(const LaneItem& i) const {
    return i.frame ? low_[i.value] : at_[i.value] - half(i.value);
  }
  double high(const LaneItem& i) const {
    return i.frame ? high_[i.value] : at_[i.value] + half(i.value) + layers_.cells[i.value].after;
  }
  double begin(const Lane& lane) const {
    if (!lane.home || lane.items.empty()) return -nowhere;
    return low_[lane.home.index()] + lane_pad_low(layers_, lane, lane.items.front());
  }
  double end(const Lane& lane) const {
    if (!lane.home || lane.items.empty()) return nowhere;
    return high_[lane.home.index()] - lane_pad_high(layers_, lane, lane.items.back());
  }

  // One pass over all lanes; each settles at least one more level of frames side by side.
  bool push() {
    bool moved = false;
    for (const Lane& lane : order_.lanes()) {
      double wall = begin(lane);
      for (std::size_t i = 0; i < lane.items.size(); ++i) {
        const LaneItem& item = lane.items[i];
        if (i > 0) wall = high(lane.items[i - 1]) + gap(layers_, lane.items[i - 1], item);
        if (low(item) >= wall - 1e-6) continue;
        moved = true;
        if (item.frame)
          low_[item.value] = wall;
        else
          at_[item.value] = wall + half(item.value);
      }
      if (!lane.home || lane.items.empty()) continue;
      const std::size_t f = lane.home.index();
      const double title = layers_.rightward ? 0 : title_room(layers_.titles[f]).width;
      const double need =
          std::max(high(lane.items.back()) + lane_pad_high(layers_, lane, lane.items.back()),
                   low_[f] + title);
      if (high_[f] >= need - 1e-6) continue;
      high_[f] = need;
      moved = true;
    }
    return moved;
  }

  // Moves cells towards their neighbours' middle as far as the next in the row lets them.
  void loosen(bool backward) {
    const auto& lanes = order_.lanes();
    for (std::size_t l = 0; l < lanes.size(); ++l) {
      const Lane& lane = lanes[backward ? lanes.size() - 1 - l : l];
      const std::size_t count = lane.items.size();
      for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = backward ? count - 1 - k : k;
        const LaneItem& item = lane.items[i];
        if (item.frame || neighbours_[item.value].empty()) continue;
        double least = begin(lane), most = end(lane);
        if (i > 0) least = high(lane.items[i - 1]) + gap(layers_, lane.items[i - 1], item);
        if (i + 1 < count) most = low(lane.items[i + 1]) - gap(layers_, item, lane.items[i + 1]);
        least += half(item.value);
        most -= half(item.value) + layers_.cells[item.value].after;
        if (most >= least) at_[item.value] = std::min(std::max(middle(item.value), least), most);
      }
    }
  }

  double middle(Index cell) const {
    std::vector<double> places;
    for (const Index n : neighbours_[cell]) places.push_back(at_[n]);
    std::sort(places.begin(), places.end());
    return (places[(places.size() - 1) / 2] + places[places.size() / 2]) / 2;
  }

  void place_ports(Placement& result) const {
    result.ports.resize(layers_.paths.size());
    const Sides all = sides(layers_, result.rows);
    for (std::size_t box = 0; box < all.size(); ++box) {
      for (const Side& side : all[box]) {
        for (std::size_t i = 0; i < side.ports.size(); ++i) {
          auto& [first, last] = result.ports[side.ports[i].path];
          (side.ports[i].last ? last : first) = at_[box] + side.ideal(i);
        }
      }
    }
  }

  const Layers& layers_;
  const Order& order_;
  std::vector<std::vector<Index>> neighbours_;
  std::vector<double> at_;
  std::vector<double> low_, high_;
};

}  // namespace

Placement pack(const Layers& layers, const Order& order) {
  return Packing(layers, order).run();
}

}  // namespace joist::layout

// Builds the one order of cells and frames that all rows share.
#include "layout/order.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <queue>

namespace joist::layout {
namespace {

constexpr std::size_t most_hint_pairs = 64;

bool before(const LaneItem& a, const LaneItem& b) {
  return a.frame != b.frame ? a.frame < b.frame : a.value < b.value;
}

bool before(const std::pair<LaneItem, LaneItem>& a, const std::pair<LaneItem, LaneItem>& b) {
  if (a.first == b.first) return before(a.second, b.second);
  return before(a.first, b.first);
}

}  // namespace

Order::Order(const Layers& layers, const std::vector<double>& place) : layers_(layers) {
  collect_lanes();
  find_hints();
  sort_frames(place);
  sort_lanes(place);
  for (Lane& lane : lanes_) obey_hints(lane);
}

std::size_t Order::lane(FrameId home, int row) const {
  const int first = home ? layers_.extents[home.index()].first : 0;
  const auto& of = lanes_of_[slot(home)];
  if (row < first || row - first >= static_cast<int>(of.size())) return npos;
  return of[static_cast<std::size_t>(row - first)];
}

void Order::collect_lanes() {
  lanes_of_.resize(layers_.parents.size() + 1);
  inner_.resize(layers_.parents.size() + 1);
  auto add = [&](FrameId home, int first, int last) {
    for (int row = first; row <= last; ++row) {
      lanes_of_[slot(home)].push_back(lanes_.size());
      lanes_.push_back({row, home, {}});
    }
  };
  add(FrameId(), 0, layers_.row_count - 1);
  for (std::size_t f = 0; f < layers_.parents.size(); ++f) {
    add(FrameId(f), layers_.extents[f].first, layers_.extents[f].last);
    inner_[slot(layers_.parents[f])].push_back(FrameId(f));
  }
  for (std::uint32_t c = 0; c < layers_.cells.size(); ++c)
    lanes_[lane(layers_.cells[c].frame, layers_.cells[c].row)].items.push_back({c, false});
  sizes_.assign(lanes_.size(), 0);
  for (const Cell& cell : layers_.cells)
    for (FrameId f = cell.frame; f; f = layers_.parents[f.index()]) ++sizes_[lane(f, cell.row)];
  for (std::uint32_t f = 0; f < layers_.parents.size(); ++f)
    for (int row = layers_.extents[f].first; row <= layers_.extents[f].last; ++row)
      lanes_[lane(layers_.parents[f], row)].items.push_back({f, true});
}

CellId Order::first_cell(FrameId frame, int row) const {
  const LaneItem* item = &lanes_[lane(frame, row)].items.front();
  while (item->frame) item = &lanes_[lane(FrameId(item->value), row)].items.front();
  return CellId(item->value);
}

// By lane, the mean place of all cells that the row has in the frame.
std::vector<double> Order::mean_places(const std::vector<double>& place) const {
  std::vector<double> sum(lanes_.size(), 0), count(lanes_.size(), 0);
  for (std::size_t c = 0; c < layers_.cells.size(); ++c) {
    const Cell& cell = layers_.cells[c];
    for (FrameId f = cell.frame; f; f = layers_.parents[f.index()]) {
      const std::size_t l = lane(f, cell.row);
      sum[l] += place[c];
      count[l] += 1;
    }
  }
  for (std::size_t l = 0; l < sum.size(); ++l) sum[l] /= std::max(count[l], 1.0);
  return sum;
}

// Siblings in the order most rows show them in; where rows contradict each other in a ring, by the
// mean of their places.
void Order::sort_frames(const std::vector<double>& place) {
  const std::vector<double> means = mean_places(place);
  std::vector<double> key(layers_.parents.size(), 0);
  for (std::size_t f = 0; f < key.size(); ++f) {
    const auto& of = lanes_of_[f + 1];
    for (const std::size_t l : of) key[f] += means[l] / static_cast<double>(of.size());
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> votes;  // by pair, smaller index first
  auto vote = [&](std::uint32_t first, std::uint32_t second, int weight) {
    if (first < second)
      votes[{first, second}] += weight;
    else
      votes[{second, first}] -= weight;
  };
  for (const Lane& lane_here : lanes_) {
    std::vector<std::pair<double, std::uint32_t>> frames;
    for (const LaneItem& item : lane_here.items)
      if (item.frame)
        frames.push_back({means[lane(FrameId(item.value), lane_here.row)], item.value});
    std::sort(frames.begin(), frames.end());
    for (std::size_t i = 0; i + 1 < frames.size(); ++i)
      vote(frames[i].second, frames[i + 1].second, 1);
  }
  std::vector<std::vector<std::uint32_t>> after(key.size());
  std::vector<int> waiting(key.size(), 0);
  for (const auto& [pair, balance] : votes) {
    if (balance == 0) continue;
    const auto [first, second] = balance > 0 ? pair : std::make_pair(pair.second, pair.first);
    after[first].push_back(second);
    ++waiting[second];
  }
  std::vector<std::vector<std::uint32_t>> hinted_after(key.size());
  std::vector<int> hinted(key.size(), 0);  // for how many it waits by a hint
  for (const auto& [a, b] : hints_) {
    if (!a.frame || !b.frame) continue;
    hinted_after[a.value].push_back(b.value);
    ++hinted[b.value];
  }
  rank_.resize(key.size());
  for (auto& siblings : inner_) {
    std::sort(siblings.begin(), siblings.end(), [&](FrameId a, FrameId b) {
      return key[a.index()] != key[b.index()] ? key[a.index()] < key[b.index()] : a < b;
    });
    std::vector<FrameId> open = siblings, sorted;
    while (!open.empty()) {
      const auto first = [&](bool calm) {
        return std::find_if(open.begin(), open.end(), [&](FrameId f) {
          return hinted[f.index()] <= 0 && (!calm || waiting[f.index()] <= 0);
        });
      };
      auto next = first(true);
      if (next == open.end()) next = first(false);  // rows may be overruled, hints not
      if (next == open.end()) next = open.begin();
      for (const std::uint32_t f : after[next->index()]) --waiting[f];
      for (const std::uint32_t f : hinted_after[next->index()]) --hinted[f];
      rank_[next->index()] = sorted.size();
      sorted.push_back(*next);
      open.erase(next);
    }
    siblings = std::move(sorted);
  }
}

void Order::sort_lanes(const std::vector<double>& place) {
  const std::vector<double> means = mean_places(place);
  for (Lane& lane_here : lanes_) {
    std::vector<LaneItem> frames;
    struct Keyed {
      double key;
      LaneItem item;
    };
    std::vector<Keyed> keyed;
    for (const LaneItem& item : lane_here.items) {
      if (item.frame)
        frames.push_back(item);
      else
        keyed.push_back({place[item.value], item});
    }
    std::sort(frames.begin(), frames.end(), [&](const LaneItem& a, const LaneItem& b) {
      return rank_[a.value] < rank_[b.value];
    });
    double least = -1e18;  // frames keep their order whatever the row says
    for (const LaneItem& item : frames) {
      least = std::max(least, means[lane(FrameId(item.value), lane_here.row)]);
      keyed.push_back({least, item});
    }
    std::stable_sort(keyed.begin(), keyed.end(),
                     [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
    for (std::size_t i = 0; i < keyed.size(); ++i) lane_here.items[i] = keyed[i].item;
  }
}

void Order::find_hints() {
  auto add = [&](CellId a, CellId b) {
    LaneItem ia{a.value, false}, ib{b.value, false};
    std::vector<FrameId> above;  // frames around b, from the outermost
    for (FrameId f = layers_.cells[b.index()].frame; f; f = layers_.parents[f.index()])
      above.insert(above.begin(), f);
    FrameId home = layers_.cells[a.index()].frame;
    while (home && std::find(above.begin(), above.end(), home) == above.end()) {
      ia = {home.value, true};
      home = layers_.parents[home.index()];
    }
    const auto at = home ? std::find(above.begin(), above.end(), home) + 1 : above.begin();
    if (at != above.end()) ib = {at->value, true};
    if (!(ia == ib)) hints_.push_back({ia, ib});
  };
  for (const auto& order : layers_.orders) {
    const std::size_t reach = order.size() <= most_hint_pairs ? order.size() : 2;
    for (std::size_t i = 0; i < order.size(); ++i)
      for (std::size_t j = i + 1; j < std::min(order.size(), i + reach); ++j)
        add(order[i], order[j]);
  }
  std::sort(hints_.begin(), hints_.end(),
            [](const auto& a, const auto& b) { return before(a, b); });
  for (const auto& [a, b] : hints_) {
    hinted_.push_back(a);
    hinted_.push_back(b);
  }
  std::sort(hinted_.begin(), hinted_.end(),
            [](const LaneItem& a, const LaneItem& b) { return before(a, b); });
}

bool Order::pinned(FrameId frame) const {
  return std::any_of(hints_.begin(), hints_.end(), [&](const auto& hint) {
    const auto& [a, b] = hint;
    return a.frame != b.frame && (a.frame ? a : b).value == frame.value;
  });
}

bool Order::fixed(const LaneItem& a, const LaneItem& b) const {
  return std::binary_search(hints_.begin(), hints_.end(), std::make_pair(a, b),
                            [](const auto& x, const auto& y) { return before(x, y); });
}

// Always the first item that nothing else has to come before. Frames keep their order whatever the
// hints say; of hints that contradict each other or the frames, some are broken.
void Order::obey_hints(Lane& lane_here) {
  auto& items = lane_here.items;
  const auto is_hinted = [&](const LaneItem& item) {
    return std::binary_search(hinted_.begin(), hinted_.end(), item,
                              [](const LaneItem& a, const LaneItem& b) { return before(a, b); });
  };
  if (std::none_of(items.begin(), items.end(), is_hinted)) return;
  const auto held_by_frame = [&](const LaneItem& item, const LaneItem& other) {
    return item.frame && other.frame && rank_[other.value] < rank_[item.value];
  };
  const auto held_by_hint = [&](const LaneItem& item, const LaneItem& other) {
    return !(item.frame && other.frame) && fixed(other, item);
  };
  std::vector<LaneItem> open = items;
  for (LaneItem& place : items) {
    auto next = open.end();
    for (const bool strict : {true, false}) {
      if (next != open.end()) break;
      next = std::find_if(open.begin(), open.end(), [&](const LaneItem& item) {
        return std::none_of(open.begin(), open.end(), [&](const LaneItem& other) {
          return held_by_frame(item, other) || (strict && held_by_hint(item, other));
        });
      });
    }
    place = *next;
    open.erase(next);
  }
}

const std::vector<FrameId>& Order::inner(FrameId home) const {
  return inner_[slot(home)];
}

void Order::swap_frames(FrameId home, std::size_t first, std::size_t second) {
  auto& siblings = inner_[slot(home)];
  const FrameId a = siblings[first], b = siblings[second];
  std::swap(siblings[first], siblings[second]);
  std::swap(rank_[a.index()], rank_[b.index()]);
  for (const std::size_t l : lanes_of_[slot(home)]) {
    auto& items = lanes_[l].items;
    const auto ia = std::find(items.begin(), items.end(), LaneItem{a.value, true});
    const auto ib = std::find(items.begin(), items.end(), LaneItem{b.value, true});
    if (ia != items.end() && ib != items.end()) std::swap(*ia, *ib);
  }
}

void Order::mirror(FrameId frame) {
  for (const std::size_t l : lanes_of_[slot(frame)])
    std::reverse(lanes_[l].items.begin(), lanes_[l].items.end());
  auto& siblings = inner_[slot(frame)];
  std::reverse(siblings.begin(), siblings.end());
  for (std::size_t i = 0; i < siblings.size(); ++i) rank_[siblings[i].index()] = i;
  const std::vector<FrameId> inside = siblings;
  for (const FrameId f : inside) mirror(f);
}

void Order::flatten(int row, std::vector<CellId>& cells) const {
  struct Place {
    std::size_t lane, item;
  };
  std::vector<Place> stack{{lane(FrameId(), row), 0}};
  cells.clear();
  while (!stack.empty()) {
    Place& top = stack.back();
    const Lane& here = lanes_[top.lane];
    if (top.item == here.items.size()) {
      stack.pop_back();
      continue;
    }
    const LaneItem item = here.items[top.item++];
    if (item.frame)
      stack.push_back({lane(FrameId(item.value), row), 0});
    else
      cells.push_back(CellId(item.value));
  }
}

std::vector<std::vector<CellId>> Order::rows() const {
  std::vector<std::vector<CellId>> result(static_cast<std::size_t>(layers_.row_count));
  for (int row = 0; row < layers_.row_count; ++row)
    flatten(row, result[static_cast<std::size_t>(row)]);
  return result;
}

}  // namespace joist::layout

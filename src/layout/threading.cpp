// A shortest way through the slots of the rows: between two rows, the cost of a pair of slots is
// the number of links with their ends on different sides of it. Slots that cost as much as the
// whole line does now are passed over, so that only its neighbourhood is looked at.
#include "layout/threading.hpp"

#include <algorithm>

namespace joist::layout {

namespace {

constexpr std::int32_t everywhere = 1 << 28;
constexpr std::int32_t crossing_cost = 16;  // as bad as so many half frames of detour

}  // namespace

Threading::Count Threading::detour(const Gate& upper, std::size_t s, const Gate& lower,
                                   std::size_t t) {
  const Count aside = std::max(upper.low[s] - lower.high[t], lower.low[t] - upper.high[s]);
  return std::min(std::max(aside, 0), crossing_cost - 1);
}

void Threading::open(Gate& gate, CellId own, FrameId home, bool inner) {
  const Cell& cell = layers_.cells[own.index()];
  gate.own = own;
  gate.inner = inner;
  gate.now = 0;
  gate.slots.clear();
  gate.low.clear();
  gate.high.clear();
  gate.lane = order_.lane(home, cell.row);
  Count frames = 0;
  if (!inner) {
    gate.slots.push_back(2 * static_cast<Place>(counter_.position(own.value)) + 1);
    FrameId outer = cell.frame;
    while (outer != home && layers_.parents[outer.index()] != home)
      outer = layers_.parents[outer.index()];
    if (outer != home) frames = 2 * static_cast<Count>(order_.rank(outer)) + 1;
    gate.low.push_back(frames);
    gate.high.push_back(outer != home ? frames : everywhere);
    return;
  }
  Place before = 0;
  if (home) before = static_cast<Place>(counter_.position(order_.first_cell(home, cell.row).value));
  auto add_slot = [&] {
    gate.slots.push_back(2 * before);
    gate.low.push_back(frames);
    gate.high.push_back(everywhere);
  };
  add_slot();
  for (const LaneItem& item : order_.lanes()[gate.lane].items) {
    if (item == LaneItem{own.value, false}) {
      gate.now = gate.slots.size() - 1;
      continue;
    }
    before += item.frame ? static_cast<Place>(order_.size(FrameId(item.value), cell.row)) : 1;
    if (item.frame) {
      frames = 2 * static_cast<Count>(order_.rank(FrameId(item.value))) + 2;
      for (auto high = gate.high.rbegin(); high != gate.high.rend() && *high == everywhere; ++high)
        *high = frames - 2;
    }
    add_slot();
  }
}

void Threading::number(Gate& gate, int row) const {
  const auto count = static_cast<Place>(counter_.count(row));
  const auto own = static_cast<Place>(counter_.position(gate.own.value));
  gate.after.resize(static_cast<std::size_t>(count));
  std::size_t slot = 0;
  for (Place at = 0; at < count; ++at) {
    const Place place = 2 * (gate.inner && at > own ? at - 1 : at) + 1;
    while (slot < gate.slots.size() && gate.slots[slot] <= place) ++slot;
    gate.after[static_cast<std::size_t>(at)] = static_cast<Count>(slot);
  }
}

// What the line costs as it is between two rows.
Threading::Count Threading::cost_now(const Gate& upper, const Gate& lower, int row) {
  const auto s = static_cast<Count>(upper.now), t = static_cast<Count>(lower.now);
  Count crossings = 0;
  for (const auto& [a, b] : counter_.links(row)) {
    const bool left_above = upper.after[counter_.position(a)] <= s;
    const bool left_below = lower.after[counter_.position(b)] <= t;
    const bool apart = a != upper.own.value && b != lower.own.value;  // they share no end
    crossings += apart && left_above != left_below ? 1 : 0;
  }
  counter_.effort += counter_.links(row).size();
  return crossing_cost * crossings + detour(upper, upper.now, lower, lower.now);
}

// The links that cross a line from the first slot of the window to each lower one; leaves in
// `beside_` those that begin within it, in order.
void Threading::cost_from(Window upper, std::size_t width) {
  costs_.assign(width + 1, 0);
  const auto first = static_cast<Count>(upper.first), last = static_cast<Count>(upper.last);
  Count left = 0;
  std::size_t kept = 0;
  for (const Beside& link : beside_) {
    const bool is_left = link.upper <= first;
    left += is_left ? 1 : 0;
    costs_[static_cast<std::size_t>(link.lower)] += is_left ? -1 : 1;
    if (!is_left && link.upper < last) beside_[kept++] = link;
  }
  beside_.resize(kept);
  std::sort(beside_.begin(), beside_.end(),
            [](const Beside& a, const Beside& b) { return a.upper < b.upper; });
  for (Count& cost : costs_) cost = left += cost;
}

// The lower slots that can cost less than `bound` from any upper one, where that costs at least
// `least`: each link in `beside_` changes the costs by one.
Threading::Window Threading::reachable(Count least, Count bound) const {
  const Count most = (bound - least) / crossing_cost + static_cast<Count>(beside_.size());
  Window window{0, costs_.size() - 1};
  while (window.first < window.last && costs_[window.first] > most) ++window.first;
  while (window.last > window.first && costs_[window.last - 1] > most) --window.last;
  return window;
}

// A link that was right of the upper slot is left of it from now on.
void Threading::move_right(Count behind, Window window) {
  const std::size_t middle =
      std::clamp(static_cast<std::size_t>(behind), window.first, window.last);
  Count* costs = costs_.data();
  for (std::size_t t = window.first; t < middle; ++t) ++costs[t];
  for (std::size_t t = middle; t < window.last; ++t) --costs[t];
}

void Threading::advance(const Gate& upper, Gate& lower, std::size_t s, Window window) const {
  const Count base = upper.least[s], low = upper.low[s], high = upper.high[s];
  const Count bonus = s == upper.now ? 0 : 1;  // of equals, the way it goes already
  const auto here_from = static_cast<Count>(s);
  const Count *costs = costs_.data(), *lows = lower.low.data(), *highs = lower.high.data();
  Count *least = lower.least.data(), *from = lower.from.data();
  for (std::size_t t = window.first; t < window.last; ++t) {
    const Count aside = std::max(std::max(low - highs[t], lows[t] - high), 0);
    const Count here = base + crossing_cost * costs[t] + std::min(aside, crossing_cost - 1);
    const bool better = here + bonus <= least[t];
    least[t] = better ? here : least[t];
    from[t] = better ? here_from : from[t];
  }
}

// Fills in `lower.least` from the upper slots that cost less than `bound`; false if there is none.
bool Threading::connect(const Gate& upper, Gate& lower, int row, Count bound) {
  Window from{0, upper.slots.size()};
  while (from.first < from.last && upper.least[from.first] >= bound) ++from.first;
  while (from.last > from.first && upper.least[from.last - 1] >= bound) --from.last;
  if (from.first == from.last) return false;
  beside_.clear();
  for (const auto& [a, b] : counter_.links(row)) {
    if (a == upper.own.value || b == lower.own.value) continue;
    beside_.push_back({upper.after[counter_.position(a)], lower.after[counter_.position(b)]});
  }
  lower.least.assign(lower.slots.size(), everywhere);
  lower.from.assign(lower.slots.size(), 0);
  cost_from(from, lower.slots.size());
  const Count least = *std::min_element(upper.least.begin(), upper.least.end());
  const Window to = reachable(least, bound);
  counter_.effort +=
      counter_.links(row).size() + (from.last - from.first) * (to.last - to.first + 1);
  std::size_t next = 0;
  for (std::size_t s = from.first; s < from.last; ++s) {
    for (; next < beside_.size() && beside_[next].upper <= static_cast<Count>(s); ++next)
      move_right(beside_[next].lower, to);
    if (upper.least[s] < bound) advance(upper, lower, s, to);
  }
  return true;
}

void Threading::move(const Gate& gate, std::size_t slot) {
  if (slot == gate.now) return;
  auto& items = order_.lanes()[gate.lane].items;
  const LaneItem own{gate.own.value, false};
  items.erase(std::find(items.begin(), items.end(), own));
  items.insert(items.begin() + static_cast<std::ptrdiff_t>(slot), own);
  counter_.renumber(layers_.cells[gate.own.index()].row);
  counter_.touch(layers_.cells[gate.own.index()].row);
}

bool Threading::lead(const CellPath& path) {
  const std::size_t count = path.cells.size();
  gates_.resize(count);
  const FrameId home = layers_.cells[path.cells[1].index()].frame;
  for (std::size_t i = 0; i < count; ++i)
    open(gates_[i], path.cells[i], home, i > 0 && i + 1 < count);
  const int first = layers_.cells[path.cells.front().index()].row;
  for (std::size_t i = 0; i < count; ++i) number(gates_[i], first + static_cast<int>(i));
  Count now = 0;
  for (std::size_t i = 0; i + 1 < count; ++i)
    now += cost_now(gates_[i], gates_[i + 1], first + static_cast<int>(i));
  gates_.front().least.assign(1, 0);
  for (std::size_t i = 0; i + 1 < count; ++i)
    if (!connect(gates_[i], gates_[i + 1], first + static_cast<int>(i), now)) return false;
  if (gates_.back().least[0] >= now) return false;
  std::size_t slot = 0;
  for (std::size_t i = count - 1; i > 0; --i) {
    if (gates_[i].inner) move(gates_[i], slot);
    slot = static_cast<std::size_t>(gates_[i].from[slot]);
  }
  return true;
}

}  // namespace joist::layout

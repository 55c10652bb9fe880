// A shortest way through the slots of the rows: between two rows, the cost of a pair of slots is
// the number of links with their ends on different sides of it. Slots that cost as much as the
// whole line does now are passed over, so that only its neighbourhood is looked at.
#include "layout/threading.hpp"

#include <algorithm>

namespace joist::layout {

namespace {

constexpr std::int32_t everywhere = 1 << 28;
constexpr std::int32_t crossing = 16;  // as bad as so many half frames of detour

}  // namespace

Threading::Count Threading::detour(const Gate& upper, std::size_t s, const Gate& lower,
                                   std::size_t t) {
  const Aside a = upper.aside[s], b = lower.aside[t];
  return std::min(std::max({0, a.low - b.high, b.low - a.high}), crossing - 1);
}

void Threading::open(Gate& gate, CellId own, FrameId home, bool inner) {
  const Cell& cell = layers_.cells[own.index()];
  gate.own = own;
  gate.inner = inner;
  gate.now = 0;
  gate.slots.clear();
  gate.aside.clear();
  gate.lane = order_.lane(home, cell.row);
  Count frames = 0;
  if (!inner) {
    gate.slots.push_back(2 * static_cast<Place>(counter_.position(own.value)) + 1);
    FrameId outer = cell.frame;
    while (outer != home && layers_.parents[outer.index()] != home)
      outer = layers_.parents[outer.index()];
    if (outer != home) frames = 2 * static_cast<Count>(order_.rank(outer)) + 1;
    gate.aside.push_back({frames, outer != home ? frames : everywhere});
    return;
  }
  Place before = 0;
  if (home) before = static_cast<Place>(counter_.position(order_.first_cell(home, cell.row).value));
  auto add_slot = [&] {
    gate.slots.push_back(2 * before);
    gate.aside.push_back({frames, everywhere});
  };
  add_slot();
  for (const Item& item : order_.lanes()[gate.lane].items) {
    if (item == Item{own.value, false}) {
      gate.now = gate.slots.size() - 1;
      continue;
    }
    before += item.frame ? static_cast<Place>(order_.size(FrameId(item.value), cell.row)) : 1;
    if (item.frame) {
      frames = 2 * static_cast<Count>(order_.rank(FrameId(item.value))) + 2;
      for (auto slot = gate.aside.rbegin(); slot != gate.aside.rend() && slot->high == everywhere;
           ++slot)
        slot->high = frames - 2;
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
  return crossing * crossings + detour(upper, upper.now, lower, lower.now);
}

// The links that cross a line from the upper slot `s` to each lower one; leaves in `beside_` those
// that begin between `s` and `last`, in order.
void Threading::cost_from(std::size_t s, std::size_t last, std::size_t width) {
  costs_.assign(width + 1, 0);
  const auto from = static_cast<Count>(s), to = static_cast<Count>(last);
  Count left = 0;
  std::size_t kept = 0;
  for (const Beside& link : beside_) {
    const bool is_left = link.upper <= from;
    left += is_left ? 1 : 0;
    costs_[static_cast<std::size_t>(link.lower)] += is_left ? -1 : 1;
    if (!is_left && link.upper <= to) beside_[kept++] = link;
  }
  beside_.resize(kept);
  std::sort(beside_.begin(), beside_.end(),
            [](const Beside& a, const Beside& b) { return a.upper < b.upper; });
  for (Count& cost : costs_) cost = left += cost;
}

// A link that was right of the upper slot is left of it from now on.
void Threading::move_right(Count behind) {
  const auto middle = static_cast<std::size_t>(behind);
  for (std::size_t t = 0; t < middle; ++t) ++costs_[t];
  for (std::size_t t = middle; t < costs_.size(); ++t) --costs_[t];
}

// Fills in `lower.least` from the upper slots that cost less than `bound`; false if there is none.
bool Threading::connect(const Gate& upper, Gate& lower, int row, Count bound) {
  std::size_t first = 0, last = upper.slots.size();
  while (first < last && upper.least[first] >= bound) ++first;
  while (last > first && upper.least[last - 1] >= bound) --last;
  if (first == last) return false;
  beside_.clear();
  for (const auto& [a, b] : counter_.links(row)) {
    if (a == upper.own.value || b == lower.own.value) continue;
    beside_.push_back({upper.after[counter_.position(a)], lower.after[counter_.position(b)]});
  }
  const std::size_t width = lower.slots.size();
  counter_.effort += counter_.links(row).size() + (last - first) * width;
  lower.least.assign(width, everywhere);
  lower.from.assign(width, 0);
  cost_from(first, last - 1, width);
  std::size_t next = 0;
  for (std::size_t s = first; s < last; ++s) {
    for (; next < beside_.size() && beside_[next].upper <= static_cast<Count>(s); ++next)
      move_right(beside_[next].lower);
    if (upper.least[s] >= bound) continue;
    const Count base = upper.least[s];
    const Count bonus = s == upper.now ? 0 : 1;  // of equals, the way it goes already
    for (std::size_t t = 0; t < width; ++t) {
      const Count here = base + crossing * costs_[t] + detour(upper, s, lower, t);
      const bool better = here + bonus <= lower.least[t];
      lower.least[t] = better ? here : lower.least[t];
      lower.from[t] = better ? static_cast<Count>(s) : lower.from[t];
    }
  }
  return true;
}

void Threading::move(const Gate& gate, std::size_t slot) {
  if (slot == gate.now) return;
  auto& items = order_.lanes()[gate.lane].items;
  const Item own{gate.own.value, false};
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

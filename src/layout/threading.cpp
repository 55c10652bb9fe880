// A shortest way through the slots of the rows: between two rows, the cost of a pair of slots is
// the number of links with their ends on different sides of it, read from a table of sums.
#include "layout/threading.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

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

Threading::Place Threading::place(const Gate& gate, Counter::Index cell) const {
  const auto at = static_cast<Place>(counter_.position(cell));
  const bool behind = gate.inner && at > static_cast<Place>(counter_.position(gate.own.value));
  return 2 * (behind ? at - 1 : at) + 1;
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
    gate.slots.push_back(place(gate, own.value));
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

// Fills in `lower.least`; returns the crossings of the line as it is between these rows.
Threading::Count Threading::connect(const Gate& upper, Gate& lower, int row) {
  const std::size_t high = upper.slots.size() + 1, wide = lower.slots.size() + 1;
  table_.assign(high * wide, 0);
  auto slot = [](const Gate& gate, Place place) {  // the first slot that is behind the place
    return static_cast<std::size_t>(std::upper_bound(gate.slots.begin(), gate.slots.end(), place) -
                                    gate.slots.begin());
  };
  for (const auto& [a, b] : counter_.links(row)) {
    if (a == upper.own.value || b == lower.own.value) continue;  // they share an end
    ++table_[slot(upper, place(upper, a)) * wide + slot(lower, place(lower, b))];
  }
  counter_.effort += counter_.links(row).size() + high * wide;
  for (std::size_t i = 0; i < high; ++i)
    for (std::size_t j = 1; j < wide; ++j) table_[i * wide + j] += table_[i * wide + j - 1];
  for (std::size_t i = 1; i < high; ++i)
    for (std::size_t j = 0; j < wide; ++j) table_[i * wide + j] += table_[(i - 1) * wide + j];
  const Count* all_left = &table_[(high - 1) * wide];  // links left of a lower slot
  lower.least.assign(lower.slots.size(), std::numeric_limits<Count>::max());
  lower.from.assign(lower.slots.size(), 0);
  auto try_from = [&](std::size_t s) {
    const Count* row = &table_[s * wide];
    const Count base = upper.least[s] + crossing * row[wide - 1];
    for (std::size_t t = 0; t < lower.slots.size(); ++t) {
      const Count here = base + crossing * (all_left[t] - 2 * row[t]) + detour(upper, s, lower, t);
      const bool better = here < lower.least[t];
      lower.least[t] = better ? here : lower.least[t];
      lower.from[t] = better ? static_cast<Count>(s) : lower.from[t];
    }
  };
  try_from(upper.now);  // of equals, the way it goes already
  for (std::size_t s = 0; s < upper.slots.size(); ++s) try_from(s);
  const Count* row_now = &table_[upper.now * wide];
  return crossing * (row_now[wide - 1] + all_left[lower.now] - 2 * row_now[lower.now]) +
         detour(upper, upper.now, lower, lower.now);
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
  gates_.front().least.assign(1, 0);
  const int first = layers_.cells[path.cells.front().index()].row;
  Count now = 0;
  for (std::size_t i = 0; i + 1 < count; ++i)
    now += connect(gates_[i], gates_[i + 1], first + static_cast<int>(i));
  if (gates_.back().least[0] >= now) return false;
  std::size_t slot = 0;
  for (std::size_t i = count - 1; i > 0; --i) {
    if (gates_[i].inner) move(gates_[i], slot);
    slot = static_cast<std::size_t>(gates_[i].from[slot]);
  }
  return true;
}

}  // namespace joist::layout

// A shortest way through the slots of the rows: between two rows, the cost of a pair of slots is
// the number of links with their ends on different sides of it, read from a table of sums.
#include "layout/threading.hpp"

#include <algorithm>
#include <limits>

namespace joist::layout {

Threading::Place Threading::place(const Gate& gate, Counter::Index cell) const {
  const auto at = static_cast<Place>(counter_.position(cell));
  const bool behind = gate.inner && at > static_cast<Place>(counter_.position(gate.own.value));
  return 2 * (behind ? at - 1 : at) + 1;
}

void Threading::open(Gate& gate, CellId own, bool inner) {
  gate.own = own;
  gate.inner = inner;
  gate.now = 0;
  gate.slots.clear();
  if (!inner) {
    gate.slots.push_back(place(gate, own.value));
    return;
  }
  const Cell& cell = layers_.cells[own.index()];
  gate.lane = order_.lane(cell.frame, cell.row);
  const auto& items = order_.lanes()[gate.lane].items;
  Place before = 0;
  if (cell.frame)
    before = static_cast<Place>(counter_.position(order_.first_cell(cell.frame, cell.row).value));
  gate.slots.push_back(2 * before);
  for (const Item& item : items) {
    if (item == Item{own.value, false}) {
      gate.now = gate.slots.size() - 1;
      continue;
    }
    before += item.frame ? static_cast<Place>(order_.size(FrameId(item.value), cell.row)) : 1;
    gate.slots.push_back(2 * before);
  }
}

// Fills in `lower.least`; returns the crossings of the line as it is between these rows.
std::int64_t Threading::connect(const Gate& upper, Gate& lower, int row) {
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
  auto cost = [&](std::size_t s, std::size_t t) {
    return table_[s * wide + wide - 1] + table_[(high - 1) * wide + t] - 2 * table_[s * wide + t];
  };
  lower.least.assign(lower.slots.size(), std::numeric_limits<std::int64_t>::max());
  lower.from.assign(lower.slots.size(), 0);
  for (std::size_t t = 0; t < lower.slots.size(); ++t) {
    for (std::size_t s = 0; s < upper.slots.size(); ++s) {
      const std::int64_t here = upper.least[s] + cost(s, t);
      const bool stays = here == lower.least[t] && s == upper.now;
      if (here >= lower.least[t] && !stays) continue;
      lower.least[t] = here;
      lower.from[t] = s;
    }
  }
  return cost(upper.now, lower.now);
}

void Threading::move(const Gate& gate, std::size_t slot) {
  if (slot == gate.now) return;
  auto& items = order_.lanes()[gate.lane].items;
  const Item own{gate.own.value, false};
  items.erase(std::find(items.begin(), items.end(), own));
  items.insert(items.begin() + static_cast<std::ptrdiff_t>(slot), own);
  counter_.renumber(layers_.cells[gate.own.index()].row);
}

bool Threading::lead(const Path& path) {
  const std::size_t count = path.cells.size();
  gates_.resize(count);
  for (std::size_t i = 0; i < count; ++i) open(gates_[i], path.cells[i], i > 0 && i + 1 < count);
  gates_.front().least.assign(1, 0);
  const int first = layers_.cells[path.cells.front().index()].row;
  std::int64_t now = 0;
  for (std::size_t i = 0; i + 1 < count; ++i)
    now += connect(gates_[i], gates_[i + 1], first + static_cast<int>(i));
  if (gates_.back().least[0] >= now) return false;
  std::size_t slot = 0;
  for (std::size_t i = count - 1; i > 0; --i) {
    if (gates_[i].inner) move(gates_[i], slot);
    slot = gates_[i].from[slot];
  }
  return true;
}

}  // namespace joist::layout

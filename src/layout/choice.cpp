// Counts pairs of boxes that stand the other way round than they were written.
#include "layout/choice.hpp"

#include "layout/writing.hpp"

namespace joist::layout {

Choice weigh(const Layers& layers, const Order& order) {
  Choice choice;
  const std::vector<std::vector<CellId>> rows = order.rows();
  WrittenPairs pairs = Writing(layers).count(order, FrameId());
  const bool turned = 2 * pairs.turned > pairs.all && !order.has_hints();
  if (turned) pairs.turned = pairs.all - pairs.turned;
  if (pairs.all > 0)
    choice.turned = static_cast<double>(pairs.turned) / static_cast<double>(pairs.all);
  choice.places.assign(layers.cells.size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      choice.places[row[i].index()] = turned ? -static_cast<double>(i) : static_cast<double>(i);
  choice.crossings = count_crossings(layers, order);
  choice.cost =
      (static_cast<double>(choice.crossings) + 2) * (1 + writing_worth(layers) * choice.turned);
  return choice;
}

}  // namespace joist::layout

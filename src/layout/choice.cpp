// Counts pairs of boxes that stand the other way round than they were written.
#include "layout/choice.hpp"

namespace joist::layout {
namespace {

// The share of pairs of boxes in one row that stand in the order of writing.
double tidiness(const Layers& layers, const std::vector<std::vector<CellId>>& rows) {
  double tidy = 0, all = 0;
  for (const auto& row : rows) {
    std::vector<std::uint32_t> boxes;
    for (const CellId cell : row)
      if (layers.cells[cell.index()].kind == CellKind::box) boxes.push_back(cell.value);
    for (std::size_t i = 0; i < boxes.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) tidy += boxes[j] < boxes[i] ? 1 : 0;
    all += static_cast<double>(boxes.size() * (boxes.size() - 1)) / 2;
  }
  return all > 0 ? tidy / all : 1;
}

}  // namespace

Choice weigh(const Layers& layers, const Order& order) {
  constexpr double worth = 0.5;  // of tidiness, in shares of the crossings
  Choice choice;
  const std::vector<std::vector<CellId>> rows = order.rows();
  double tidy = tidiness(layers, rows);
  const bool turned = tidy < 0.5 && !order.has_hints();
  if (turned) tidy = 1 - tidy;
  choice.places.assign(layers.cells.size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      choice.places[row[i].index()] = turned ? -static_cast<double>(i) : static_cast<double>(i);
  choice.crossings = count_crossings(layers, order);
  choice.cost = (static_cast<double>(choice.crossings) + 2) * (1 + worth * (1 - tidy));
  return choice;
}

}  // namespace joist::layout

// How far one arrangement of the same boxes is another picture.
#pragma once

#include <cmath>
#include <cstddef>

#include "layout/graph.hpp"

namespace joist::tests {

// The share of pairs of boxes that changed sides, across or along; NaN never.
inline double turned_pairs(const layout::Arrangement& before, const layout::Arrangement& after,
                           std::size_t count) {
  int turned = 0, all = 0;
  const auto look = [&](double was, double is, double apart) {
    if (std::abs(was) < apart) return;
    ++all;
    turned += (was < 0) != (is < 0) ? 1 : 0;
  };
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      look(before.nodes[i].x - before.nodes[j].x, after.nodes[i].x - after.nodes[j].x, 100);
      look(before.nodes[i].y - before.nodes[j].y, after.nodes[i].y - after.nodes[j].y, 40);
    }
  }
  return all > 0 ? static_cast<double>(turned) / all : 0;
}

}  // namespace joist::tests

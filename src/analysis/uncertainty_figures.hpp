// The figures of a design in one row, so that those of the same design with other values can be
// compared one by one.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "analysis/results.hpp"

namespace joist::analysis {

// Not a number where a figure is not known. The same order for designs that differ in values only.
std::vector<double> read_figures(const Results& results);

// What stands at a place, without its values.
Spread figure_at(const Results& results, std::size_t place);
// Puts a median where the figure stands.
void set_figure(Results& results, std::size_t place, double median);
// By component: where its utilisation stands.
std::size_t utilization_place(std::size_t component);

}  // namespace joist::analysis

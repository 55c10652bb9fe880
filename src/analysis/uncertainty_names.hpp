// What conditions call the figures that have a spread.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/results.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// Its path in the results; empty for what has no spread.
std::string_view path_of(const model::FigureName& name);
// That a spread is of what is so named, `path` being its path.
bool is_named(const Spread& at, const model::FigureName& name, std::string_view path);
// What needs and decisions speak of.
std::vector<model::FigureName> named_figures(const model::Model& model);

}  // namespace joist::analysis

// A scene measured in the cells of a terminal, so that layout engines can place it for text.
#pragma once

#include <string>
#include <vector>

#include "layout/graph.hpp"
#include "scene/scene.hpp"

namespace joist::emit {

// One cell in the pixels of layout: not higher than what layout keeps between lines, so that those
// side by side do not fall into one.
inline constexpr double cell_width = 8, cell_height = 12;

// What stands in a box of text, without its border.
std::vector<std::string> cell_lines(const scene::Box& box);
std::string cell_title(const scene::Panel& panel);

// As layout::graph_of, with sizes of whole cells.
layout::Graph cell_graph(const scene::Scene& scene);

}  // namespace joist::emit

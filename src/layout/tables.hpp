// The places of a data model: tables in columns, and lines from the row that refers to the key's.
#pragma once

#include "layout/graph.hpp"
#include "scene/scene.hpp"

namespace joist::layout {

// Who refers to a table stands to the left of it. Columns begin at the same height, their tables at
// the same edge; those that nothing refers to or from stand below. Lines have no words: the row
// that they leave says them.
Arrangement arrange_tables(const scene::Scene& scene);

}  // namespace joist::layout

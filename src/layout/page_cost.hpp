// What a page costs its reader, before and after it is drawn: the smaller the better.
#pragma once

#include "layout/choice.hpp"
#include "layout/graph.hpp"
#include "layout/layers.hpp"

namespace joist::layout {

inline constexpr double page_shape = 1.4;  // width to height
// Beyond the first, a page is shrunk to be read in a text; beyond the second, nobody reads it
// there.
inline constexpr double text_width = 950, hopeless_width = 2200;

// The size, as far as it can be told before anything is placed.
Size likely_page(const Layers& layers);

double page_cost(const Graph& graph, const Layers& layers, Size page, std::size_t crossings);
// Of what an order of the bare cells may come to.
double page_cost(const Graph& graph, const Layers& layers, Size page, const Choice& order);
// Of a drawing by an order of its bare cells, bends and what is out of its place included.
double page_cost(const Graph& graph, const Layers& layers, const Arrangement& drawn,
                 const Choice& order);

}  // namespace joist::layout

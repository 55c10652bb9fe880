// Words that people write for units and that are none: currencies, abbreviations, magnitudes.
#pragma once

#include <string>
#include <string_view>

#include "quantity/quantity.hpp"

namespace joist::quantity {

// `k`, `M`, `bn` and the like: what sticks to a number.
bool is_magnitude(std::string_view name);
// A currency by its sign, code or name; `$` stands for all of them and is none here.
bool is_currency(std::string_view name);
QuantityError other_currency(std::string_view name);

// What people write for a unit and would not find by its letters: "write `s`" for `sec`; empty for
// any other name.
std::string_view meant(std::string_view name);

// A text as messages quote it: its beginning, where it is very long.
std::string clipped(std::string_view text);

}  // namespace joist::quantity

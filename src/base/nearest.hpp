// "Did you mean": the closest of some names to a misspelt one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace joist {

// Edits (insert, delete, replace, swap of neighbours) that turn one into the other, ignoring case;
// stops counting at `limit` + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// The candidate at the smallest distance, at most a third of the name's length (at least 1, at most
// 3), or empty. Of equals one with the same first letter counts, and of these the first, so order
// candidates by nearness.
std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace joist

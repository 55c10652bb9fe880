// The mistakes that are made often, each told by its looks.
#pragma once

#include <optional>
#include <span>

#include "syntax/explain.hpp"

namespace joist::syntax {

using Mistake = std::optional<Finding> (*)(const Broken&);

// In the order in which they are asked; the first one that knows the fault describes it.
std::span<const Mistake> mistakes();

// An empty finding of rule `syntax` at these bytes.
Finding finding_at(const Broken& broken, std::uint32_t begin, std::uint32_t end);
// The end of the token at `at`: of a name or number as far as it goes on, else of one character. At
// a line end, `at` itself.
std::uint32_t token_end(const Broken& broken, std::uint32_t at);

}  // namespace joist::syntax

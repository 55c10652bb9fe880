// Multiples of the load as people write them: `10x`, `1.5`, `2k`.
#pragma once

#include <optional>
#include <string_view>

namespace joist::emit {

// Positive and finite, or nothing.
std::optional<double> read_factor(std::string_view text);

}  // namespace joist::emit

// The answer of `joist calc`, in words and as JSON.
#pragma once

#include <string>

#include "quantity/quantity.hpp"

namespace joist::emit {

std::string calculation_text(const quantity::Quantity& quantity, const std::string& unit);
// {"value", "unit", "text", "range"?}; the value in base units.
std::string calculation_json(const quantity::Quantity& quantity, const std::string& unit);

}  // namespace joist::emit

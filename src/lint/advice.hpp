// What rules say of copies and stand-ins, in the names of the design.
#pragma once

#include <string>
#include <string_view>

#include "lint/rule.hpp"

namespace joist::lint {

// "`gw -> auth | another`": how a second one is named that is called when it fails. Nothing where
// nobody calls it.
std::string alternative_to(const Facts& facts, model::ComponentId id);
// "both copies", "all 3 copies": of `count` there are.
std::string all_of(double count, std::string_view word);

}  // namespace joist::lint

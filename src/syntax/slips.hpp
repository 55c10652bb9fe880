// Statements that parse and yet are not what was meant.
#pragma once

#include <optional>

#include "syntax/tree.hpp"

namespace joist::syntax {

// `header` is what the block belongs to that the node stands in.
std::optional<Finding> slip(Ref node, Kind header);

}  // namespace joist::syntax

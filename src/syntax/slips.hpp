// Statements that parse and yet are not what was meant.
#pragma once

#include <optional>

#include "syntax/tree.hpp"

namespace joist::syntax {

// `block` is what the node stands in (empty in the file itself), `header` what that belongs to.
// `leans` is set where that depends on the text elsewhere in the file.
std::optional<Finding> slip(Ref node, Ref block, Kind header, bool& leans);

}  // namespace joist::syntax

// The mistakes that are made often, each told by its looks.
#pragma once

#include <optional>
#include <span>

#include "syntax/explain.hpp"

namespace joist::syntax {

using Found = std::optional<Finding>;
using Mistake = Found (*)(const Broken&);

// In the order in which they are asked; the first one that knows the fault describes it.
std::span<const Mistake> mistakes();

// Mistakes in texts and in values, each nothing where the fault is another one.
Found open_string(const Broken& broken);
Found value_in_comment(const Broken& broken);
Found unquoted_text(const Broken& broken);
Found unquoted_label(const Broken& broken);
Found single_quotes(const Broken& broken);
Found missing_quotes(const Broken& broken);
Found brackets(const Broken& broken);
Found loose_magnitude(const Broken& broken);
Found open_parenthesis(const Broken& broken);
Found dangling_operator(const Broken& broken);
Found share_of(const Broken& broken);
Found glued_ratio(const Broken& broken);

}  // namespace joist::syntax

// Types of columns and their sizes.
#pragma once

#include <optional>

#include "resolve/context.hpp"

namespace joist::resolve {

// The bytes of `bigint` or `text(280)`; none where it takes a length that is not given, or was
// reported.
std::optional<double> size_of(Context& context, Ref type, ScopeId scope);
// Whether the size of that type, as written in a column, depends on a length that is missing.
bool needs_length(const Context& context, std::string_view type);
// Reports what is wrong with types that no column uses.
void check_types(Context& context);

}  // namespace joist::resolve

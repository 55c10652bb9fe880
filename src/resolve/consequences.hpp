// One fault, one finding: what only follows from another finding is left out.
#pragma once

#include "resolve/context.hpp"

namespace joist::resolve {

// Findings are in the order of their places. Left out is what lies in a statement that did not
// parse to its end, and what is unknown because a file could not be read. A name that is unknown in
// several places is one finding with several places.
void drop_consequences(Context& context);

}  // namespace joist::resolve

// Whether what is said of a component's copies goes together.
#pragma once

#include "resolve/context.hpp"

namespace joist::resolve {

// Reports standbys of which none is left to serve, needs and nodes that the replicas do not meet,
// zones that place another number of copies, and replicas outside of what they scale between.
void check_copies(Context& context);

}  // namespace joist::resolve

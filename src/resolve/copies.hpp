// Whether what is said of one component goes together.
#pragma once

#include "resolve/context.hpp"

namespace joist::resolve {

// Reports standbys of which none is left to serve, needs and nodes that the replicas do not meet,
// zones that place another number of copies, replicas outside of what they scale between, a tail of
// latencies below their mean, and two ways to say how often it is up.
void check_copies(Context& context);

}  // namespace joist::resolve

// The scaling story as a chart: how far each part carries, and where the stages stand.
#pragma once

#include "emit/scale.hpp"
#include "layout/picture.hpp"

namespace joist::emit {

// The load of all flows at the peak on a logarithmic axis; a bar for each component up to where its
// headroom ends, and what stages add to it; a line for the design as it stands and for each stage,
// with a mark where it meets a bar that is too short. Empty, without any group, where the load or
// every limit is unknown.
layout::Picture scale_chart(const Story& story);

}  // namespace joist::emit

// What the rules about needs share, so that one need gets one verdict.
#pragma once

#include "lint/rule.hpp"

namespace joist::lint {

// The figure that a need bounds from above although it is always zero: how long the one waits who
// starts the flow with a message. Null where there is none.
const model::FigureName* unwaited_figure(const Facts& facts, const model::Need& need);

}  // namespace joist::lint

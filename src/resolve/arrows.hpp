// Steps of resolve that concern arrows once their ends are known.
#pragma once

#include "resolve/context.hpp"

namespace joist::resolve {

// Takes the components that stages removed out of the tables; ids move.
void drop_removed(Context& context);

// Reads what targets state of their arrows: rate, ratio, label, block. What is stated again must
// agree.
void annotate_arrows(Context& context);

}  // namespace joist::resolve

// Data models and views, read into the model.
#pragma once

#include "resolve/context.hpp"

namespace joist::resolve {

void read_tables(Context& context);
void read_views(Context& context);  // and the hints of the design

}  // namespace joist::resolve

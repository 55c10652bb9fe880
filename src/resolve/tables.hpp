// Data models and views, read into the model.
#pragma once

#include "resolve/context.hpp"

namespace joist::resolve {

// Tables are known by name before their columns are read, because columns refer to tables.
void declare_table(Context& context, const Job& job);
void read_table(Context& context, const Job& job);
void read_view(Context& context, const Job& job);
void read_hints(Context& context);  // `rank:` and `order:` of the design

}  // namespace joist::resolve

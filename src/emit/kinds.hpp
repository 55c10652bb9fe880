// The kinds a design may use, as a table or as JSON.
#pragma once

#include <string>

#include "model/model.hpp"

namespace joist::emit {

// Sorted by role and name, with their defaults; aliases stand beside what they name.
std::string kinds_table(const model::Model& model);
std::string kinds_json(const model::Model& model);

}  // namespace joist::emit

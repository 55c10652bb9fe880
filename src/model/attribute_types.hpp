// What attributes of a type are written with.
#pragma once

#include "model/attributes.hpp"

namespace joist::model {

// Words and texts; all others take numbers, or words in the place of some.
bool is_words(AttributeType type);

}  // namespace joist::model

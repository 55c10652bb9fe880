// The stages of a design as plain text: what each changes, its figures, and what breaks.
#pragma once

#include <string>

#include "scene/strip.hpp"

namespace joist::emit {

std::string strip_text(const scene::Strip& strip);

}  // namespace joist::emit

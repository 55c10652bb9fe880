// How lines are told apart: by their ends, and by what kind of arrow they stand for.
#pragma once

#include <string>
#include <string_view>

#include "model/model.hpp"

namespace joist::scene {

// "a->b" for calls, "a~>b" for messages, "a--b" for relations; "a!->b" where it is called only when
// something fails. The ends are ids of boxes.
std::string line_id(std::string_view from, std::string_view to, const model::Arrow& arrow);

}  // namespace joist::scene

// The version of the program, as the build states it.
#pragma once

#include <string_view>

namespace joist::cli {

std::string_view version();  // "0.1.0"

}  // namespace joist::cli

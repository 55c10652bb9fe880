// The version of the program and its date, as the build states them.
#pragma once

#include <string_view>

namespace joist::cli {

std::string_view version();       // "0.1.0"
std::string_view release_date();  // as pages of the manual have it: "November 29, 2026"

}  // namespace joist::cli

// The manual page joist(1), from the tables of the commands.
#pragma once

#include <string>

namespace joist::cli {

// In mdoc, as `man` and `mandoc` read it.
std::string manual();

}  // namespace joist::cli

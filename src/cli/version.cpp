// Holds the version that the build hands in.
#include "cli/version.hpp"

namespace joist::cli {

std::string_view version() {
  return JOIST_VERSION;
}

}  // namespace joist::cli

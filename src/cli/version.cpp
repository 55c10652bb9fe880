// Holds the version and its date, which the build hands in.
#include "cli/version.hpp"

namespace joist::cli {

std::string_view version() {
  return JOIST_VERSION;
}

std::string_view release_date() {
  return JOIST_DATE;
}

}  // namespace joist::cli

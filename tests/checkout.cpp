// Knows from the build where the checkout is.
#include "tests/checkout.hpp"

namespace joist::tests {

const std::string& checkout() {
  static const std::string path = JOIST_SOURCE_DIR;
  return path;
}

}  // namespace joist::tests

// Whether the tests run under AddressSanitizer.
#pragma once

#include "base/sanitized.hpp"

namespace joist::tests {

using joist::is_sanitized;

}  // namespace joist::tests

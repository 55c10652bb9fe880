// What several findings have in common, so that a list says it once.
#pragma once

#include <string_view>

#include "base/finding.hpp"

namespace joist::scene {

// Behind the names of what they are about: "are there once each, ...".
struct Together {
  std::string_view rule, sign;  // which findings: of this rule, with this in their message
  std::string_view message, help;
};

// Null where each has something of its own to say.
const Together* together(const Finding& finding);

}  // namespace joist::scene

// Findings for blocks without an end and ends without a block.
#pragma once

#include <cstdint>
#include <vector>

#include "syntax/tree.hpp"

namespace joist::syntax {

// An `unclosed` or `stray` node, with the block that is left open.
struct Brace {
  std::uint32_t node = 0;
  std::uint32_t block = 0;
};

// `braces` in reading order.
std::vector<Finding> brace_findings(const File& file, const std::vector<Brace>& braces);

}  // namespace joist::syntax

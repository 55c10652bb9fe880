// Findings for what did not parse.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "syntax/tree.hpp"

namespace joist::syntax {

// What parsing noticed beside the tree.
struct Noticed {
  std::optional<std::uint32_t> malformed;  // the first byte that is not UTF-8
  std::vector<std::uint32_t> deep;         // where something nested too deep was passed over
  bool cut = false;                        // the tree was full before the text ended
};

void report_size(File& file, std::size_t size);
void report_faults(File& file, Noticed noticed);

}  // namespace joist::syntax

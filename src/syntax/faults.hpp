// Findings for what did not parse.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "syntax/again.hpp"
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

// Of a file whose other nodes have no faults: those that were parsed anew have none either, and
// stand in the way of none. False where that can't be told without looking at all of them.
bool is_sound(File& file, const Again& again);

}  // namespace joist::syntax

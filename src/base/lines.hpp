// The lines of a text as they stand.
#pragma once

#include <string_view>
#include <vector>

namespace joist {

// Each with its line end; the last may have none.
std::vector<std::string_view> whole_lines(std::string_view text);

}  // namespace joist

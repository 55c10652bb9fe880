// The lines of a text as they stand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace joist {

// Each with its line end; the last may have none.
std::vector<std::string_view> whole_lines(std::string_view text);

// What is to be written into a text, with that text's line ends: `\r\n` where its first line ends
// so.
std::string with_line_ends_of(std::string_view text, std::string_view written);

}  // namespace joist

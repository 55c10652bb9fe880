// What readers take for one character, be it of several code points.
#pragma once

#include <cstddef>
#include <string_view>

namespace joist {

// The bytes of the extended grapheme cluster (UAX #29) that begins at `at`: a letter with its
// marks, a flag, a sequence of emoji that are joined.
std::size_t grapheme_size(std::string_view text, std::size_t at);

}  // namespace joist

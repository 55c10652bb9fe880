// How wide a line of text is, from a built-in table, and how it breaks into lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace joist::scene {

enum class Weight : unsigned char { regular, bold };

// In pixels, of one line in a sans-serif like Arial at `size` pixels to the em, without kerning.
// Wide scripts and emoji, joined ones as a whole, are 1 em, marks and other zero-width characters
// 0, the unknown 0.6.
double text_width(std::string_view text, double size, Weight weight = Weight::regular);

// The text, or as much of its beginning as fits before an ellipsis.
std::string elided(std::string_view text, double width, double size,
                   Weight weight = Weight::regular);

// At most that many code points, the last an ellipsis where there were more.
std::string shortened(std::string_view text, std::size_t most);

// Broken at blanks (and inside words that are too long) into at most `lines` lines of at most
// `width` pixels; what is left over is elided.
std::vector<std::string> wrapped(std::string_view text, double width, double size, Weight weight,
                                 std::size_t lines);

}  // namespace joist::scene

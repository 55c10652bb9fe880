// Mends the halves of characters that editors send: JSON writes what lies above U+FFFF as two
// escapes, and an editor that cuts a text between them sends one.
#pragma once

#include <string>
#include <string_view>

namespace joist::lsp {

// The JSON with U+FFFD for each escape of a half that lacks its other one.
std::string with_whole_surrogates(std::string_view json);

}  // namespace joist::lsp

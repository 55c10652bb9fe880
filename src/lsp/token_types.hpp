// The protocol's names for sorts of words.
#pragma once

#include <cstdint>
#include <string_view>

namespace joist::lsp {

inline constexpr std::string_view token_types[] = {
    "variable",  "type",    "event",  "enumMember", "struct",  "property", "class",   "interface",
    "decorator", "keyword", "number", "string",     "comment", "operator", "function"};
// By ide::Highlight::Sort; columns and attributes are both properties.
inline constexpr std::uint32_t token_type_of[] = {0, 1, 2, 3,  4,  5,  6,  7,
                                                  5, 8, 9, 10, 11, 12, 13, 14};
inline constexpr std::string_view token_modifiers[] = {"declaration", "defaultLibrary"};

}  // namespace joist::lsp

// The protocol's names for sorts of words, in the order of ide::Highlight::Sort.
#pragma once

#include <string_view>

namespace joist::lsp {

inline constexpr std::string_view token_types[] = {
    "variable", "type", "event",   "enumMember", "struct", "property", "class",    "interface",
    "property", "decorator", "keyword", "number",     "string", "comment",  "operator", "function"};
inline constexpr std::string_view token_modifiers[] = {"declaration", "defaultLibrary"};

}  // namespace joist::lsp

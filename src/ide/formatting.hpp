// The canonical form of a text, as few changes to it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace joist::ide {

struct TextChange {
  std::size_t begin = 0, end = 0;
  std::string text;
};
// Changes of whole lines, so that a cursor elsewhere keeps its place; none where all is well. Of
// Markdown the designs in it are set anew.
std::vector<TextChange> formatted(std::string_view text, bool markdown);

}  // namespace joist::ide

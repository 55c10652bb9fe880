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
// Markdown the designs in it are set anew. Each change is right without the others, too, but for
// rare ones: see formatted_within().
std::vector<TextChange> formatted(std::string_view text, bool markdown);
// Those that lie within a stretch of whole lines, so far as they leave the same design without the
// others.
std::vector<TextChange> formatted_within(std::string_view text, bool markdown, std::size_t begin,
                                         std::size_t end);

std::string applied(std::string_view text, const std::vector<TextChange>& changes);

}  // namespace joist::ide

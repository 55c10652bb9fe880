// The designs in a Markdown file: its fenced blocks whose language is `joist`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace joist::cli {

struct Fence {
  std::size_t begin = 0;  // of the block's first line
  std::size_t end = 0;    // where the closing fence's line begins, or the file ends
};

bool is_markdown(std::string_view path);

// Blocks between lines of three or more backticks or tildes; those marked `joist ignore` left out.
std::vector<Fence> fences(std::string_view text);

// The whole text with blanks for all but the block, so that lines, columns and bytes stay right.
std::string alone(std::string_view text, const Fence& fence);

}  // namespace joist::cli

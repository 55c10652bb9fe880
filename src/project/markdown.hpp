// The designs in a Markdown text: its fenced code blocks that are marked as `joist`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace joist::project {

// One fenced block. Offsets are bytes of the Markdown text.
struct Fence {
  std::size_t begin = 0, end = 0;  // from the start of its first line to the end of its last one
  std::size_t first_line = 1;      // 1-based, of the opening fence
  std::string prefix;              // what stands before the fence on its line: "", "> ", "   "
  std::string marks;               // "```"
  bool is_closed = false;          // by such marks; else by the end of the text or of what it is in
  std::string text;                // what is between the fences, prefixes removed
  // Where that stands: the bytes of each of its lines, without prefix and line end.
  struct Piece {
    std::size_t begin = 0, end = 0;
  };
  std::vector<Piece> pieces;
  // ```joist name=shop view=deploy alt="The shop"
  std::map<std::string, std::string> options;
};

// By path: `.md`, `.markdown`, `.mdx`, `.qmd`, `.rmd`.
bool is_markdown(std::string_view path);

// In order of place; as CommonMark sees them, so also in lists and quotes. Blocks with `ignore`
// behind the word are left out: they show what is wrong, or only a part.
std::vector<Fence> find_fences(std::string_view markdown);

// An image that links to the design it is drawn from: `[![alt](shop.svg)](shop.joist)`. Addresses
// as they are written, relative to the note.
struct Illustration {
  std::string design, picture;
};
std::vector<Illustration> find_illustrations(std::string_view markdown);

// An image whose address is a design, which no reader can show: `![alt](shop.joist)`. Offsets are
// bytes of the Markdown text.
struct BareImage {
  std::size_t begin = 0, end = 0;
  std::string design;  // the address
  bool wordless = false;
};
std::vector<BareImage> find_bare_images(std::string_view markdown);
// The image as one of the SVG beside the design, that links to the design.
std::string as_illustration(std::string_view image, std::string_view words);

// What stands before each line of the block ("> ", or the indent of a list), or before what is
// written after it; nothing where its lines differ in that.
std::optional<std::string> line_prefix(std::string_view markdown, const Fence& fence);
// "\n" or "\r\n", as the line of the opening fence ends.
std::string_view line_end(std::string_view markdown, const Fence& fence);
// The Markdown with other text in the block, where its lines have one prefix.
std::optional<std::string> replaced(std::string_view markdown, const Fence& fence,
                                    std::string_view text);

// The text up to the block's end, with blanks for all bytes but those of its lines: byte offsets,
// lines and columns of the design are those of the whole text.
std::string only(std::string_view markdown, const Fence& fence);

}  // namespace joist::project

// Where a byte of a text stands for an editor: its line and, in the units that were agreed on, how
// far along it is.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

namespace joist::lsp {

// What columns count.
enum class Encoding : std::uint8_t { utf16, utf8 };

// Counted from 0.
struct Position {
  std::uint32_t line = 0, character = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

struct Range {
  Position start, end;
  friend auto operator<=>(const Range&, const Range&) = default;
};

// Lines end with `\n`, `\r\n` or `\r` alone. Keeps no text: each question brings it, the same
// always.
class LineIndex {
 public:
  LineIndex() : LineIndex("") {}
  explicit LineIndex(std::string_view text);

  // Offsets past the end count as the end; within a character, as its first byte.
  Position position(std::string_view text, std::size_t offset, Encoding encoding) const;
  // Columns past the end of a line count as its end, lines past the last as the end of the text.
  std::size_t offset(std::string_view text, Position position, Encoding encoding) const;
  std::uint32_t lines() const { return static_cast<std::uint32_t>(starts_.size()); }
  std::uint32_t start(std::uint32_t line) const { return starts_[line]; }

 private:
  std::size_t end_of(std::string_view text, std::uint32_t line) const;  // without its line end

  std::vector<std::uint32_t> starts_;
  std::vector<bool> plain_;  // by line: nothing but ASCII
  // The last question about a line that is not plain, where a later one on it may go on from.
  struct Place {
    std::uint32_t line = 0xffffffffu;
    std::size_t offset = 0;
    std::uint32_t character = 0;
    Encoding encoding = Encoding::utf16;
  };
  mutable Place last_;
};

}  // namespace joist::lsp

// The texts of a run by file id, and where a byte stands in lines and columns.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace joist {

// 1-based; columns count Unicode code points (as SARIF's `unicodeCodePoints`).
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(const Position&, const Position&) = default;
};

// One text and its line starts. Immutable after construction.
class Source {
 public:
  Source(std::string path, std::string text);

  const std::string& path() const { return path_; }  // as the user gave it, or relative to the root
  const std::string& text() const { return text_; }
  Position position(std::uint32_t offset) const;       // offsets past the end count as the end
  std::uint32_t line_count() const;
  std::string_view line(std::uint32_t number) const;  // without its line end; 1-based
  std::uint32_t line_start(std::uint32_t number) const;

 private:
  void mark(std::uint32_t begin, std::uint32_t end);

  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> starts_;
  struct Mark {
    std::uint32_t offset;
    std::uint32_t column;
  };
  std::vector<Mark> marks_;  // every few thousand bytes of very long lines, not to count from afar
};

class Sources {
 public:
  FileId add(std::string path, std::string text);
  const Source& at(FileId id) const { return files_.at(id.index()); }
  std::size_t size() const { return files_.size(); }
  std::string_view text(Span span) const;

 private:
  std::deque<Source> files_;  // a deque: texts are viewed, so they must not move
};

}  // namespace joist

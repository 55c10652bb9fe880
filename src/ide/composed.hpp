// Edits that are made one after the other, as edits of the text before the first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"

namespace joist::ide {

// One file's text while it is edited; what stands of the text before is known by its place in it.
class ComposedEdits {
 public:
  ComposedEdits(FileId file, std::string_view before);

  // Edits of the text as it is, of one file; they leave each other alone.
  void apply(std::vector<Edit> edits);
  std::string text() const;
  // From the text before to the one that is now, in order of place.
  std::vector<Edit> edits() const;

 private:
  // A stretch of the text before, or what was written.
  struct Piece {
    std::size_t begin = 0, end = 0;
    std::string written;
    bool is_written = false;

    std::size_t size() const { return is_written ? written.size() : end - begin; }
  };
  // Cuts the pieces at a byte of the text as it is: the index of the piece that begins there.
  std::size_t cut(std::size_t offset);

  FileId file_;
  std::string before_;
  std::vector<Piece> pieces_;
};

}  // namespace joist::ide

// Lines of one form that stand together, set in columns.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "format/tokens.hpp"

namespace joist::format {

// A part of a line that stands under the same part of the line before.
struct Cell {
  int column = 0;  // ascending in a line; a line may lack some
  std::string text;
};

// What stands on one line, or on several where it had to be broken.
struct Entry {
  std::string text;
  syntax::Kind form = syntax::Kind::file;
  bool one_line = true;
  bool blank_line_before = false;
  std::vector<Cell> cells;  // empty where nothing is aligned
  std::string comment;      // at the end of the (last) line
};

// The columns at which the cells of a statement begin, by token: -1 where none does. Empty for
// statements that are not aligned.
std::vector<int> columns(syntax::Kind statement, const std::vector<Token>& tokens);

// Pads the entries of each run so that their cells and comments stand in columns. A line that would
// then reach beyond `width` columns is left as it is. `indent` columns stand before each line.
void align(std::vector<Entry>& entries, std::size_t indent, std::size_t width);

}  // namespace joist::format

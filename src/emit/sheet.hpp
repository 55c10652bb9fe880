// A sheet of character cells on which lines join and text is written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace joist::emit {

// Directions in which a line leaves a cell.
enum Arm : std::uint8_t { up = 1, right = 2, down = 4, left = 8 };

enum class Pen : std::uint8_t { plain, dashed, dotted, twofold, round };

class Sheet {
 public:
  Sheet(int columns, int rows);

  int columns() const { return columns_; }
  int rows() const { return rows_; }
  // Arms are added to what is there, so that lines join and cross. Cells outside are passed over.
  void join(int column, int row, std::uint8_t arms, Pen pen);
  // A straight line between two cells of one row or column, both included.
  void line(int from_column, int from_row, int to_column, int to_row, Pen pen);
  void frame(int column, int row, int width, int height, Pen pen);
  void fill(int column, int row, int width, int height);  // with blanks
  void write(int column, int row, std::string_view text);
  // Rows without blanks at their ends.
  std::string text() const;

 private:
  struct Cell {
    std::string text;  // empty: drawn from the arms
    std::uint8_t arms = 0;
    Pen pen = Pen::plain;
    bool covered = false;  // by the wide character before it
  };
  Cell* at(int column, int row);
  static std::string_view drawn(const Cell& cell);

  int columns_, rows_;
  std::vector<Cell> cells_;
};

}  // namespace joist::emit

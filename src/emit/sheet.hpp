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

// What is drawn: the arms of one owner join; those of two, where they cross, do not. Owner 0 are
// the borders, over which lines pass.
struct Ink {
  Pen pen = Pen::plain;
  std::uint32_t owner = 0;
};

class Sheet {
 public:
  Sheet(int columns, int rows);

  int columns() const { return columns_; }
  int rows() const { return rows_; }
  // Arms are added to what the owner has there. Cells outside are passed over.
  void join(int column, int row, std::uint8_t arms, Ink ink);
  // A straight line between two cells of one row or column, both included.
  void line(int from_column, int from_row, int to_column, int to_row, Ink ink);
  void frame(int column, int row, int width, int height, Pen pen);
  void fill(int column, int row, int width, int height);  // with blanks
  void write(int column, int row, std::string_view text);
  // Rows without blanks at their ends.
  std::string text() const;

 private:
  struct Stroke {
    Ink ink;
    std::uint8_t arms = 0;
  };
  struct Cell {
    std::string text;      // empty: drawn from the strokes
    Stroke strokes[2];     // of the first two owners; others join the second
    bool covered = false;  // by the wide character before it
  };
  Cell* at(int column, int row);
  static std::string_view drawn(const Cell& cell);
  static std::string_view drawn(const Stroke& stroke);

  int columns_, rows_;
  std::vector<Cell> cells_;
};

}  // namespace joist::emit

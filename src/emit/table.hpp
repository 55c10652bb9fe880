// Text in columns, as wide as their cells, for terminals.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace joist::emit {

// Columns whose head begins with a blank are set to the right, as numbers are.
class Table {
 public:
  explicit Table(std::vector<std::string_view> heads);
  void row(std::vector<std::string> cells);
  bool empty() const { return rows_.size() <= 1; }
  // Columns without any cell are left out; no blanks at line ends.
  std::string text() const;

 private:
  std::vector<bool> right_;
  std::vector<std::vector<std::string>> rows_;  // the heads first
};

}  // namespace joist::emit

// Lays out columns by the width a terminal gives their cells.
#include "emit/table.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace joist::emit {

Table::Table(std::vector<std::string_view> heads) {
  rows_.emplace_back();
  for (const std::string_view head : heads) {
    right_.push_back(head.substr(0, 1) == " ");
    rows_.front().emplace_back(trimmed(head));
  }
}

void Table::row(std::vector<std::string> cells) {
  cells.resize(right_.size());
  rows_.push_back(std::move(cells));
}

std::string Table::text() const {
  std::vector<std::size_t> widths(right_.size(), 0);
  for (std::size_t i = 1; i < rows_.size(); ++i) {
    for (std::size_t column = 0; column < widths.size(); ++column) {
      widths[column] = std::max(widths[column], display_width(rows_[i][column]));
    }
  }
  for (std::size_t column = 0; column < widths.size(); ++column) {
    if (widths[column] == 0) continue;
    widths[column] = std::max(widths[column], display_width(rows_.front()[column]));
  }
  std::string out;
  for (const std::vector<std::string>& row : rows_) {
    std::string line;
    for (std::size_t column = 0; column < widths.size(); ++column) {
      if (widths[column] == 0) continue;
      if (!line.empty()) line += "  ";
      const std::string fill(widths[column] - std::min(widths[column], display_width(row[column])),
                             ' ');
      line += right_[column] ? fill + row[column] : row[column] + fill;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace joist::emit

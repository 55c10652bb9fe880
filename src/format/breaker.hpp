// A statement over several lines.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "format/tokens.hpp"

namespace joist::format {

class Layout;

// Writes a statement that does not fit on one line, has comments within, or clauses of its own. The
// first line's indent is not written.
class Breaker {
 public:
  Breaker(Layout& layout, const std::vector<Token>& row, std::size_t indent)
      : layout_(layout), row_(row), indent_(indent), line_indent_(indent) {}

  std::string run();

 private:
  bool is_vertical() const;
  void measure_clauses();
  void comments(std::size_t i);
  bool new_line_before(std::size_t i) const;
  bool fits(std::size_t i) const;
  void new_line();
  void token(std::size_t i);
  std::size_t column() const;

  Layout& layout_;
  const std::vector<Token>& row_;
  std::size_t indent_;
  std::size_t line_indent_;
  std::size_t clause_width_ = 0;
  bool vertical_ = false;
  bool commented_ = false;
  bool at_start_ = true;  // of a line
  std::string out_;
};

// True if `token` begins a clause of a `decide` that gets a line of its own.
bool begins_clause(const Token& before, const Token& token);

}  // namespace joist::format

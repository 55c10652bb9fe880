// A statement as a row of tokens: each with the blank before it and the line break it may have.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "syntax/tree.hpp"

namespace joist::format {

// Where a line may be broken if it is too long: before an arrow, or behind an operator or a comma.
enum class Break : std::uint8_t { none, arrow, inner };

// A run of comments in `File::comments`.
struct Comments {
  std::size_t first = 0;
  std::size_t last = 0;  // one past the end
  bool empty() const { return first == last; }
};

struct Token {
  std::string text;
  syntax::Kind kind = syntax::Kind::file;  // of the leaf; `file` for words and signs between leaves
  syntax::Kind parent = syntax::Kind::file;  // of the node that it belongs to
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t block = 0;  // node of a block, which has no text; 0 for none
  bool blank = false;       // one before it
  Break before = Break::none;
  Comments comments;  // between the token before and this one

  bool raw(std::string_view t) const { return kind == syntax::Kind::file && text == t; }
};

// The tokens of a statement. What follows a target is in canonical order; empty blocks are left out
// where none is needed.
std::vector<Token> tokens(const syntax::File& file, syntax::Ref statement);

// The comments that begin in [begin, end).
Comments comments_in(const syntax::File& file, std::uint32_t begin, std::uint32_t end);

// What a block or a file holds, in order.
struct Item {
  enum class Sort : std::uint8_t { statement, verbatim, comment };
  Sort sort = Sort::statement;
  syntax::Ref node;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool attribute = false;
};
struct Items {
  std::vector<Item> items;
  bool unclosed = false;
};
Items items(const syntax::File& file, syntax::Ref block);

}  // namespace joist::format

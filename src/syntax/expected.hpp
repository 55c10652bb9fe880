// How far a broken statement could be read, and what would have let it go on.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "syntax/tree.hpp"

namespace joist::syntax {

struct Token {
  std::string_view text;  // "a name", or `->` as it is to be written
  bool verbatim = false;
  friend bool operator==(const Token&, const Token&) = default;
};

struct Expected {
  std::uint32_t at = 0;
  std::size_t count = 0;
  std::array<Token, 24> tokens;  // the first `count`

  void add(Token token) {
    for (std::size_t i = 0; i < count; ++i) {
      if (tokens[i] == token) return;
    }
    if (count < tokens.size()) tokens[count++] = token;
  }
  const Token* begin() const { return tokens.data(); }
  const Token* end() const { return tokens.data() + count; }
};

// Reads the statement at `begin` once more, as a line of a block of `header` (the kind of the node
// that the block belongs to; the file for none), and watches which tokens fail furthest on.
Expected expected(const File& file, std::uint32_t begin, Kind header);

}  // namespace joist::syntax

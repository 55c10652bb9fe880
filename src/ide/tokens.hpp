// A text cut into words up to the cursor, however broken it is: what completion goes by, since the
// statement that is being written seldom parses.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace joist::ide {

struct Token {
  enum class Sort : std::uint8_t { name, number, string, sign, arrow, open, close } sort;
  std::uint32_t begin = 0, end = 0;
  bool after_line_end = false;  // the first on its line
};

// What stands before the cursor: the statement it is in and the blocks around it.
struct Writing {
  // A word that ends at the cursor; empty where none does. Of `us.ap` all of it, after `allow` also
  // hyphens.
  std::uint32_t word_begin = 0;
  std::string_view word;
  std::vector<Token> statement;             // its tokens before the word
  std::vector<std::vector<Token>> headers;  // of the open blocks, outermost first
  std::vector<std::uint32_t> insides;       // where the text inside of each of these begins
  std::string_view before;                  // the word that began the statement before this one
  bool in_text = false;                     // in a string, a comment or the path of an endpoint
  bool after_number = false;                // the word is glued to a number: `4k r`, `4kr`
};

// Of a name, or of a character beyond ASCII.
inline bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (c & 0x80) != 0;
}

// `from`: where to begin, see begin_before().
Writing writing_at(std::string_view text, std::uint32_t offset, std::uint32_t from = 0);

// The names before a colon in the block whose inside begins there, those of blocks in it left out.
// A block that is being written may have no end yet: one that has `only_attributes` ends where
// something else begins.
std::vector<Token> keys_of_block(std::string_view text, std::uint32_t inside, bool only_attributes);

}  // namespace joist::ide

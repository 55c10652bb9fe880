// Small questions about UTF-8 text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace joist {

// One code point at `at`, with the number of bytes it takes. Bad bytes give U+FFFD and size 1.
struct CodePoint {
  char32_t value = 0;
  std::uint32_t size = 0;
};
CodePoint decode(std::string_view text, std::size_t at);
void append(std::string& text, char32_t code_point);
// Byte offset of the first malformed sequence, or npos.
std::size_t find_malformed(std::string_view text);

bool is_letter(char32_t c);  // general category L
bool is_mark(char32_t c);    // general category M
// Columns a terminal gives the text: 2 for wide scripts and emoji, 0 for marks.
std::size_t display_width(std::string_view text);

// A name of the language: a letter or `_`, then letters, marks, digits, `_`.
bool is_name(std::string_view text);
// In double quotes, with `\" \\ \n \t` escaped: a string literal of the language.
std::string quoted(std::string_view text);
// For speech, and where there is no type: findings have names in backticks.
std::string without_backticks(std::string text);
// "a, b and c", each in backticks.
std::string listed(const std::vector<std::string>& names, std::string_view last_word = "and");
// "1 copy", "3 copies": the count and the right form.
std::string counted(std::size_t count, std::string_view one, std::string_view many);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string_view trimmed(std::string_view text);

// Only http, https, mailto and relative addresses pass; anything else is empty.
std::string safe_link(std::string_view link);

}  // namespace joist

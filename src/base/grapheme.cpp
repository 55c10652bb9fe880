// Finds the ends of grapheme clusters.
#include "base/grapheme.hpp"

#include <utf8proc.h>

#include "base/text.hpp"

namespace joist {

std::size_t grapheme_size(std::string_view text, std::size_t at) {
  const auto is_ascii = [&](std::size_t i) {
    return i >= text.size() || static_cast<unsigned char>(text[i]) < 0x80;
  };
  const CodePoint first = decode(text, at);
  std::size_t end = at + first.size;
  // Most are, and of these none goes together but CR and LF.
  if (is_ascii(at) && is_ascii(end) && text[at] != '\r') return first.size;
  utf8proc_int32_t state = 0;
  auto before = static_cast<utf8proc_int32_t>(first.value);
  while (end < text.size()) {
    const CodePoint next = decode(text, end);
    const auto value = static_cast<utf8proc_int32_t>(next.value);
    if (utf8proc_grapheme_break_stateful(before, value, &state)) break;
    before = value;
    end += next.size;
  }
  return end - at;
}

}  // namespace joist

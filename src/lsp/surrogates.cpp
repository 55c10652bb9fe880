// Walks over the escapes of a JSON text.
#include "lsp/surrogates.hpp"

#include <charconv>
#include <cstdint>

namespace joist::lsp {

namespace {

// The unit of the escape `\uXXXX` that begins there; 0 where none does.
std::uint32_t escape_at(std::string_view json, std::size_t at) {
  if (json.substr(at, 2) != "\\u" || at + 6 > json.size()) return 0;
  std::uint32_t unit = 0;
  const char* end = json.data() + at + 6;
  return std::from_chars(json.data() + at + 2, end, unit, 16).ptr == end ? unit : 0;
}

bool is_first(std::uint32_t unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}
bool is_second(std::uint32_t unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

}  // namespace

std::string with_whole_surrogates(std::string_view json) {
  std::string whole(json);
  for (auto at = json.find('\\'); at < json.size(); at = json.find('\\', at)) {
    const std::uint32_t unit = escape_at(json, at);
    const bool pair = is_first(unit) && is_second(escape_at(json, at + 6));
    if (!pair && (is_first(unit) || is_second(unit))) whole.replace(at, 6, "\\ufffd");
    at += pair ? 12 : unit != 0 ? 6 : 2;
  }
  return whole;
}

}  // namespace joist::lsp

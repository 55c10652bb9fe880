// Escapes and rounding for XML.
#include "emit/xml.hpp"

#include <fmt/core.h>

#include "base/text.hpp"

namespace joist::emit {
namespace {

bool is_xml(char32_t c) {
  if (c < 0x20) return c == '\n' || c == '\t';
  if (c >= 0x7f && c < 0xa0) return false;
  // Marks that turn the direction of what follows could make a text read as another.
  if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)) return false;
  return !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff && c <= 0x10ffff;
}

// FNV-1a, 64 bits.
std::uint64_t mixed(std::string_view text) {
  std::uint64_t value = 14695981039346656037ull;
  for (unsigned char c : text) value = (value ^ c) * 1099511628211ull;
  return value;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    at += point.size;
    switch (point.value) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        append(result, is_xml(point.value) ? point.value : U'\ufffd');
    }
  }
  return result;
}

std::string rounded(double value) {
  std::string text = fmt::format("{:.2f}", value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string as_id(std::string_view name) {
  constexpr std::size_t longest = 100;
  if (name.size() > longest)
    return as_id(name.substr(0, longest / 2)) + fmt::format("-{:x}", mixed(name));
  std::string id;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint point = decode(name, at);
    const char32_t c = point.value;
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    if (is_plain || is_letter(c))
      id += name.substr(at, point.size);
    else
      id += fmt::format("_{:x}_", static_cast<std::uint32_t>(c));
    at += point.size;
  }
  return id;
}

}  // namespace joist::emit

// Escapes and rounding for XML.
#include "emit/xml.hpp"

#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "base/hash.hpp"
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

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const std::string_view bytes = text.substr(at, point.size);
    at += point.size;
    switch (point.value) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (point.value < 0x7f && is_xml(point.value))
          out += bytes;
        else
          append(out, is_xml(point.value) ? point.value : U'\ufffd');
    }
  }
}

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  append_escaped(result, text);
  return result;
}

void append_rounded(std::string& out, double value) {
  constexpr double most = 1e15;
  if (!(std::abs(value) < most)) {
    out += fmt::format("{}", value);
    return;
  }
  const long long hundredths = std::llround(value * 100);
  const auto size = static_cast<unsigned long long>(std::llabs(hundredths));
  if (hundredths < 0) out += '-';
  const fmt::format_int whole(size / 100);
  out.append(whole.data(), whole.size());
  const unsigned rest = static_cast<unsigned>(size % 100);
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

std::string rounded(double value) {
  std::string text;
  append_rounded(text, value);
  return text;
}

std::string as_id(std::string_view name) {
  constexpr std::size_t longest = 100;
  if (name.size() > longest)
    return as_id(name.substr(0, longest / 2)) + fmt::format("-{:x}", hash_of(name));
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

// Finds strings in JSON by their quotes, and resolves the escapes of the long ones.
#include "lsp/long_texts.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace joist::lsp {

namespace {

constexpr std::size_t is_long = 4096;

// A name begins with this, which no string of a message has that names nothing.
constexpr std::string_view escaped_mark = "\\u0000";
constexpr char mark = '\0';

// The quote that ends the string which begins behind `at`, or the end of the text.
std::size_t end_of_string(std::string_view json, std::size_t at) {
  while (true) {
    const std::size_t quote = json.find('"', at);
    if (quote == json.npos) return json.size();
    std::size_t before = quote;
    while (before > at && json[before - 1] == '\\') --before;
    if ((quote - before) % 2 == 0) return quote;
    at = quote + 1;
  }
}

// Whether the string that begins at `quote` is what the member `text` has: other long ones are
// rare.
bool is_text(std::string_view json, std::size_t quote) {
  const auto without_blanks = [](std::string_view before) {
    return before.substr(0, before.find_last_not_of(" \t\r\n") + 1);
  };
  const std::string_view before = without_blanks(json.substr(0, quote));
  if (!before.ends_with(':')) return false;
  return without_blanks(before.substr(0, before.size() - 1)).ends_with("\"text\"");
}

bool has_control_characters(std::string_view text) {
  unsigned seen = 0;
  for (const char c : text) seen |= static_cast<unsigned char>(c) < 0x20 ? 1u : 0u;
  return seen != 0;
}

// Four hexadecimal digits; nothing where there are other characters.
std::optional<std::uint32_t> unit_at(std::string_view text, std::size_t at) {
  std::uint32_t value = 0;
  if (at + 4 > text.size()) return std::nullopt;
  const auto read = std::from_chars(text.data() + at, text.data() + at + 4, value, 16);
  return read.ptr == text.data() + at + 4 ? std::optional(value) : std::nullopt;
}

// The character of the `\u` whose digits begin at `at`, which is moved behind it.
std::optional<char32_t> wide_escape(std::string_view text, std::size_t& at) {
  const auto unit = unit_at(text, at);
  if (!unit) return std::nullopt;
  at += 4;
  if (*unit < 0xd800 || *unit > 0xdfff) return *unit;
  if (*unit > 0xdbff || text.substr(at, 2) != "\\u") return std::nullopt;
  const auto second = unit_at(text, at + 2);
  if (!second || *second < 0xdc00 || *second > 0xdfff) return std::nullopt;
  at += 6;
  return 0x10000 + ((*unit - 0xd800) << 10) + (*second - 0xdc00);
}

// What stands behind a backslash at `at`, which is moved behind it. False where JSON has none such.
bool append_escape(std::string& out, std::string_view text, std::size_t& at) {
  constexpr std::string_view names = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
  if (at == text.size()) return false;
  const std::size_t known = names.find(text[at++]);
  if (known != names.npos) {
    out += meant[known];
    return true;
  }
  if (text[at - 1] != 'u') return false;
  const auto point = wide_escape(text, at);
  if (point) append(out, *point);
  return point.has_value();
}

std::optional<std::string> unescaped(std::string_view text) {
  if (has_control_characters(text) || find_malformed(text) != text.npos) return std::nullopt;
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t escape = std::min(text.find('\\', at), text.size());
    out.append(text, at, escape - at);
    at = escape + 1;
    if (escape < text.size() && !append_escape(out, text, at)) return std::nullopt;
  }
  return out;
}

}  // namespace

WithoutTexts without_long_texts(std::string_view json) {
  WithoutTexts as_it_is{std::string(json), {}}, result;
  if (json.size() < is_long) return as_it_is;
  std::size_t taken = 0;
  for (std::size_t quote = json.find('"'); quote != json.npos;) {
    const std::size_t begin = quote + 1, end = end_of_string(json, begin);
    if (end - begin >= is_long && end < json.size() && is_text(json, quote)) {
      auto text = unescaped(json.substr(begin, end - begin));
      if (!text) return as_it_is;
      result.json.append(json, taken, begin - taken);
      if (result.json.find(escaped_mark) != std::string::npos) return as_it_is;
      result.json.append(escaped_mark).append(std::to_string(result.texts.size()));
      result.texts.push_back(*std::move(text));
      taken = end;
    }
    quote = end < json.size() ? json.find('"', end + 1) : json.npos;
  }
  const std::string_view rest = json.substr(taken);
  if (rest.find(escaped_mark) != rest.npos) return as_it_is;
  result.json += rest;
  return result;
}

std::string text_of(std::string_view string, std::vector<std::string>& texts) {
  if (texts.empty() || string.empty() || string.front() != mark) return std::string(string);
  std::size_t number = texts.size();
  std::from_chars(string.data() + 1, string.data() + string.size(), number);
  return number < texts.size() ? std::move(texts[number]) : std::string(string);
}

}  // namespace joist::lsp

// Text widths and line breaking.
#include "scene/measure.hpp"

#include <algorithm>

#include "base/grapheme.hpp"
#include "base/text.hpp"
#include "scene/widths.hpp"

namespace joist::scene {
namespace {

constexpr double units_per_em = 2048;
constexpr std::string_view ellipsis = "\u2026";

bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x2064) ||
         (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || (c >= 0xe0000 && c < 0xe0200);
}

double advance(char32_t c, std::string_view bytes, std::span<const WidthRun> runs) {
  if (is_invisible(c)) return 0;
  auto after =
      std::upper_bound(runs.begin(), runs.end(), c,
                       [](char32_t value, const WidthRun& run) { return value < run.first; });
  if (after != runs.begin()) {
    const WidthRun& run = *(after - 1);
    if (c < static_cast<char32_t>(run.first) + run.count) return run.advance / units_per_em;
  }
  switch (display_width(bytes)) {
    case 0:
      return 0;
    case 1:
      return 0.6;
    default:
      return 1;
  }
}

// Of one character. Joined emoji, flags and skin tones are one sign, as wide as its widest part:
// where a machine draws the parts, text that was measured too narrow is better than text that is
// stretched.
double advance_of(std::string_view character, std::span<const WidthRun> runs) {
  double sum = 0, most = 0;
  bool is_one_sign = false;
  for (std::size_t at = 0; at < character.size();) {
    const CodePoint point = decode(character, at);
    const char32_t c = point.value;
    const bool is_flag = c >= 0x1f1e6 && c <= 0x1f1ff;
    const double one = is_flag ? 1 : advance(c, character.substr(at, point.size), runs);
    is_one_sign |= is_flag || c == 0x200d || (c >= 0x1f3fb && c <= 0x1f3ff);
    sum += one;
    most = std::max(most, one);
    at += point.size;
  }
  return is_one_sign ? most : sum;
}

// Bytes of the longest beginning that is at most `width` wide; whole characters, at least one.
std::size_t fitting(std::string_view text, double width, double size, Weight weight) {
  const auto runs = weight == Weight::bold ? bold_widths() : regular_widths();
  std::size_t at = 0;
  double used = 0;
  while (at < text.size()) {
    const std::size_t bytes = grapheme_size(text, at);
    used += size * advance_of(text.substr(at, bytes), runs);
    if (used > width && at > 0) break;
    at += bytes;
  }
  return at;
}

std::string_view without_blanks_before(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\n\r");
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

// Where a name that is longer than a line may be broken, at or before there: behind a sign, or
// where a part of it begins: `orders.|Payment|Service`. There itself where it has no parts.
std::size_t end_of_part(std::string_view name, std::size_t most) {
  const auto is_lower = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const auto is_sign = [](char c) {
    return std::string_view("._-/:,;@+&|=?").find(c) != std::string_view::npos;
  };
  for (std::size_t end = most; end > most / 3 && end > 1; --end) {
    const bool begins = name[end] >= 'A' && name[end] <= 'Z' && is_lower(name[end - 1]);
    if (begins || (is_sign(name[end - 1]) && !is_sign(name[end]))) return end;
  }
  return most;
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

}  // namespace

double text_width(std::string_view text, double size, Weight weight) {
  const auto runs = weight == Weight::bold ? bold_widths() : regular_widths();
  double width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = grapheme_size(text, at);
    width += advance_of(text.substr(at, bytes), runs);
    at += bytes;
  }
  return width * size;
}

std::string elided(std::string_view text, double width, double size, Weight weight) {
  if (text_width(text, size, weight) <= width) return std::string(text);
  const double room = width - text_width(ellipsis, size, weight);
  std::string_view head = text.substr(0, fitting(text, room, size, weight));
  while (!head.empty() && head.back() == ' ') head.remove_suffix(1);
  return std::string(head) + std::string(ellipsis);
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t at = 0, before_last = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == most) return std::string(text.substr(0, before_last)) + std::string(ellipsis);
    before_last = at;
    at += decode(text, at).size;
  }
  return std::string(text);
}

std::vector<std::string> wrapped(std::string_view text, double width, double size, Weight weight,
                                 std::size_t lines) {
  const std::string whole = one_line(text);
  std::string_view rest = trimmed(whole);
  std::vector<std::string> result;
  while (!rest.empty() && result.size() + 1 < lines) {
    std::size_t end = fitting(rest, width, size, weight);
    if (end < rest.size() && rest[end] != ' ') {
      const std::size_t blank = rest.substr(0, end).rfind(' ');
      end = blank != std::string_view::npos && blank > 0 ? blank : end_of_part(rest, end);
    }
    result.emplace_back(trimmed(rest.substr(0, end)));
    rest = without_blanks_before(rest.substr(end));
  }
  if (!rest.empty()) result.push_back(elided(rest, width, size, weight));
  return result;
}

}  // namespace joist::scene

// Counts lines, and columns within the lines that need it.
#include "lsp/line_index.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace joist::lsp {

namespace {

std::uint32_t units(CodePoint point, Encoding encoding) {
  if (encoding == Encoding::utf8) return point.size;
  return point.value > 0xffff ? 2 : 1;
}

// Without a way out of the loop, so that it takes many bytes at once.
bool is_ascii(std::string_view text) {
  char seen = 0;
  for (const char c : text) seen = static_cast<char>(seen | c);
  return (seen & 0x80) == 0;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : starts_{0} {
  const bool plain = is_ascii(text);
  std::size_t feed = text.find('\n'), turn = text.find('\r');
  while (feed != text.npos || turn != text.npos) {
    const std::size_t end = std::min(feed, turn == text.npos || turn + 1 == feed ? feed : turn);
    plain_.push_back(plain || is_ascii(text.substr(starts_.back(), end - starts_.back())));
    starts_.push_back(static_cast<std::uint32_t>(end + 1));
    if (feed == end) feed = text.find('\n', end + 1);
    if (turn <= end) turn = text.find('\r', end + 1);
  }
  plain_.push_back(plain || is_ascii(text.substr(starts_.back())));
}

std::size_t LineIndex::end_of(std::string_view text, std::uint32_t line) const {
  std::size_t end = line + 1 < starts_.size() ? starts_[line + 1] : text.size();
  while (end > starts_[line] && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
  return end;
}

Position LineIndex::position(std::string_view text, std::size_t offset, Encoding encoding) const {
  offset = std::min(offset, text.size());
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts_.begin() - 1);
  offset = std::min(offset, end_of(text, line));
  if (plain_[line]) return {line, static_cast<std::uint32_t>(offset - starts_[line])};
  Place at{line, starts_[line], 0, encoding};
  const bool goes_on = last_.line == line && last_.offset <= offset && last_.encoding == encoding;
  if (goes_on) at = last_;
  while (at.offset < offset) {
    const CodePoint point = decode(text, at.offset);
    if (at.offset + point.size > offset) break;
    at.character += units(point, encoding);
    at.offset += point.size;
  }
  last_ = at;
  return {line, at.character};
}

std::size_t LineIndex::offset(std::string_view text, Position position, Encoding encoding) const {
  if (position.line >= starts_.size()) return text.size();
  const std::size_t start = starts_[position.line], end = end_of(text, position.line);
  if (plain_[position.line]) return std::min<std::size_t>(start + position.character, end);
  std::size_t at = start;
  for (std::uint32_t character = 0; at < end && character < position.character;) {
    const CodePoint point = decode(text, at);
    character += units(point, encoding);
    if (character > position.character) break;
    at += point.size;
  }
  return at;
}

}  // namespace joist::lsp

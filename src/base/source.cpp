// The line table of a text: where lines start, and how bytes become lines and columns.
#include "base/source.hpp"

#include <algorithm>

namespace joist {

namespace {

constexpr std::uint32_t between_marks = 4096;

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

}  // namespace

// Editors show no byte order mark and count no column for it.
Source::Source(std::string path, std::string text)
    : path_(std::move(path)),
      text_(std::move(text)),
      starts_{text_.compare(0, 3, "\xef\xbb\xbf") == 0 ? 3u : 0u} {
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    starts_.push_back(static_cast<std::uint32_t>(at + 1));
  }
  for (std::size_t i = 0; i < starts_.size(); ++i) {
    const std::size_t end = i + 1 < starts_.size() ? starts_[i + 1] : text_.size();
    if (end - starts_[i] > 2 * between_marks) mark(starts_[i], static_cast<std::uint32_t>(end));
  }
}

void Source::mark(std::uint32_t begin, std::uint32_t end) {
  std::uint32_t column = 1;
  for (std::uint32_t at = begin; at < end; ++at) {
    if ((at - begin) % between_marks == 0) marks_.push_back({at, column});
    if (begins_character(text_[at])) ++column;
  }
}

Position Source::position(std::uint32_t offset) const {
  offset = std::clamp(offset, starts_.front(), static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  auto start = *(after - 1);
  Position position{static_cast<std::uint32_t>(after - starts_.begin()), 1};
  const auto mark = std::upper_bound(marks_.begin(), marks_.end(), offset,
                                     [](std::uint32_t at, const Mark& m) { return at < m.offset; });
  if (mark != marks_.begin() && (mark - 1)->offset > start) {
    start = (mark - 1)->offset;
    position.column = (mark - 1)->column;
  }
  for (std::uint32_t at = start; at < offset; ++at) {
    if (begins_character(text_[at])) ++position.column;
  }
  return position;
}

std::uint32_t Source::line_count() const {
  return static_cast<std::uint32_t>(starts_.size());
}

std::uint32_t Source::line_start(std::uint32_t number) const {
  const auto index = std::clamp<std::uint32_t>(number, 1, line_count()) - 1;
  return starts_[index];
}

std::string_view Source::line(std::uint32_t number) const {
  const auto start = line_start(number);
  const auto end = std::min(text_.find('\n', start), text_.size());
  std::string_view line = std::string_view(text_).substr(start, end - start);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

FileId Sources::add(std::string path, std::string text) {
  files_.emplace_back(std::move(path), std::move(text));
  return FileId(files_.size() - 1);
}

std::string_view Sources::text(Span span) const {
  if (!span.file || span.file.index() >= files_.size()) return {};
  const std::string_view text = at(span.file).text();
  const auto begin = std::min<std::size_t>(span.begin, text.size());
  return text.substr(begin, std::min<std::size_t>(span.end, text.size()) - begin);
}

}  // namespace joist

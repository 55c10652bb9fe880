// Places, counts and clean text for all reporters.
#include "report/place.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace joist::report {

std::string_view text(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

Position Locator::position(FileId file, std::uint32_t offset) {
  const Source& source = sources_.at(file);
  const std::string& text = source.text();
  offset = std::clamp(offset, source.line_start(1), static_cast<std::uint32_t>(text.size()));
  if (file != file_ || offset < offset_ || offset > line_end_) {
    position_ = source.position(offset);
    const auto end = text.find('\n', offset);
    line_end_ = static_cast<std::uint32_t>(std::min(end, text.size()));
  } else {
    for (std::uint32_t at = offset_; at < offset; ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) ++position_.column;
    }
  }
  file_ = file;
  offset_ = offset;
  return position_;
}

Place Locator::operator()(Span span) {
  if (!span.file || span.file.index() >= sources_.size()) return {};
  const Source& source = sources_.at(span.file);
  Place place;
  place.path = source.path();
  place.begin = position(span.file, span.begin);
  // The next finding of this line is looked for from here; an end on a later line is looked up.
  const bool same_line = span.end <= line_end_;
  if (same_line) {
    const Locator at_begin = *this;
    place.end = position(span.file, std::max(span.begin, span.end));
    offset_ = at_begin.offset_;
    position_ = at_begin.position_;
  } else {
    place.end = source.position(span.end);
  }
  return place;
}

Counts count(const std::vector<Finding>& findings) {
  Counts counts;
  for (const Finding& finding : findings) {
    if (finding.allowed) {
      ++counts.allowed;
    } else if (finding.severity == Severity::error) {
      ++counts.errors;
    } else if (finding.severity == Severity::warning) {
      ++counts.warnings;
    } else {
      ++counts.notes;
    }
  }
  return counts;
}

std::string text(const Counts& counts) {
  std::string result;
  const auto add = [&](std::size_t n, std::string_view one, std::string_view many) {
    if (n == 0) return;
    if (!result.empty()) result += ", ";
    result += counted(n, one, many);
  };
  add(counts.errors, "error", "errors");
  add(counts.warnings, "warning", "warnings");
  add(counts.notes, "note", "notes");
  if (result.empty()) result = "no findings";
  add(counts.allowed, "allowed", "allowed");
  return result;
}

std::string inputs_text(const std::vector<std::string>& inputs) {
  if (inputs.size() == 1) return clean(inputs.front());
  return counted(inputs.size(), "file", "files");
}

bool is_unprintable(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
  const bool turns = c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
                     (c >= 0x2066 && c <= 0x2069);
  const bool separates = c == 0x2028 || c == 0x2029 || c == 0xfeff;
  return control || turns || separates;
}

std::string clean(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    at += point.size;
    if (point.value == '\t') {
      result += ' ';
    } else if (point.value != '\n' && is_unprintable(point.value)) {
      append(result, 0xFFFD);
    } else {
      append(result, point.value);
    }
  }
  return result;
}

std::string one_line(std::string_view text) {
  const std::string cleaned = clean(text);
  std::string result;
  for (const std::string_view line : split(cleaned, '\n')) {
    const std::string_view part = trimmed(line);
    if (part.empty()) continue;
    if (!result.empty()) result += ' ';
    result += part;
  }
  return result;
}

}  // namespace joist::report

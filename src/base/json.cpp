// JSON's strings and numbers, and the commas, lines and brackets between them.
#include "base/json.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace joist {

namespace {

void append_escaped(std::string& out, unsigned char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      if (c < 0x20 || c == 0x7f) {
        out += fmt::format("\\u{:04x}", c);
      } else {
        out += static_cast<char>(c);
      }
  }
}

bool is_plain(unsigned char c) {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

// Most texts are runs of characters that stand for themselves.
void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_plain(static_cast<unsigned char>(text[end]))) ++end;
    out.append(text, at, end - at);
    at = end;
    if (at == text.size()) break;
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      append_escaped(out, byte);
      ++at;
      continue;
    }
    const CodePoint point = decode(text, at);
    append(out, point.value);
    at += point.size;
  }
  out += '"';
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  append_string(out, text);
  return out;
}

std::string json_number(double value) {
  if (std::isnan(value)) return "null";
  if (std::isinf(value)) return value > 0 ? "\"inf\"" : "\"-inf\"";
  if (value == 0) return "0";
  // Counts to the last digit.
  if (std::abs(value) < 9e15 && value == std::floor(value)) return fmt::format("{:.0f}", value);
  return fmt::format("{:.12g}", value);
}

void JsonWriter::line(std::size_t depth) {
  out_ += '\n';
  out_.append(2 * depth, ' ');
}

void JsonWriter::item() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.empty) out_ += ',';
  if (!level.is_inline) {
    line(levels_.size());
  } else if (!level.empty) {
    out_ += ' ';
  }
  level.empty = false;
}

JsonWriter& JsonWriter::open(char bracket, bool is_inline) {
  const bool within_inline = !levels_.empty() && levels_.back().is_inline;
  item();
  out_ += bracket;
  levels_.push_back({bracket == '{' ? '}' : ']', is_inline || within_inline});
  return *this;
}

JsonWriter& JsonWriter::close() {
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.is_inline && !level.empty) line(levels_.size());
  out_ += level.close;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  item();
  append_string(out_, name);
  out_ += ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  item();
  out_ += json;
  return *this;
}

JsonWriter& JsonWriter::texts(const std::vector<std::string>& values) {
  inline_array();
  for (const std::string& value : values) text(value);
  return close();
}

JsonWriter& JsonWriter::written(std::string_view json) {
  item();
  json = trimmed(json);
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t line = std::min(json.find('\n', at), json.size() - 1) + 1;
    out_.append(json, at, line - at);
    if (json[line - 1] == '\n') out_.append(2 * levels_.size(), ' ');
    at = line;
  }
  return *this;
}

std::string JsonWriter::take() {
  out_ += '\n';
  return std::move(out_);
}

}  // namespace joist

// Reads and writes the heads of messages.
#include "lsp/frames.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"

namespace joist::lsp {

namespace {

constexpr std::size_t longest_head = 16 << 10;
constexpr std::size_t longest_message = 1u << 30;

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  });
}

// The `Content-Length` of a head; other fields are passed over.
std::optional<std::size_t> length_in(std::string_view head) {
  for (const std::string_view line : split(head, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon == line.npos || !same_letters(trimmed(line.substr(0, colon)), "content-length")) {
      continue;
    }
    const std::string_view number = trimmed(line.substr(colon + 1));
    std::size_t length = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), length);
    const bool whole = read.ec == std::errc() && read.ptr == number.data() + number.size();
    if (whole && length <= longest_message) return length;
  }
  return std::nullopt;
}

// Where the head ends and the message begins; both forms of line ends are taken.
struct HeadEnd {
  std::size_t head, body;
};
std::optional<HeadEnd> end_of_head(std::string_view bytes) {
  const std::size_t plain = bytes.find("\n\n");
  const std::size_t usual = bytes.find("\r\n\r\n");
  if (plain == bytes.npos && usual == bytes.npos) return std::nullopt;
  if (usual < plain) return HeadEnd{usual, usual + 4};
  return HeadEnd{plain, plain + 2};
}

}  // namespace

void FrameReader::feed(std::string_view bytes) {
  if (taken_ > 0) waiting_.erase(0, taken_);
  taken_ = 0;
  waiting_ += bytes;
}

std::optional<std::string> FrameReader::next() {
  const std::string_view bytes = std::string_view(waiting_).substr(taken_);
  const auto end = end_of_head(bytes.substr(0, longest_head));
  if (!end) {
    if (bytes.size() < longest_head) return std::nullopt;
    taken_ = waiting_.size();  // no head is so long
    return "";
  }
  const auto length = length_in(bytes.substr(0, end->head));
  if (!length) {
    taken_ += end->body;
    return "";
  }
  if (bytes.size() - end->body < *length) return std::nullopt;
  taken_ += end->body + *length;
  return std::string(bytes.substr(end->body, *length));
}

std::string framed(std::string_view message) {
  return fmt::format("Content-Length: {}\r\n\r\n{}", message.size(), message);
}

}  // namespace joist::lsp

// Reads requests and writes answers.
#include "serve/http.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"

namespace joist::serve {

namespace {

constexpr std::size_t longest_head = 16 * 1024;

std::optional<int> digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

bool read_target(std::string_view target, Request& request) {
  if (target.substr(0, 1) != "/") return false;
  const auto mark = std::min(target.find('?'), target.size());
  request.path = unescaped(target.substr(0, mark));
  if (mark == target.size()) return true;
  for (const std::string_view pair : split(target.substr(mark + 1), '&')) {
    const auto equals = std::min(pair.find('='), pair.size());
    const std::string_view value = equals < pair.size() ? pair.substr(equals + 1) : "";
    request.query[unescaped(pair.substr(0, equals))] = unescaped(value);
  }
  return true;
}

bool read_start(std::string_view line, Request& request) {
  const std::vector<std::string_view> words = split(line, ' ');
  if (words.size() != 3 || words[2].substr(0, 7) != "HTTP/1.") return false;
  request.method = words[0];
  return read_target(words[1], request);
}

bool read_field(std::string_view line, Request& request) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  // A field given twice is taken for an attempt to be read in two ways (RFC 9112, 3.2 for Host).
  return request.fields.emplace(lower(line.substr(0, colon)), trimmed(line.substr(colon + 1)))
      .second;
}

bool read_head(std::string_view head, Request& request) {
  bool first = true;
  while (!head.empty()) {
    const auto end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    if (!(first ? read_start(line, request) : read_field(line, request))) return false;
    first = false;
  }
  return !first;
}

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 431:
      return "Request Header Fields Too Large";
    default:
      return "Error";
  }
}

}  // namespace

RequestReader::State RequestReader::take(std::string_view bytes) {
  head_ += bytes;
  const auto end = head_.find("\r\n\r\n");
  if (end == std::string::npos) {
    return head_.size() > longest_head ? State::too_long : State::waiting;
  }
  if (end > longest_head) return State::too_long;
  return read_head(std::string_view(head_).substr(0, end), request_) ? State::whole
                                                                     : State::malformed;
}

std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size();
    const auto high = escape ? digit(text[i + 1]) : std::nullopt;
    const auto low = escape ? digit(text[i + 2]) : std::nullopt;
    if (high && low) {
      result += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else {
      result += text[i] == '+' ? ' ' : text[i];
    }
  }
  return result;
}

std::string response(int status, std::string_view type, std::string_view body,
                     std::string_view fields) {
  return fmt::format(
      "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n"
      "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n{}Connection: close\r\n\r\n{}",
      status, reason(status), type, body.size(), fields, body);
}

std::string event_stream() {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
         "X-Content-Type-Options: nosniff\r\nConnection: keep-alive\r\n\r\nretry: 500\n\n";
}

std::string event(std::string_view name, std::string_view data) {
  return fmt::format("event: {}\ndata: {}\n\n", name, data);
}

}  // namespace joist::serve

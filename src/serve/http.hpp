// As much of HTTP/1.1 (RFC 9112) as a preview needs: the head of a GET, and answers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace joist::serve {

struct Request {
  std::string method;
  std::string path;                           // "/state", percent signs undone
  std::map<std::string, std::string> query;   // likewise
  std::map<std::string, std::string> fields;  // names in lower case
};

// One visitor's bytes until the head of the request is whole.
class RequestReader {
 public:
  enum class State : std::uint8_t { waiting, whole, malformed, too_long };
  State take(std::string_view bytes);
  const Request& request() const { return request_; }

 private:
  std::string head_;
  Request request_;
};

// "a%20b" as "a b"; what follows a percent sign and is no two digits is kept as it is.
std::string unescaped(std::string_view text);

// A whole answer after which the connection closes. `fields` end in "\r\n".
std::string response(int status, std::string_view type, std::string_view body,
                     std::string_view fields = {});
// The head of an answer that goes on: server-sent events (WHATWG HTML, 9.2).
std::string event_stream();
std::string event(std::string_view name, std::string_view data);

}  // namespace joist::serve

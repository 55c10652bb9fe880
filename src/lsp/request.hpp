// What a request is: its method, what it must bring, and the function that answers it. One file
// each in requests/.
#pragma once

#include <span>
#include <string_view>

#include "base/json.hpp"
#include "lsp/session.hpp"

namespace joist::lsp {

// What is asked, with what the dispatcher has found out already.
struct Asked {
  Session& session;
  const Params& params;
  const Document* document = nullptr;  // of the `textDocument`, where the request needs one
};

struct Request {
  enum class Needs : std::uint8_t { nothing, document, position, range };

  std::string_view method;
  Needs needs = Needs::document;
  bool figures = true;  // false: names are enough
  // Writes the result; a returned text is what stands in the way, and goes out as an error.
  std::string (*answer)(const Asked& asked, JsonWriter& result) = nullptr;
};

namespace requests {
std::span<const Request* const> catalogue();
}
const Request* find_request(std::string_view method);

}  // namespace joist::lsp

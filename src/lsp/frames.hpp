// Messages as they travel: a head with their length, an empty line, and so many bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace joist::lsp {

// Cuts what comes in into messages. A head that tells no length is passed over up to its empty
// line; it comes out as a message that is no JSON, so that it is answered as one.
class FrameReader {
 public:
  void feed(std::string_view bytes);
  std::optional<std::string> next();

 private:
  std::string waiting_;
  std::size_t taken_ = 0;  // bytes of it that were cut off
};

// The bytes of a message with its head.
std::string framed(std::string_view message);

}  // namespace joist::lsp

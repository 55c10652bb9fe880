// One look over a text before it is parsed: comments, balance of braces, malformed bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "syntax/tree.hpp"

namespace joist::syntax {

struct Scan {
  std::vector<Comment> comments;
  bool braces_balance = true;
  std::optional<std::uint32_t> malformed;  // the first byte that is not UTF-8
};

Scan scan(std::string_view text);

}  // namespace joist::syntax

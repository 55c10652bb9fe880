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

// Comments from a place on that is in no string and no comment.
struct StretchScan {
  std::vector<Comment> comments;
  std::uint32_t end = 0;
};
// Up to the first of the stops, which are in order, that is in none either and before which as many
// braces are closed as opened. Nothing where there is no such stop, or where malformed bytes stand
// before it.
std::optional<StretchScan> scan_stretch(std::string_view text, std::uint32_t begin,
                                        const std::vector<std::uint32_t>& stops);

}  // namespace joist::syntax

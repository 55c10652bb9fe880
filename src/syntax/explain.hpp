// Words for one statement that does not parse: what was seen, and what would be right.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "syntax/expected.hpp"
#include "syntax/tree.hpp"

namespace joist::syntax {

// A broken statement (`bad`), or the broken rest of one (`junk`), and where it stands.
struct Broken {
  const File& file;
  Node node;
  Ref before;                // the statement that `junk` goes on from; empty for `bad`
  Kind header = Kind::file;  // what the block belongs to that it stands in
  Expected expected;

  bool junk() const { return static_cast<bool>(before); }
  std::string_view text() const { return file.text.substr(node.begin, node.end - node.begin); }
  std::string_view at(std::uint32_t from, std::uint32_t to) const {
    return file.text.substr(from, to - from);
  }
};

Finding explain(const Broken& broken);

// Text as it is quoted in a message: in backticks, on one line, at most some 40 bytes of it.
std::string shown(std::string_view text);

}  // namespace joist::syntax

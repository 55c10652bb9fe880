// Parses a text that differs little from one that was parsed before: the statements around the
// change, and takes the others from the tree that is there.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "syntax/tree.hpp"

namespace joist::syntax {

// As read(id, text) does, for a later version of the text that `before` was read from.
File read(FileId id, std::string_view text, const File* before);

// Statements of a block, or of the file, to be parsed on their own.
struct Stretch {
  std::uint32_t begin = 0;           // where a statement may begin
  std::uint32_t depth = 0;           // blocks around it
  std::vector<std::uint32_t> stops;  // it ends at the first of them that a statement may begin at
};
// Their nodes, counted from 0 on, and where they end. Nothing if none of the stops is met.
struct Parsed {
  std::vector<Node> nodes;
  std::uint32_t end = 0;
};
std::optional<Parsed> parse_stretch(std::string_view text, const std::vector<Comment>& comments,
                                    const Stretch& stretch);

// The nodes of the text, whose braces balance as those of `before` do; nothing where the change
// reaches further than the block it stands in, or `before` has faults.
std::optional<std::vector<Node>> nodes_again(const File& before, std::string_view text,
                                             const std::vector<Comment>& comments);

}  // namespace joist::syntax

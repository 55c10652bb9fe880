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

// What was made of a text with the help of an earlier one.
struct Again {
  std::vector<Node> nodes;
  std::vector<Comment> comments;
  // Those of `nodes` that were parsed anew, `[first, last)`, and the nodes around them, outermost
  // first, without the file's.
  std::uint32_t first = 0, last = 0;
  std::vector<std::uint32_t> around;
};

// Nothing where the change reaches further than the block it stands in, or `before` has faults.
// Braces balance in what there is.
std::optional<Again> read_again(const File& before, std::string_view text);

}  // namespace joist::syntax

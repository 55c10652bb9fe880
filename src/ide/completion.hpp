// What may stand at the cursor, as an editor offers it.
#pragma once

#include <string>
#include <vector>

#include "ide/design.hpp"
#include "ide/words.hpp"

namespace joist::ide {

struct Completion {
  enum class Sort : std::uint8_t {
    keyword, kind, component, group, flow, quantity, attribute, value, unit, rule, function, figure,
    table, type,
  } sort = Sort::keyword;
  std::string label;
  std::string detail;    // one line
  Words documentation;
  std::string text;      // what is written
  std::string snippet;   // the same with places to fill in: `${1:name}`; empty where it has none
  int rank = 0;          // those of a lower one come first
};

struct Completions {
  Span replaced;  // the word at the cursor
  std::vector<Completion> items;
};

// `text` is what stands before and behind the cursor, in the bytes of `spot`'s file. Of items that
// do not begin as the word does, editors show none: all are given.
Completions complete(const Spot& spot, std::string_view text);

}  // namespace joist::ide

// What may stand at the cursor, as an editor offers it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ide/design.hpp"
#include "ide/words.hpp"

namespace joist::ide {

struct Completion {
  enum class Sort : std::uint8_t {
    keyword,
    kind,
    component,
    group,
    flow,
    quantity,
    attribute,
    value,
    unit,
    rule,
    function,
    figure,
    table,
    type,
    file,
  } sort = Sort::keyword;
  std::string label;
  std::string detail;  // one line
  Words documentation;
  std::string text;     // what is written
  std::string snippet;  // the same with places to fill in: `${1:name}`; empty where it has none
  int rank = 0;         // those of a lower one come first
};

struct Completions {
  Span replaced;               // the word at the cursor, up to there
  std::uint32_t word_end = 0;  // where that word ends behind the cursor
  std::vector<Completion> items;
  // The path behind `import "` up to the cursor, where that is being written: what it may lead to
  // is for whoever knows the files.
  std::optional<Span> import_path;
};

// Items whose letters do not begin as the word at the cursor are left out, as editors would.
Completions complete(const Spot& spot);

}  // namespace joist::ide

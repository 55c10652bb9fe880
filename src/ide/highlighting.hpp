// What each word of a text is, for editors that colour by meaning.
#pragma once

#include <vector>

#include "ide/design.hpp"

namespace joist::ide {

struct Highlight {
  enum class Sort : std::uint8_t {
    component,
    group,
    flow,
    quantity,
    table,
    column,
    kind,
    view,
    attribute,
    rule,
    keyword,
    number,
    text,
    comment,
    arrow,
    function,
  } sort = Sort::keyword;
  Span span;  // within one line
  bool declares = false;
  bool standard = false;  // comes with the language
};
// By place, none over another.
std::vector<Highlight> highlights(const Design& design, FileId file);

}  // namespace joist::ide

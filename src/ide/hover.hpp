// What an editor shows of what stands under the pointer.
#pragma once

#include <optional>

#include "ide/design.hpp"
#include "ide/words.hpp"

namespace joist::ide {

struct Hover {
  Span span;  // what it is about
  Words words;
};

// Nothing where nothing can be said: on blanks, comments and texts.
std::optional<Hover> hover(const Spot& spot);

}  // namespace joist::ide

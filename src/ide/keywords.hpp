// The words of the language that are no names: what each says, for completion and hover alike.
#pragma once

#include <span>
#include <string_view>

#include "syntax/tree.hpp"

namespace joist::ide {

struct Keyword {
  std::string_view word;
  syntax::Kind in;  // of what it is a word: `flow` of a flow, `because` of a clause
  std::string_view what;
  std::string_view snippet = {};  // of a whole statement, with places to fill in
};

// How statements begin, in the order of a design.
std::span<const Keyword> statement_keywords();
// Null where there is none.
const Keyword* find_keyword(syntax::Kind in, std::string_view word);

}  // namespace joist::ide

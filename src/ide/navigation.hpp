// From a name to its declaration and its uses, and from there to another name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ide/design.hpp"

namespace joist::ide {

// Where what stands there is declared; none for what comes with the language.
std::vector<Span> definitions(const Spot& spot);
// All uses of it, by place; the declarations too where that is wanted.
std::vector<Span> references(const Spot& spot, bool with_declaration);

// What would be renamed, with its present name; `trouble` says why nothing can be.
struct Renaming {
  Span span;
  std::string name;
  std::string trouble;
  std::vector<model::Reference> meant;
};
Renaming prepare_rename(const Spot& spot);

struct Rename {
  std::vector<Edit> edits;  // by place
  std::string trouble;      // the new name is none, or is taken
};
Rename rename(const Spot& spot, const std::string& name);

}  // namespace joist::ide

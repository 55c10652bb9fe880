// What a file consists of: its parts as a tree, what can be folded, and where it leads to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/design.hpp"

namespace joist::ide {

struct Symbol {
  enum class Sort : std::uint8_t {
    design,
    component,
    group,
    flow,
    quantity,
    kind,
    type,
    table,
    column,
    endpoint,
    stage,
    view,
    need,
    decision,
    import,
  } sort = Sort::component;
  std::string name, detail;
  Span span;   // the whole statement
  Span place;  // its name
  std::vector<Symbol> inner;
};
// Of the statements of a file, in their order, whether they could be read or not. `text` is the
// file's as it stands.
std::vector<Symbol> symbols(const syntax::File& file, std::string_view text);

struct Fold {
  Span span;
  bool comment = false;
};
// Blocks of several lines, runs of comments.
std::vector<Fold> folds(const syntax::File& file);

struct Link {
  Span span;
  std::string target;  // an address, or a path from the file, as it is written
  bool file = false;   // an import, or a link to something beside the design
};
std::vector<Link> links(const syntax::File& file);

}  // namespace joist::ide

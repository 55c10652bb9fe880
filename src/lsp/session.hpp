// One client's session: what it can do, what was agreed on, and its documents.
#pragma once

#include <optional>
#include <string>

#include "ide/design.hpp"
#include "lsp/workspace.hpp"

namespace joist::lsp {

// A byte of a document in the design that it is part of.
struct Place {
  Part part;
  ide::Spot spot;
};

struct Session {
  explicit Session(World& world) : workspace(world) {}

  Client client;
  Encoding encoding = Encoding::utf16;
  Workspace workspace;

  // Where the document has a design at that position.
  std::optional<Place> place(const Document& document, Position position);
  Range range(const Reading& reading, Span span) const { return reading.range(span, encoding); }
  Location location(const Reading& reading, Span span) const;
  // The address of a file that a document imports by that path.
  std::string import_uri(const Document& document, const std::string& written);
  std::size_t offset(const Document& document, Position position) const {
    return document.lines.offset(document.text, position, encoding);
  }
  Position position(const Document& document, std::size_t offset) const {
    return document.lines.position(document.text, offset, encoding);
  }
};

}  // namespace joist::lsp

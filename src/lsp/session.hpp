// One client's session: what it can do, what was agreed on, and its documents.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ide/actions.hpp"
#include "ide/design.hpp"
#include "lsp/workspace.hpp"

namespace joist::lsp {

// A byte of a document in the design that it is part of.
struct Place {
  Part part;
  ide::Spot spot;
};

// What was found of one file of a reading, for clients that ask again wherever the cursor goes.
struct MendedFile {
  std::weak_ptr<const Reading> reading;
  FileId file;
  ide::Action action;
};

struct Session {
  explicit Session(World& world) : workspace(world) {}

  Client client;
  Encoding encoding = Encoding::utf16;
  Workspace workspace;
  MendedFile mended;  // the last one asked for

  // Where the document has a design at that position.
  std::optional<Place> place(const Document& document, Position position);
  Range range(const Reading& reading, Span span) const { return reading.range(span, encoding); }
  Location location(const Reading& reading, Span span) const;
  // The file that a document imports by that path, and its address.
  std::string import_path(const Document& document, const std::string& written);
  std::string import_uri(const Document& document, const std::string& written);
  std::size_t offset(const Document& document, Position position) const {
    return document.lines.offset(document.text, position, encoding);
  }
  Position position(const Document& document, std::size_t offset) const {
    return document.lines.position(document.text, offset, encoding);
  }
};

}  // namespace joist::lsp

// The answer of requests that list what each design of a document has of something.
#pragma once

#include <string>

#include "lsp/request.hpp"

namespace joist::lsp {

// `find(part)` gives the items of one design, and `write(reading, item)` writes one of them.
template <class Find, class Write>
std::string write_list(const Asked& asked, JsonWriter& json, const Find& find, const Write& write) {
  json.inline_array();
  for (const Part& part : asked.session.workspace.parts(*asked.document)) {
    for (const auto& item : find(part)) write(*part.unit->now, item);
  }
  json.close();
  return "";
}

}  // namespace joist::lsp

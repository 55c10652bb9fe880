// Changes to documents, as clients apply them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "lsp/session.hpp"

namespace joist::lsp {

struct TextEdit {
  Range range;
  std::string text;
};
using TextEdits = std::map<std::string, std::vector<TextEdit>>;  // by address

void write(JsonWriter& json, const TextEdit& edit);
// With the versions of open documents where the client takes them.
void write_workspace_edit(JsonWriter& json, const Session& session, const TextEdits& edits);
// The edits of a fix, in whatever files of the design they are.
TextEdits edits_of(const Session& session, const Reading& reading, const Fix& fix);

}  // namespace joist::lsp

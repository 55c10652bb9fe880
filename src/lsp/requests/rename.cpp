// `textDocument/rename`: another name, at all its places and in all files.
#include "lsp/edits.hpp"
#include "lsp/request.hpp"
#include "lsp/uses.hpp"

namespace joist::lsp::requests {

namespace {

std::string answer(const Asked& asked, JsonWriter& result) {
  const Uses uses(asked.session, *asked.document, *asked.params.position);
  const Uses::Renamed renamed = uses.renamed(asked.params.new_name);
  if (!renamed.trouble.empty()) return renamed.trouble;
  TextEdits edits;
  for (const auto& [uri, places] : renamed.edits) {
    for (const auto& [range, text] : places) edits[uri].push_back({range, text});
  }
  write_workspace_edit(result, asked.session, edits);
  return "";
}

}  // namespace

extern const Request rename;
const Request rename{.method = "textDocument/rename",
                     .needs = Request::Needs::position,
                     .figures = false,
                     .answer = answer};

}  // namespace joist::lsp::requests

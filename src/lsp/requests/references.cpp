// `textDocument/references`: where a name is used, in all designs that have it.
#include "lsp/request.hpp"
#include "lsp/uses.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

std::string answer(const Asked& asked, JsonWriter& result) {
  const Uses uses(asked.session, *asked.document, *asked.params.position);
  result.inline_array();
  for (const Location& location : uses.references(asked.params.with_declaration)) {
    write(result, location);
  }
  result.close();
  return "";
}

}  // namespace

extern const Request references;
const Request references{.method = "textDocument/references",
                         .needs = Request::Needs::position,
                         .figures = false,
                         .answer = answer};

}  // namespace joist::lsp::requests

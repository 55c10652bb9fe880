// `textDocument/documentLink`: imports and addresses.
#include "ide/outline.hpp"
#include "lsp/request.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

std::string answer(const Asked& asked, JsonWriter& result) {
  Session& session = asked.session;
  result.inline_array();
  for (const Part& part : session.workspace.parts(*asked.document)) {
    const Reading& reading = *part.unit->now;
    for (const ide::Link& link : ide::links(reading.project().files[part.file.index()])) {
      result.inline_object().key("range");
      write(result, session.range(reading, link.span));
      result.member("target",
                    link.import ? session.import_uri(*asked.document, link.target) : link.target);
      result.close();
    }
  }
  result.close();
  return "";
}

}  // namespace

extern const Request document_link;
const Request document_link{
    .method = "textDocument/documentLink", .figures = false, .answer = answer};

}  // namespace joist::lsp::requests

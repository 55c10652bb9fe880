// `textDocument/documentLink`: imports, files beside the design, and addresses.
#include "ide/outline.hpp"
#include "lsp/list.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

std::string answer(const Asked& asked, JsonWriter& result) {
  Session& session = asked.session;
  const auto find = [](const Part& part) { return ide::links(part.tree()); };
  return write_list(asked, result, find, [&](const Reading& reading, const ide::Link& link) {
    result.inline_object().key("range");
    write(result, session.range(reading, link.span));
    result.member("target",
                  link.file ? session.import_uri(*asked.document, link.target) : link.target);
    result.close();
  });
}

}  // namespace

extern const Request document_link;
const Request document_link{
    .method = "textDocument/documentLink", .figures = false, .answer = answer};

}  // namespace joist::lsp::requests

// `textDocument/formatting`: the canonical form; in Markdown, that of its designs.
#include "ide/formatting.hpp"

#include "lsp/edits.hpp"
#include "lsp/request.hpp"

namespace joist::lsp::requests {

namespace {

std::string answer(const Asked& asked, JsonWriter& result) {
  const Document& document = *asked.document;
  result.inline_array();
  for (const auto& edit : ide::formatted(document.text, document.is_markdown())) {
    const Range range{asked.session.position(document, edit.begin),
                      asked.session.position(document, edit.end)};
    write(result, TextEdit{range, edit.text});
  }
  result.close();
  return "";
}

}  // namespace

extern const Request formatting;
const Request formatting{.method = "textDocument/formatting", .figures = false, .answer = answer};

}  // namespace joist::lsp::requests

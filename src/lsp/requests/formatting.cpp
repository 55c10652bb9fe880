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
    const auto position = [&](std::size_t offset) {
      return document.lines.position(document.text, offset, asked.session.encoding);
    };
    write(result, TextEdit{{position(edit.begin), position(edit.end)}, edit.text});
  }
  result.close();
  return "";
}

}  // namespace

extern const Request formatting;
const Request formatting{.method = "textDocument/formatting", .figures = false, .answer = answer};

}  // namespace joist::lsp::requests

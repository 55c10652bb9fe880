// `textDocument/rangeFormatting`: of what formatting would change, the lines that were chosen.
#include "ide/formatting.hpp"
#include "lsp/edits.hpp"
#include "lsp/request.hpp"

namespace joist::lsp::requests {

namespace {

// Whole lines: where the choice ends at the begin of a line, that one is not meant. A change that
// takes no line stands before the one where it is.
bool touches(const Range& chosen, const Range& change) {
  const bool at_begin = chosen.end.character == 0 && chosen.end.line > chosen.start.line;
  const std::uint32_t last = at_begin ? chosen.end.line - 1 : chosen.end.line;
  if (change.start.line > last) return false;
  return change.end.line > chosen.start.line || change.start.line == chosen.start.line;
}

std::string answer(const Asked& asked, JsonWriter& result) {
  const Document& document = *asked.document;
  const Range& chosen = *asked.params.range;
  result.inline_array();
  for (const auto& change : ide::formatted(document.text, document.is_markdown())) {
    const Range range{asked.session.position(document, change.begin),
                      asked.session.position(document, change.end)};
    if (!touches(chosen, range)) continue;
    write(result, TextEdit{range, change.text});
  }
  result.close();
  return "";
}

}  // namespace

extern const Request range_formatting;
const Request range_formatting{.method = "textDocument/rangeFormatting",
                               .needs = Request::Needs::range,
                               .figures = false,
                               .answer = answer};

}  // namespace joist::lsp::requests

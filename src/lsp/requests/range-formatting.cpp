// `textDocument/rangeFormatting`: of what formatting would change, the lines that were chosen.
#include "ide/formatting.hpp"
#include "lsp/edits.hpp"
#include "lsp/request.hpp"

namespace joist::lsp::requests {

namespace {

std::string answer(const Asked& asked, JsonWriter& result) {
  const Document& document = *asked.document;
  const Range& chosen = *asked.params.range;
  // Whole lines: where the choice ends at the begin of a line, that one is not meant.
  const bool at_begin = chosen.end.character == 0 && chosen.end.line > chosen.start.line;
  const std::uint32_t behind = chosen.end.line + (at_begin ? 0 : 1);
  const std::size_t begin = asked.session.offset(document, {chosen.start.line, 0});
  const std::size_t end = asked.session.offset(document, {behind, 0});
  result.inline_array();
  for (const auto& change :
       ide::formatted_within(document.text, document.is_markdown(), begin, end)) {
    const Range range{asked.session.position(document, change.begin),
                      asked.session.position(document, change.end)};
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

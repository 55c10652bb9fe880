// `textDocument/documentHighlight`: the other uses of a name in the same document.
#include "ide/navigation.hpp"
#include "lsp/request.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

constexpr std::uint32_t read_access = 2, write_access = 3;  // DocumentHighlightKind

std::string answer(const Asked& asked, JsonWriter& result) {
  Session& session = asked.session;
  const auto place = session.place(*asked.document, *asked.params.position);
  result.inline_array();
  if (place) {
    const auto declared = ide::definitions(place->spot);
    for (const Span span : ide::references(place->spot, true)) {
      if (span.file != place->part.file) continue;
      const bool declares = std::find(declared.begin(), declared.end(), span) != declared.end();
      result.inline_object().key("range");
      write(result, session.range(*place->part.unit->now, span));
      result.member("kind", declares ? write_access : read_access).close();
    }
  }
  result.close();
  return "";
}

}  // namespace

extern const Request highlight;
const Request highlight{.method = "textDocument/documentHighlight",
                        .needs = Request::Needs::position,
                        .figures = false,
                        .answer = answer};

}  // namespace joist::lsp::requests

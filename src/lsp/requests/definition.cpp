// `textDocument/definition`: where a name is declared; of an import, its file.
#include "ide/navigation.hpp"
#include "ide/outline.hpp"
#include "lsp/request.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

std::string answer(const Asked& asked, JsonWriter& result) {
  Session& session = asked.session;
  const auto place = session.place(*asked.document, *asked.params.position);
  result.inline_array();
  if (place) {
    const Reading& reading = *place->part.unit->now;
    for (const Span span : ide::definitions(place->spot)) {
      write(result, session.location(reading, span));
    }
    for (const ide::Link& link : ide::links(place->spot.tree())) {
      const bool here =
          link.span.begin <= place->spot.offset && place->spot.offset <= link.span.end;
      if (here && link.file) {
        write(result, Location{session.import_uri(*asked.document, link.target), {}});
      }
    }
  }
  result.close();
  return "";
}

}  // namespace

extern const Request definition;
const Request definition{.method = "textDocument/definition",
                         .needs = Request::Needs::position,
                         .figures = false,
                         .answer = answer};

}  // namespace joist::lsp::requests

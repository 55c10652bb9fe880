// `textDocument/prepareRename`: whether something can be renamed, and what.
#include "ide/navigation.hpp"
#include "lsp/request.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

std::string answer(const Asked& asked, JsonWriter& result) {
  const auto place = asked.session.place(*asked.document, *asked.params.position);
  if (!place) return "no design stands here";
  const ide::Renaming renaming = ide::prepare_rename(place->spot);
  if (!renaming.trouble.empty()) return renaming.trouble;
  result.inline_object().key("range");
  write(result, asked.session.range(*place->part.unit->now, renaming.span));
  result.member("placeholder", renaming.name).close();
  return "";
}

}  // namespace

extern const Request prepare_rename;
const Request prepare_rename{.method = "textDocument/prepareRename",
                             .needs = Request::Needs::position,
                             .figures = false,
                             .answer = answer};

}  // namespace joist::lsp::requests

// `textDocument/hover`: what is known of what stands under the pointer.
#include "ide/hover.hpp"

#include "lsp/request.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

std::string answer(const Asked& asked, JsonWriter& result) {
  const auto place = asked.session.place(*asked.document, *asked.params.position);
  const auto hover = place ? ide::hover(place->spot) : std::nullopt;
  if (!hover) {
    result.null();
    return "";
  }
  result.inline_object().key("contents");
  write_words(result, hover->words, asked.session.client.markdown_hover);
  result.key("range");
  write(result, asked.session.range(*place->part.unit->now, hover->span));
  result.close();
  return "";
}

}  // namespace

extern const Request hover;
const Request hover{
    .method = "textDocument/hover", .needs = Request::Needs::position, .answer = answer};

}  // namespace joist::lsp::requests

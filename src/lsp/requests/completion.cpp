// `textDocument/completion`: what may stand at the cursor.
#include "ide/completion.hpp"

#include <fmt/format.h>

#include "lsp/request.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

using Sort = ide::Completion::Sort;

// CompletionItemKind of the protocol.
std::uint32_t kind_of(Sort sort) {
  switch (sort) {
    case Sort::keyword:
      return 14;
    case Sort::kind:
      return 7;  // class
    case Sort::component:
      return 6;  // variable
    case Sort::group:
      return 9;  // module
    case Sort::flow:
      return 23;  // event
    case Sort::quantity:
      return 21;  // constant
    case Sort::attribute:
      return 10;  // property
    case Sort::value:
      return 20;  // enum member
    case Sort::unit:
      return 11;
    case Sort::rule:
      return 18;  // reference
    case Sort::function:
      return 3;
    case Sort::figure:
      return 5;  // field
    case Sort::table:
      return 22;  // struct
    case Sort::type:
      return 25;  // type parameter
  }
  return 1;
}

void write_item(JsonWriter& json, const Session& session, const ide::Completion& item,
                const Range& replaced) {
  const bool filled_in = session.client.snippets && !item.snippet.empty();
  json.inline_object().member("label", item.label).member("kind", kind_of(item.sort));
  if (!item.detail.empty()) json.member("detail", item.detail);
  if (!item.documentation.empty()) {
    json.key("documentation");
    write_words(json, item.documentation, session.client.markdown_completion);
  }
  json.member("sortText", fmt::format("{}{}", item.rank, item.label));
  json.member("filterText", item.label);
  if (filled_in) json.member("insertTextFormat", 2u);
  json.key("textEdit").inline_object().key("range");
  write(json, replaced);
  json.member("newText", filled_in ? item.snippet : item.text).close().close();
}

std::string answer(const Asked& asked, JsonWriter& result) {
  Session& session = asked.session;
  const auto place = session.place(*asked.document, *asked.params.position);
  result.inline_object().member("isIncomplete", false).key("items").inline_array();
  if (place) {
    const Reading& reading = *place->part.unit->now;
    const auto found = ide::complete(place->spot);
    const Range replaced = session.range(reading, found.replaced);
    for (const ide::Completion& item : found.items) write_item(result, session, item, replaced);
  }
  result.close().close();
  return "";
}

}  // namespace

extern const Request completion;
const Request completion{.method = "textDocument/completion",
                         .needs = Request::Needs::position,
                         .figures = false,
                         .answer = answer};

}  // namespace joist::lsp::requests

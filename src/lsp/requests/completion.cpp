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
    case Sort::file:
      return 17;
    case Sort::type:
      return 25;  // type parameter
  }
  return 1;
}

void write_item(JsonWriter& json, const Session& session, const ide::Completion& item,
                const Range& replaced, const Range& whole) {
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
  json.key("textEdit").inline_object();
  // Of a word that goes on behind the cursor the user decides whether the rest stays.
  const bool either = session.client.insert_or_replace && whole.end != replaced.end;
  write(json.key(either ? "insert" : "range"), replaced);
  if (either) write(json.key("replace"), whole);
  json.member("newText", filled_in ? item.snippet : item.text).close().close();
}

// What stands in the folder that the path leads to so far. Hidden files are not for designs.
ide::Completions importable(Session& session, const Document& document, const ide::Spot& spot,
                            Span path) {
  const std::string_view begun = spot.text().substr(path.begin, path.end - path.begin);
  const std::size_t folder = begun.rfind('/') + 1;  // 0 where there is none
  ide::Completions result;
  result.replaced = {path.file, path.begin + static_cast<std::uint32_t>(folder), path.end};
  result.word_end = path.end;
  const std::string from = session.import_path(document, std::string(begun.substr(0, folder)));
  for (const std::string& name : session.workspace.world().list(from)) {
    const bool wanted = name.ends_with(".joist") || name.ends_with('/');
    if (!wanted || name.front() == '.' || name.find_first_of("\"\\") != name.npos) continue;
    if (from + "/" + name == document.path) continue;
    ide::Completion& item = result.items.emplace_back();
    item.sort = ide::Completion::Sort::file;
    item.label = item.text = name;
  }
  return result;
}

std::string answer(const Asked& asked, JsonWriter& result) {
  Session& session = asked.session;
  const auto place = session.place(*asked.document, *asked.params.position);
  result.inline_object().member("isIncomplete", false).key("items").inline_array();
  if (place) {
    const Reading& reading = *place->part.unit->now;
    auto found = ide::complete(place->spot);
    if (found.import_path)
      found = importable(session, *asked.document, place->spot, *found.import_path);
    const Range replaced = session.range(reading, found.replaced);
    Span word = found.replaced;
    word.end = found.word_end;
    const Range whole = session.range(reading, word);
    for (const ide::Completion& item : found.items)
      write_item(result, session, item, replaced, whole);
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

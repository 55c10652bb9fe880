// `textDocument/documentSymbol`: the parts of a document, as a tree or, for older clients, a list.
#include "ide/outline.hpp"
#include "lsp/list.hpp"
#include "lsp/symbols.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

void write_tree(JsonWriter& json, const Session& session, const Reading& reading,
                const ide::Symbol& symbol) {
  json.inline_object().member("name", symbol.name);
  if (!symbol.detail.empty()) json.member("detail", symbol.detail);
  json.member("kind", symbol_kind(symbol.sort)).key("range");
  write(json, session.range(reading, symbol.span));
  json.key("selectionRange");
  write(json, session.range(reading, symbol.place));
  if (!symbol.inner.empty()) {
    json.key("children").inline_array();
    for (const ide::Symbol& inner : symbol.inner) write_tree(json, session, reading, inner);
    json.close();
  }
  json.close();
}

std::string answer(const Asked& asked, JsonWriter& result) {
  const Session& session = asked.session;
  const auto find = [](const Part& part) {
    return ide::symbols(part.tree(), part.unit->now->text(part.file));
  };
  return write_list(asked, result, find, [&](const Reading& reading, const ide::Symbol& symbol) {
    if (session.client.nested_symbols) {
      write_tree(result, session, reading, symbol);
    } else {
      write_flat(result, session, reading, symbol, "");
    }
  });
}

}  // namespace

extern const Request document_symbol;
const Request document_symbol{
    .method = "textDocument/documentSymbol", .figures = false, .answer = answer};

}  // namespace joist::lsp::requests

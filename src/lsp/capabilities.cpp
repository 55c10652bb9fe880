// Lists what the server answers.
#include "lsp/capabilities.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "lsp/token_types.hpp"

namespace joist::lsp {

Encoding chosen_encoding(const Client& client) {
  const auto& known = client.encodings;
  return std::find(known.begin(), known.end(), "utf-8") != known.end() ? Encoding::utf8
                                                                       : Encoding::utf16;
}

namespace {

void write_tokens(JsonWriter& json) {
  json.key("semanticTokensProvider").inline_object().key("legend").inline_object();
  json.key("tokenTypes").texts({std::begin(token_types), std::end(token_types)});
  json.key("tokenModifiers").texts({std::begin(token_modifiers), std::end(token_modifiers)});
  json.close().member("full", true).close();
}

}  // namespace

std::string introduction(std::string_view version, Encoding encoding) {
  JsonWriter json;
  json.inline_object().key("capabilities").inline_object();
  json.member("positionEncoding", encoding == Encoding::utf8 ? "utf-8" : "utf-16");
  json.key("textDocumentSync").inline_object();
  json.member("openClose", true).member("change", 1u);
  json.key("save").inline_object().member("includeText", false).close().close();
  for (const char* provider :
       {"hoverProvider", "definitionProvider", "referencesProvider", "documentHighlightProvider",
        "documentSymbolProvider", "workspaceSymbolProvider", "documentFormattingProvider",
        "documentRangeFormattingProvider", "foldingRangeProvider", "inlayHintProvider",
        "selectionRangeProvider"}) {
    json.member(provider, true);
  }
  json.key("renameProvider").inline_object().member("prepareProvider", true).close();
  json.key("codeActionProvider").inline_object().key("codeActionKinds");
  json.texts({"quickfix", "source.fixAll.joist"}).close();
  for (const char* provider : {"codeLensProvider", "documentLinkProvider"}) {
    json.key(provider).inline_object().member("resolveProvider", false).close();
  }
  json.key("executeCommandProvider").inline_object();
  json.key("commands").texts({"joist.preview", "joist.explain"}).close();
  write_tokens(json);
  json.key("completionProvider").inline_object();
  json.key("triggerCharacters").texts({".", ":", ">", "@", " ", ",", "/", "\""}).close();
  json.close().key("serverInfo").inline_object();
  json.member("name", "joist").member("version", version).close().close();
  return json.take();
}

}  // namespace joist::lsp

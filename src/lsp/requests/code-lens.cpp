// `textDocument/codeLens`: what a design has of findings, and what can be opened.
#include "ide/hints.hpp"
#include "lsp/request.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

void write_lens(JsonWriter& json, const Asked& asked, const Reading& reading,
                const ide::Lens& lens) {
  json.inline_object().key("range");
  write(json, asked.session.range(reading, lens.place));
  json.key("command").inline_object().member("title", lens.title).member("command", lens.command);
  if (!lens.command.empty()) {
    json.key("arguments").inline_array().inline_object().member("uri", asked.document->uri);
    if (!lens.argument.empty()) json.member("figure", lens.argument);
    json.close().close();
  }
  json.close().close();
}

std::string answer(const Asked& asked, JsonWriter& result) {
  result.inline_array();
  for (const Part& part : asked.session.workspace.parts(*asked.document)) {
    for (const ide::Lens& lens : ide::lenses(part.design(), part.file)) {
      write_lens(result, asked, *part.unit->now, lens);
    }
  }
  result.close();
  return "";
}

}  // namespace

extern const Request code_lens;
const Request code_lens{.method = "textDocument/codeLens", .answer = answer};

}  // namespace joist::lsp::requests

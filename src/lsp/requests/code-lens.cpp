// `textDocument/codeLens`: what a design has of findings, and what can be opened.
#include "ide/hints.hpp"
#include "lsp/list.hpp"
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
  const auto find = [](const Part& part) { return ide::lenses(part.design(), part.file); };
  return write_list(asked, result, find, [&](const Reading& reading, const ide::Lens& lens) {
    write_lens(result, asked, reading, lens);
  });
}

}  // namespace

extern const Request code_lens;
const Request code_lens{.method = "textDocument/codeLens", .answer = answer};

}  // namespace joist::lsp::requests

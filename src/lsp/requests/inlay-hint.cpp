// `textDocument/inlayHint`: rates on arrows, utilisation on components, values of quantities.
#include "ide/hints.hpp"
#include "lsp/list.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

void write_hint(JsonWriter& json, const Session& session, const Reading& reading,
                const ide::Hint& hint) {
  json.inline_object().key("position");
  write(json, session.range(reading, hint.place).start);
  json.member("label", hint.text).member("paddingLeft", true);
  json.member("tooltip", hint.rate ? std::string("at the peak")
                                   : "`joist explain " + hint.why + "` tells how it comes to be");
  json.close();
}

std::string answer(const Asked& asked, JsonWriter& result) {
  Session& session = asked.session;
  const Document& document = *asked.document;
  const auto begin =
      static_cast<std::uint32_t>(session.offset(document, asked.params.range->start));
  const auto end = static_cast<std::uint32_t>(session.offset(document, asked.params.range->end));
  const auto find = [&](const Part& part) {
    return ide::hints(part.design(), {part.file, begin, end});
  };
  return write_list(asked, result, find, [&](const Reading& reading, const ide::Hint& hint) {
    write_hint(result, session, reading, hint);
  });
}

}  // namespace

extern const Request inlay_hint;
const Request inlay_hint{
    .method = "textDocument/inlayHint", .needs = Request::Needs::range, .answer = answer};

}  // namespace joist::lsp::requests

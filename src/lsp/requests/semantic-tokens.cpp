// `textDocument/semanticTokens/full`: what each word is.
#include "ide/highlighting.hpp"
#include "lsp/request.hpp"
#include "lsp/token_types.hpp"

namespace joist::lsp::requests {

namespace {

// Five numbers a token, its place relative to the one before (the protocol's, "Semantic Tokens").
class Encoder {
 public:
  explicit Encoder(JsonWriter& json) : json_(json) {}

  void add(const Range& range, const ide::Highlight& token) {
    const std::uint32_t line = range.start.line - last_.line;
    const std::uint32_t character =
        line == 0 ? range.start.character - last_.character : range.start.character;
    json_.integer(line).integer(character);
    json_.integer(range.end.character - range.start.character);
    json_.integer(token_type_of[static_cast<std::size_t>(token.sort)]);
    json_.integer((token.declares ? 1u : 0u) | (token.standard ? 2u : 0u));
    last_ = range.start;
  }

 private:
  JsonWriter& json_;
  Position last_;
};

std::string answer(const Asked& asked, JsonWriter& result) {
  Session& session = asked.session;
  Encoder encoder(result.inline_object().key("data").inline_array());
  for (const Part& part : session.workspace.parts(*asked.document)) {
    for (const ide::Highlight& token : ide::highlights(part.design(), part.file)) {
      const Range range = session.range(*part.unit->now, token.span);
      if (range.start.line == range.end.line) encoder.add(range, token);
    }
  }
  result.close().close();
  return "";
}

}  // namespace

extern const Request semantic_tokens;
const Request semantic_tokens{
    .method = "textDocument/semanticTokens/full", .figures = false, .answer = answer};

}  // namespace joist::lsp::requests

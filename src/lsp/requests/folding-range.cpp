// `textDocument/foldingRange`: blocks and runs of comments.
#include "ide/outline.hpp"
#include "lsp/list.hpp"

namespace joist::lsp::requests {

namespace {

void write_fold(JsonWriter& json, const Range& range, bool comment) {
  // The line of the closing brace stays in sight.
  const std::uint32_t end =
      comment || range.end.line == range.start.line + 1 ? range.end.line : range.end.line - 1;
  if (end <= range.start.line) return;
  json.inline_object().member("startLine", range.start.line).member("endLine", end);
  if (comment) json.member("kind", "comment");
  json.close();
}

std::string answer(const Asked& asked, JsonWriter& result) {
  const auto find = [](const Part& part) { return ide::folds(part.tree()); };
  return write_list(asked, result, find, [&](const Reading& reading, const ide::Fold& fold) {
    write_fold(result, asked.session.range(reading, fold.span), fold.comment);
  });
}

}  // namespace

extern const Request folding_range;
const Request folding_range{
    .method = "textDocument/foldingRange", .figures = false, .answer = answer};

}  // namespace joist::lsp::requests

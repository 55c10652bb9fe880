// `textDocument/selectionRange`: what is selected when a selection widens, for each cursor.
#include "ide/selection.hpp"
#include "lsp/request.hpp"
#include "lsp/write.hpp"

namespace joist::lsp::requests {

namespace {

// Each inside its parent.
void write_chain(JsonWriter& json, const std::vector<Range>& ranges) {
  for (const Range& range : ranges) {
    json.inline_object().key("range");
    write(json, range);
    if (&range != &ranges.back()) json.key("parent");
  }
  for (std::size_t i = 0; i < ranges.size(); ++i) json.close();
}

// Outside of every design, the whole document is all there is.
std::vector<Range> ranges_at(const Asked& asked, Position position) {
  Session& session = asked.session;
  const Document& document = *asked.document;
  const Range all{{0, 0}, session.position(document, document.text.size())};
  std::vector<Range> ranges;
  if (const auto place = session.place(document, position))
    for (const Span& span : ide::selections(place->spot))
      ranges.push_back(session.range(*place->part.unit->now, span));
  if (ranges.empty() || !(ranges.back() == all)) ranges.push_back(all);
  return ranges;
}

std::string answer(const Asked& asked, JsonWriter& result) {
  result.inline_array();
  for (const Position position : asked.params.positions)
    write_chain(result, ranges_at(asked, position));
  result.close();
  return "";
}

}  // namespace

extern const Request selection_range;
const Request selection_range{
    .method = "textDocument/selectionRange", .figures = false, .answer = answer};

}  // namespace joist::lsp::requests

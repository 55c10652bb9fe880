// Parts of answers that many of them have.
#pragma once

#include "base/json.hpp"
#include "ide/words.hpp"
#include "lsp/message.hpp"
#include "lsp/reading.hpp"

namespace joist::lsp {

void write(JsonWriter& json, Position position);
void write(JsonWriter& json, const Range& range);
void write(JsonWriter& json, const Location& location);
// As Markdown, or as plain text for clients that show none.
void write_words(JsonWriter& json, const ide::Words& words, bool markdown);

}  // namespace joist::lsp

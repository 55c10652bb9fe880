// Writes positions, ranges and texts.
#include "lsp/write.hpp"

namespace joist::lsp {

void write(JsonWriter& json, Position position) {
  json.inline_object().member("line", position.line).member("character", position.character);
  json.close();
}

void write(JsonWriter& json, const Range& range) {
  json.inline_object().key("start");
  write(json, range.start);
  json.key("end");
  write(json, range.end);
  json.close();
}

void write(JsonWriter& json, const Location& location) {
  json.inline_object().member("uri", location.uri).key("range");
  write(json, location.range);
  json.close();
}

void write_words(JsonWriter& json, const ide::Words& words, bool markdown) {
  json.inline_object().member("kind", markdown ? "markdown" : "plaintext");
  json.member("value", markdown ? words.markdown() : words.plain()).close();
}

}  // namespace joist::lsp

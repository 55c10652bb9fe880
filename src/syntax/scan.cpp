// One look over a text before it is parsed: comments, balance of braces, malformed bytes.
#include "syntax/scan.hpp"

#include "base/text.hpp"
#include "grammar/characters.hpp"

namespace joist::syntax {

namespace {

struct Quotes {
  grammar::SeenLines lines;
  grammar::SeenStrings strings;
};

Comment comment_at(std::string_view text, const char* at, const char* stop) {
  while (stop[-1] == ' ' || stop[-1] == '\t' || stop[-1] == '\r') --stop;
  return {static_cast<std::uint32_t>(at - text.data()),
          static_cast<std::uint32_t>(stop - text.data())};
}

}  // namespace

Scan scan(std::string_view text) {
  Scan result;
  Quotes quotes;
  std::int64_t open = 0;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    switch (*at) {
      case '{':
        ++open;
        break;
      case '}':
        if (--open < 0) result.braces_balance = false;
        break;
      case '#': {
        const char* stop = grammar::line_end(at, end);
        result.comments.push_back(comment_at(text, at, stop));
        at = stop;
        continue;
      }
      case '"':
        if (const char* stop = grammar::string_end(at, end, quotes)) {
          at = stop;
          continue;
        }
        if (grammar::starts<"\"\"\"">(at, end)) {
          at = grammar::open_text_end(at, end);
          continue;
        }
        break;
      default:
        break;
    }
    ++at;
  }
  if (open != 0) result.braces_balance = false;
  const std::size_t malformed = find_malformed(text);
  if (malformed != std::string_view::npos) {
    result.malformed = static_cast<std::uint32_t>(malformed);
  }
  return result;
}

}  // namespace joist::syntax

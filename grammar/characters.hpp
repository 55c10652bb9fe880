// The smallest pieces of the language, matched by hand: blanks, line ends, names, literals, and the
// three places where a rule has to know more than the next bytes (depth, column 1, what stood
// before).
//
// Rules of this page use a `Reader`, handed down by whoever parses, that offers
//   letter(at, end), mark(at, end)   bytes of the letter or mark at `at` (not ASCII), or 0
//   lines                            where the last skip over line ends began and ended
//   name                             where the last qualified name began and ended
//   strings                          what is known of quotes without an end
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace joist::grammar {

// What the matchers below remember between calls, so that going back costs no second look.
struct SeenLines {
  const char* from = nullptr;
  const char* to = nullptr;
};
struct SeenName {
  const char* from = nullptr;  // the last qualified name, hyphens and all,
  const char* to = nullptr;    // and where what follows it begins
};
struct SeenStrings {
  const char* open_from = nullptr;  // a `"` from here on
  const char* open_to = nullptr;    // to here has no end
  const char* open_text = nullptr;  // a `"""` from here on has no end
};

// Characters of a rule as a template argument: `word<"over">`.
template <std::size_t N>
struct Text {
  char bytes[N];
  consteval Text(const char (&text)[N]) {
    for (std::size_t i = 0; i < N; ++i) bytes[i] = text[i];
  }
  static constexpr std::size_t size = N - 1;
  constexpr std::string_view view() const { return {bytes, size}; }
};

template <Text T>
inline bool starts(const char* at, const char* end) {
  return static_cast<std::size_t>(end - at) >= T.size && std::memcmp(at, T.bytes, T.size) == 0;
}

inline bool ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
inline bool ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

// Bytes of the name character at `at`, or 0.
template <class Reader>
std::size_t name_character(const char* at, const char* end, const Reader& reader) {
  if (at == end) return 0;
  if (ascii_letter(*at) || ascii_digit(*at)) return 1;
  if (static_cast<unsigned char>(*at) < 0x80) return 0;
  const std::size_t letter = reader.letter(at, end);
  return letter ? letter : reader.mark(at, end);
}

// The end of the name at `at`; `at` itself if none stands there.
template <class Reader>
const char* name_end(const char* at, const char* end, const Reader& reader) {
  if (at == end || ascii_digit(*at)) return at;
  std::size_t size = name_character(at, end, reader);
  if (static_cast<unsigned char>(*at) >= 0x80 && reader.letter(at, end) == 0) return at;
  while (size) {
    at += size;
    size = name_character(at, end, reader);
  }
  return at;
}

// A name that goes on over hyphens (`api-gateway`): not a name of the language, but clearly meant
// as one.
template <class Reader>
const char* loose_name_end(const char* at, const char* end, const Reader& reader) {
  const char* stop = name_end(at, end, reader);
  if (stop == at) return at;
  while (end - stop >= 2 && *stop == '-' && name_character(stop + 1, end, reader)) {
    ++stop;
    while (const std::size_t size = name_character(stop, end, reader)) stop += size;
  }
  return stop;
}

inline const char* blanks_end(const char* at, const char* end) {
  while (at != end) {
    if (*at == ' ' || *at == '\t' || *at == '\r') {
      ++at;
    } else if (*at == '\xc2' && end - at >= 2 && at[1] == '\xa0') {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

inline const char* line_end(const char* at, const char* end) {
  const void* found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
  return found ? static_cast<const char*>(found) : end;
}

// Past blanks and a comment.
inline const char* trivia_end(const char* at, const char* end) {
  at = blanks_end(at, end);
  return at != end && *at == '#' ? line_end(at, end) : at;
}

// Past a qualified name, hyphens and all, and the blanks behind it; `at` itself if none stands
// there.
template <class Reader>
const char* qname_end(const char* at, const char* end, Reader& reader) {
  if (reader.name.from == at) return reader.name.to;
  const char* stop = loose_name_end(at, end, reader);
  if (stop == at) return at;
  while (end - stop >= 2 && *stop == '.') {
    const char* next = loose_name_end(stop + 1, end, reader);
    if (next == stop + 1) break;
    stop = next;
  }
  reader.name = {at, trivia_end(stop, end)};
  return reader.name.to;
}

// Past line ends and what is blank between them.
template <class Reader>
const char* lines_end(const char* at, const char* end, Reader& reader) {
  if (at == end || *at != '\n') return at;
  if (reader.lines.from == at) return reader.lines.to;
  const char* stop = at;
  while (stop != end && *stop == '\n') stop = trivia_end(stop + 1, end);
  reader.lines = {at, stop};
  return stop;
}

// The end of the string literal at `at`, or null if none stands there or it has no end.
template <class Reader>
const char* string_end(const char* at, const char* end, Reader& reader) {
  SeenStrings& known = reader.strings;
  if (at == end || *at != '"') return nullptr;
  if (starts<"\"\"\"">(at, end)) {
    if (known.open_text && at >= known.open_text) return nullptr;
    const std::string_view rest(at + 3, static_cast<std::size_t>(end - at - 3));
    const std::size_t close = rest.find("\"\"\"");
    if (close != std::string_view::npos) return at + 3 + close + 3;
    known.open_text = at;
    return nullptr;
  }
  if (at >= known.open_from && at < known.open_to) return nullptr;
  const char* stop = at + 1;
  while (stop != end && *stop != '\n') {
    if (*stop == '"') return stop + 1;
    stop += *stop == '\\' && end - stop >= 2 && stop[1] != '\n' ? 2 : 1;
  }
  known.open_from = at;
  known.open_to = stop;
  return nullptr;
}

// A `"""` without an end is taken to stop before an empty line, before a line that begins with `}`,
// or where the file ends, so that it does not swallow the rest.
inline const char* open_text_end(const char* at, const char* end) {
  for (;;) {
    at = line_end(at, end);
    if (at == end) return at;
    const char* next = blanks_end(at + 1, end);
    if (next == end || *next == '\n' || *next == '}') return at;
    at = next;
  }
}

}  // namespace joist::grammar

// Edits at random, as they come from a keyboard and a clipboard: a few characters, a piece of the
// language or of another, lines and blocks that go or come again.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace joist::tests {

// Whole characters, so that what is sent is text.
inline std::size_t character_at(const std::string& text, std::size_t at) {
  at = std::min(at, text.size());
  while (at > 0 && at < text.size() && (text[at] & 0xc0) == 0x80) --at;
  return at;
}

inline const std::string& random_piece(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"{",
                                                  "}",
                                                  "\n",
                                                  "\"",
                                                  "-> ",
                                                  "# x\n",
                                                  "api",
                                                  " db ",
                                                  ": ",
                                                  " = ",
                                                  "5 ms",
                                                  "🚀",
                                                  "日本",
                                                  "service ",
                                                  "flow f @ 5 rps {",
                                                  "stage \"s\" {",
                                                  ", ",
                                                  ";",
                                                  "replicas: 2",
                                                  "\"\"\"",
                                                  "..",
                                                  "import \"a.joist\"\n",
                                                  "\r\n",
                                                  "\t",
                                                  "(",
                                                  "~",
                                                  "| ",
                                                  "x 3 ",
                                                  "on miss ",
                                                  "need read.p99 < ",
                                                  "é",
                                                  "table t in db {\n  id bigint key\n}\n",
                                                  "endpoints of api {\n  GET /a\n}\n",
                                                  "view v { show * }\n",
                                                  "service a { capacity: 5 rps }\n",
                                                  "a -> b, c | d \"label\"\n",
                                                  "# ",
                                                  "\\",
                                                  "note: \"x",
                                                  "kind flows : service\n",
                                                  "flows f\n",
                                                  "dau: 5M\n",
                                                  "posts = dau / day\n",
                                                  "remove api\n",
                                                  "stage \"t\" { remove db }\n",
                                                  "region r { a = 2 }\n",
                                                  "decide \"x\"\n  over \"y\"\n"};
  return pieces[random() % pieces.size()];
}

inline std::size_t line_begin(const std::string& text, std::size_t at) {
  return at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
}

inline std::size_t line_end(const std::string& text, std::size_t at) {
  return std::min(text.find('\n', at), text.size() - 1) + 1;
}

inline bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The word at a place gets a letter more, wherever it stands.
inline std::string renamed(std::string text, std::size_t at) {
  std::size_t begin = at, end = at;
  while (begin > 0 && is_word_byte(text[begin - 1])) --begin;
  while (end < text.size() && is_word_byte(text[end])) ++end;
  const std::string word = text.substr(begin, end - begin);
  if (word.empty()) return text;
  for (std::size_t found = text.find(word); found != text.npos; found = text.find(word, found)) {
    const std::size_t behind = found + word.size();
    const bool whole = (found == 0 || !is_word_byte(text[found - 1])) &&
                       (behind == text.size() || !is_word_byte(text[behind]));
    if (whole) text.insert(behind, 1, 'x');
    found = behind + (whole ? 1 : 0);
  }
  return text;
}

inline std::string edited(std::string text, std::mt19937& random) {
  const std::size_t at = character_at(text, random() % (text.size() + 1));
  const std::size_t begin = line_begin(text, at);
  switch (text.empty() ? 11 : random() % 12) {
    case 0:  // a line goes
      return text.erase(begin, line_end(text, begin) - begin);
    case 1: {  // several lines go
      const std::size_t end = line_end(text, character_at(text, begin + random() % 200));
      return text.erase(begin, end - begin);
    }
    case 2:  // a line is there twice
      return text.insert(begin, text.substr(begin, line_end(text, begin) - begin));
    case 3: {  // a block goes
      const std::size_t open = text.find('{', at), close = text.find('}', at);
      if (open != text.npos && close != text.npos && open < close)
        return text.erase(open, close + 1 - open);
      return text;
    }
    case 4: {  // lines stand elsewhere
      const std::size_t end = line_end(text, character_at(text, begin + random() % 100));
      const std::string moved = text.substr(begin, end - begin);
      text.erase(begin, end - begin);
      return text.insert(line_begin(text, random() % (text.size() + 1)), moved);
    }
    case 5:
      return renamed(std::move(text), at);
    default: {
      const std::size_t end = character_at(text, at + random() % 12);
      if (random() % 2 == 0 && end > at) text.erase(at, end - at);
      if (random() % 3 != 0) text.insert(at, random_piece(random));
      return text;
    }
  }
}

}  // namespace joist::tests

// What the rules of the grammar ask while a text is parsed.
#pragma once

#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "grammar/characters.hpp"
#include "syntax/builder.hpp"

namespace joist::syntax {

class Reader {
 public:
  Reader(std::string_view text, bool braces_balance)
      : text_(text), braces_balance_(braces_balance) {}

  const char* begin() const { return text_.data(); }
  std::uint32_t offset(const char* at) const {
    return static_cast<std::uint32_t>(at - text_.data());
  }

  std::size_t letter(const char* at, const char* end) const { return wide(at, end, is_letter); }
  std::size_t mark(const char* at, const char* end) const { return wide(at, end, is_mark); }
  bool outer(const char* at) const {
    return !braces_balance_ && (at == text_.data() || at[-1] == '\n');
  }
  void too_deep(const char* at) { deep.push_back(offset(at)); }

  grammar::SeenLines lines;
  grammar::SeenName name;
  grammar::SeenStrings strings;
  std::uint32_t depth = 0;
  std::vector<std::uint32_t> deep;  // where something nested too deep was passed over

 private:
  static std::size_t wide(const char* at, const char* end, bool (*is)(char32_t)) {
    const CodePoint point =
        decode({at, std::min<std::size_t>(4, static_cast<std::size_t>(end - at))}, 0);
    return point.value != 0xfffd && is(point.value) ? point.size : 0;
  }

  std::string_view text_;
  bool braces_balance_;
};

struct ParseReader : Reader {
  ParseReader(std::string_view text, const std::vector<Comment>& comments, bool braces_balance)
      : Reader(text, braces_balance), builder(text, comments) {}
  Builder builder;
};

}  // namespace joist::syntax

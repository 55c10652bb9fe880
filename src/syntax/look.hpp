// Looking at the text of a broken statement, piece by piece.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/explain.hpp"
#include "syntax/reader.hpp"

namespace joist::syntax {

// Statements of absurd length are looked at as far as this.
inline constexpr std::uint32_t looked_at = 4096;

inline std::uint32_t limit(const Broken& broken) {
  return std::min(broken.node.end, broken.node.begin + looked_at);
}

bool is_statement_word(std::string_view word);
std::vector<std::string_view> statement_words();

// Steps through the text of the broken statement.
struct Look {
  const Broken& broken;
  Reader reader;
  std::uint32_t at;

  Look(const Broken& b, std::uint32_t from)
      : broken(b), reader(b.file.text, b.file.braces_balance), at(from) {}

  const char* here() const { return broken.file.text.data() + at; }
  const char* end() const { return broken.file.text.data() + limit(broken); }
  bool done() const { return at >= limit(broken); }
  char character() const { return done() ? '\0' : broken.file.text[at]; }
  bool starts(std::string_view text) const {
    return !done() && broken.at(at, limit(broken)).starts_with(text);
  }
  void blanks() {
    if (!done()) at = reader.offset(grammar::blanks_end(here(), end()));
  }
  std::string_view name() {
    if (done()) return {};
    const std::uint32_t stop = reader.offset(grammar::loose_name_end(here(), end(), reader));
    const std::string_view text = broken.at(at, stop);
    at = stop;
    return text;
  }
  std::string_view qname() {
    const std::uint32_t from = at;
    if (name().empty()) return {};
    while (character() == '.') {
      ++at;
      if (name().empty()) {
        --at;
        break;
      }
    }
    return broken.at(from, at);
  }
};

// The end of the statement's first line, before a comment.
std::uint32_t line_stop(const Broken& broken, std::uint32_t from);
// The end of the token at `at`: of a name or number as far as it goes on, else of one character. At
// a line end, `at` itself.
std::uint32_t token_end(const Broken& broken, std::uint32_t at);

// An empty finding of rule `syntax` at these bytes.
Finding finding_at(const Broken& broken, std::uint32_t begin, std::uint32_t end);
// Says what to do, with a fix of the same title if there are edits.
void help(Finding& finding, std::string text, std::vector<Edit> edits, bool safe);
// Reads on as if the statement were not there, where no fix fits.
void leave_out(Finding& finding, const Broken& broken);
Span span(const Broken& broken, std::uint32_t begin, std::uint32_t end);
Edit insert(const Broken& broken, std::uint32_t at, std::string text);

}  // namespace joist::syntax

// What every reporter asks of a finding: where it stands, how severe it is in words, how many there
// are, and its text without bytes that would upset a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "base/source.hpp"

namespace joist::report {

std::string_view text(Severity severity);  // "error"

// `end` is exclusive. A finding about no file at all has an empty path.
struct Place {
  std::string_view path;
  Position begin, end;
};

// Finds places; remembers the last one, so that many findings on one long line are counted once.
class Locator {
 public:
  explicit Locator(const Sources& sources) : sources_(sources) {}
  Place operator()(Span span);

 private:
  Position position(FileId file, std::uint32_t offset);

  const Sources& sources_;
  FileId file_;
  std::uint32_t offset_ = 0;
  std::uint32_t line_end_ = 0;  // offsets up to here stand on the remembered line
  Position position_;
};

// Findings that are not silenced, by severity.
struct Counts {
  std::size_t errors = 0, warnings = 0, notes = 0, allowed = 0;
};
Counts count(const std::vector<Finding>& findings);
// "2 errors, 1 warning"; "no findings".
std::string text(const Counts& counts);
// The files asked for: "chirp.joist", "3 files".
std::string inputs_text(const std::vector<std::string>& inputs);

// Without control characters, terminal escapes and marks that turn the direction of writing; line
// ends are kept. Malformed UTF-8 becomes U+FFFD.
std::string clean(std::string_view text);
// The same on one line: line ends and the blanks round them become one blank.
std::string one_line(std::string_view text);
// True for code points that must not reach a terminal as they are.
bool is_unprintable(char32_t c);

}  // namespace joist::report

// Formats, and compares line by line.
#include "ide/formatting.hpp"

#include "base/lines.hpp"
#include "format/format.hpp"
#include "project/markdown.hpp"

namespace joist::ide {

namespace {

std::string canonical(std::string_view text) {
  return format::format(syntax::parse(FileId(0), text));
}

struct Lines {
  std::vector<std::string_view> before, after;
};

// Where two texts differ: stretches of lines that are not the same. After a difference the nearest
// line that both have is where they go on together.
void compare(const Lines& lines, std::vector<TextChange>& changes) {
  constexpr std::size_t window = 40;  // lines looked ahead
  std::size_t a = 0, b = 0, at = 0;
  while (a < lines.before.size() || b < lines.after.size()) {
    if (a < lines.before.size() && b < lines.after.size() && lines.before[a] == lines.after[b]) {
      at += lines.before[a].size();
      ++a, ++b;
      continue;
    }
    std::size_t skip_a = lines.before.size() - a, skip_b = lines.after.size() - b;
    bool met = false;
    for (std::size_t sum = 1; sum <= window && !met; ++sum) {
      for (std::size_t i = 0; i <= sum && !met; ++i) {
        const std::size_t j = sum - i;
        met = a + i < lines.before.size() && b + j < lines.after.size() &&
              lines.before[a + i] == lines.after[b + j];
        if (met) skip_a = i, skip_b = j;
      }
    }
    TextChange change{at, at, ""};
    for (std::size_t i = 0; i < skip_a; ++i) change.end += lines.before[a + i].size();
    for (std::size_t j = 0; j < skip_b; ++j) change.text += lines.after[b + j];
    at = change.end;
    a += skip_a, b += skip_b;
    changes.push_back(std::move(change));
  }
}

}  // namespace

std::vector<TextChange> formatted(std::string_view text, bool markdown) {
  std::string after;
  if (markdown) {
    after = text;
    const std::size_t count = project::find_fences(text).size();
    for (std::size_t i = 0; i < count; ++i) {
      const auto fences = project::find_fences(after);
      if (i >= fences.size()) break;
      const auto with = project::replaced(after, fences[i], canonical(fences[i].text));
      if (with) after = *with;
    }
  } else {
    after = canonical(text);
  }
  std::vector<TextChange> changes;
  if (after != text) compare({whole_lines(text), whole_lines(after)}, changes);
  return changes;
}

}  // namespace joist::ide

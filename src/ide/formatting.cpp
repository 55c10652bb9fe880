// Formats, and compares line by line.
#include "ide/formatting.hpp"

#include <algorithm>
#include <utility>

#include "base/lines.hpp"
#include "format/format.hpp"
#include "project/markdown.hpp"

namespace joist::ide {

namespace {

std::string canonical(std::string_view text) {
  return format::format(syntax::parse(FileId(0), text));
}

std::string canonical_markdown(std::string_view text) {
  std::string after(text);
  const std::size_t count = project::find_fences(text).size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto fences = project::find_fences(after);
    if (i >= fences.size()) break;
    const auto with = project::replaced(after, fences[i], canonical(fences[i].text));
    if (with) after = *with;
  }
  return after;
}

std::string canonical(std::string_view text, bool markdown) {
  return markdown ? canonical_markdown(text) : canonical(text);
}

// What is left of a line where blanks and the commas between attributes say nothing.
std::string content(std::string_view line) {
  std::string kept;
  for (const char c : line) {
    if (std::string_view(" \t\r\n,;").find(c) == std::string_view::npos) kept += c;
  }
  return kept;
}

// Two texts line by line: where they differ, as short stretches as have the same content on both
// sides, since these can be exchanged one by one.
class Comparison {
 public:
  Comparison(std::string_view before, std::string_view after)
      : before_(whole_lines(before)), after_(whole_lines(after)) {}

  std::vector<TextChange> changes() {
    while (a_ < before_.size() || b_ < after_.size()) {
      if (same_line()) {
        at_ += before_[a_].size();
        ++a_, ++b_;
      } else {
        const auto [lines, others] = difference();
        take(lines, others);
      }
    }
    return std::move(changes_);
  }

 private:
  using Lengths = std::pair<std::size_t, std::size_t>;  // lines of either

  bool same_line() const {
    return a_ < before_.size() && b_ < after_.size() && before_[a_] == after_[b_];
  }

  Lengths difference() const {
    if (a_ == before_.size() || b_ == after_.size()) {
      return {before_.size() - a_, after_.size() - b_};
    }
    std::size_t i = 1, j = 1;
    std::string left = content(before_[a_]), right = content(after_[b_]);
    if (left.empty() != right.empty()) return left.empty() ? Lengths{1, 0} : Lengths{0, 1};
    while (left != right) {
      const std::size_t both = std::min(left.size(), right.size());
      if (left.compare(0, both, right, 0, both) != 0) return up_to_next();
      const bool shorter = left.size() < right.size();
      if (shorter ? a_ + i == before_.size() : b_ + j == after_.size()) return up_to_next();
      (shorter ? left : right) += content(shorter ? before_[a_ + i++] : after_[b_ + j++]);
    }
    return {i, j};
  }

  // Where the content is another, too, the nearest line that both have is where they go on.
  Lengths up_to_next() const {
    constexpr std::size_t window = 40;  // lines looked ahead
    for (std::size_t sum = 1; sum <= window; ++sum) {
      for (std::size_t i = 0; i <= sum; ++i) {
        const std::size_t j = sum - i;
        if (a_ + i >= before_.size() || b_ + j >= after_.size()) continue;
        const std::string line = content(before_[a_ + i]);
        if (!line.empty() && line == content(after_[b_ + j])) return {i, j};
      }
    }
    return {before_.size() - a_, after_.size() - b_};
  }

  void take(std::size_t lines, std::size_t others) {
    TextChange change{at_, at_, ""};
    for (std::size_t i = 0; i < lines; ++i) change.end += before_[a_++].size();
    for (std::size_t j = 0; j < others; ++j) change.text += after_[b_++];
    at_ = change.end;
    changes_.push_back(std::move(change));
  }

  std::vector<std::string_view> before_, after_;
  std::size_t a_ = 0, b_ = 0;  // lines behind us
  std::size_t at_ = 0;         // a byte of the text before
  std::vector<TextChange> changes_;
};

// Changes that are only right together with one that is not among them are left out.
std::vector<TextChange> sound(std::string_view text, bool markdown, const std::string& after,
                              std::vector<TextChange> changes) {
  if (changes.empty() || canonical(applied(text, changes), markdown) == after) return changes;
  if (changes.size() == 1) return {};
  const auto middle = changes.begin() + static_cast<std::ptrdiff_t>(changes.size() / 2);
  const auto first = sound(text, markdown, after, {changes.begin(), middle});
  const auto second = sound(text, markdown, after, {middle, changes.end()});
  std::vector<TextChange> both = first;
  both.insert(both.end(), second.begin(), second.end());
  return canonical(applied(text, both), markdown) == after ? both : first;
}

}  // namespace

std::vector<TextChange> formatted(std::string_view text, bool markdown) {
  const std::string after = canonical(text, markdown);
  if (after == text) return {};
  return Comparison(text, after).changes();
}

std::vector<TextChange> formatted_within(std::string_view text, bool markdown, std::size_t begin,
                                         std::size_t end) {
  const std::string after = canonical(text, markdown);
  if (after == text) return {};
  std::vector<TextChange> inside;
  for (TextChange& change : Comparison(text, after).changes()) {
    const bool within = change.begin >= begin && change.end <= end;
    // What takes no line stands before the one where it is: behind the last it is none of ours.
    const bool behind = change.begin == change.end && change.begin == end && end < text.size();
    if (within && !behind) inside.push_back(std::move(change));
  }
  return sound(text, markdown, after, std::move(inside));
}

std::string applied(std::string_view text, const std::vector<TextChange>& changes) {
  std::string result;
  std::size_t at = 0;
  for (const TextChange& change : changes) {
    result += text.substr(at, change.begin - at);
    result += change.text;
    at = change.end;
  }
  result += text.substr(at);
  return result;
}

}  // namespace joist::ide

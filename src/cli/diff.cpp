// Shortest edit scripts by Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
#include "cli/diff.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace joist::cli {

namespace {

using Lines = std::vector<std::string_view>;

// Beyond this many changed lines the middle of a text is shown as replaced altogether.
constexpr int most_changes = 1000;
constexpr std::size_t context = 3;

struct Step {
  char kind;  // ' ', '-' or '+'
  std::string_view line;
};

Lines lines_of(std::string_view text) {
  Lines lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  return lines;
}

// The middle parts, where the texts differ at both ends.
class Comparison {
 public:
  Comparison(const Lines& before, const Lines& after) : before_(before), after_(after) {}

  std::vector<Step> steps() {
    const int n = static_cast<int>(before_.size()), m = static_cast<int>(after_.size());
    const int limit = std::min(n + m, most_changes);
    std::vector<int> furthest(static_cast<std::size_t>(2 * limit + 3), 0);
    const auto at = [&](int k) -> int& {
      return furthest[static_cast<std::size_t>(k + limit + 1)];
    };
    for (int d = 0; d <= limit; ++d) {
      trace_.push_back(furthest);
      for (int k = -d; k <= d; k += 2) {
        const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
        int x = down ? at(k + 1) : at(k - 1) + 1;
        while (x < n && x - k < m && x - k >= 0 && same(x, x - k)) ++x;
        at(k) = x;
        if (x >= n && x - k >= m) return walk_back(d, limit);
      }
    }
    return replaced();
  }

 private:
  bool same(int i, int j) const {
    return before_[static_cast<std::size_t>(i)] == after_[static_cast<std::size_t>(j)];
  }

  std::vector<Step> walk_back(int d, int limit) {
    std::vector<Step> steps;
    int x = static_cast<int>(before_.size()), y = static_cast<int>(after_.size());
    for (; d >= 0; --d) {
      const std::vector<int>& furthest = trace_[static_cast<std::size_t>(d)];
      const auto at = [&](int k) { return furthest[static_cast<std::size_t>(k + limit + 1)]; };
      const int k = x - y;
      const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
      const int from_k = down ? k + 1 : k - 1;
      const int from_x = d == 0 ? 0 : at(from_k), from_y = d == 0 ? 0 : from_x - from_k;
      while (x > from_x && y > from_y) {
        steps.push_back({' ', before_[static_cast<std::size_t>(--x)]});
        --y;
      }
      if (d == 0) break;
      if (down) {
        steps.push_back({'+', after_[static_cast<std::size_t>(--y)]});
      } else {
        steps.push_back({'-', before_[static_cast<std::size_t>(--x)]});
      }
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

  std::vector<Step> replaced() const {
    std::vector<Step> steps;
    for (const std::string_view line : before_) steps.push_back({'-', line});
    for (const std::string_view line : after_) steps.push_back({'+', line});
    return steps;
  }

  const Lines& before_;
  const Lines& after_;
  std::vector<std::vector<int>> trace_;
};

std::vector<Step> compare(Lines before, Lines after) {
  std::vector<Step> head, tail;
  const auto same_start = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  for (auto line = before.begin(); line != same_start.first; ++line) head.push_back({' ', *line});
  after.erase(after.begin(), same_start.second);
  before.erase(before.begin(), same_start.first);
  while (!before.empty() && !after.empty() && before.back() == after.back()) {
    tail.push_back({' ', before.back()});
    before.pop_back();
    after.pop_back();
  }
  const std::vector<Step> middle = Comparison(before, after).steps();
  head.insert(head.end(), middle.begin(), middle.end());
  head.insert(head.end(), tail.rbegin(), tail.rend());
  return head;
}

// A line number range of a hunk; by convention an empty one names the line before it.
std::string range(std::size_t start, std::size_t count) {
  if (count == 1) return fmt::format("{}", start);
  return fmt::format("{},{}", count == 0 ? start - 1 : start, count);
}

void write_hunk(std::string& out, const std::vector<Step>& steps, std::size_t begin,
                std::size_t end) {
  const auto count = [&](std::size_t from, std::size_t to, char other) {
    return static_cast<std::size_t>(
        std::count_if(steps.begin() + static_cast<std::ptrdiff_t>(from),
                      steps.begin() + static_cast<std::ptrdiff_t>(to),
                      [&](const Step& step) { return step.kind != other; }));
  };
  out += fmt::format("@@ -{} +{} @@\n", range(count(0, begin, '+') + 1, count(begin, end, '+')),
                     range(count(0, begin, '-') + 1, count(begin, end, '-')));
  for (std::size_t i = begin; i < end; ++i) {
    out += steps[i].kind;
    out += steps[i].line;
    if (steps[i].line.empty() || steps[i].line.back() != '\n')
      out += "\n\\ No newline at end of file\n";
  }
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return "";
  const std::vector<Step> steps = compare(lines_of(before), lines_of(after));
  std::string out = fmt::format("--- {}\n+++ {}\n", path, path);
  for (std::size_t i = 0; i < steps.size();) {
    if (steps[i].kind == ' ') {
      ++i;
      continue;
    }
    const std::size_t begin = i - std::min(i, context);
    std::size_t last = i;
    for (; i < steps.size() && i <= last + 2 * context + 1; ++i) {
      if (steps[i].kind != ' ') last = i;
    }
    const std::size_t end = std::min(last + 1 + context, steps.size());
    write_hunk(out, steps, begin, end);
    i = end;
  }
  return out;
}

}  // namespace joist::cli

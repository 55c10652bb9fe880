// Edit distance (optimal string alignment) and the closest of some names.
#include "base/nearest.hpp"

#include <algorithm>
#include <vector>

namespace joist {
namespace {

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const auto difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t best = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char x = folded(a[i - 1]), y = folded(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (x == y ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && x == folded(b[j - 2]) && folded(a[i - 2]) == y;
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates) {
  // A very long name is no misspelling, and its distance would be dear to compute.
  if (name.empty() || name.size() > 64) return {};
  std::size_t limit = std::clamp<std::size_t>(name.size() / 3, 1, 3);
  std::string_view best;
  bool same_start = false;  // slips are rare in the first letter
  for (std::string_view candidate : candidates) {
    if (candidate.empty() || candidate == name) continue;
    const auto distance = edit_distance(name, candidate, limit);
    // A name that is replaced from end to end is another name.
    if (distance > limit || distance >= name.size()) continue;
    const bool starts = folded(candidate.front()) == folded(name.front());
    if (!best.empty() && distance == limit && (same_start || !starts)) continue;
    best = candidate;
    same_start = starts;
    limit = distance;
  }
  return best;
}

}  // namespace joist

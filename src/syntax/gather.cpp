// The same fault at several places of a text is one finding with several places.
#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "syntax/explain.hpp"
#include "syntax/mend.hpp"

namespace joist::syntax {

namespace {

// So many further places are pointed at; the others are counted.
constexpr std::size_t max_labels = 3;
// So many characters are named.
constexpr std::size_t max_named = 4;

using Key = std::tuple<std::string, std::string, std::string, std::size_t>;

Key key(const Finding& finding) {
  if (finding.rule == "lookalike-character") return {finding.rule, "", "", finding.fixes.size()};
  return {finding.rule, finding.message, finding.help, finding.fixes.size()};
}

// Habits of another language or keyboard are one fault, however often they show.
bool habit(const Finding& finding) {
  if (finding.rule == "lookalike-character" || finding.rule == "lookalike-arrow") return true;
  if (finding.rule == "stray-brace") return true;
  const std::string_view message = finding.message;
  return message.ends_with("begins no comment here") || message.ends_with("is no part of a name") ||
         message.ends_with("stands behind a column");
}

struct Group {
  Finding finding;
  std::size_t further = 0;
};

void join(Group& group, Finding&& other) {
  Finding& finding = group.finding;
  if (++group.further <= max_labels) finding.labels.push_back({other.span, "and here"});
  for (std::size_t i = 0; i < finding.fixes.size() && i < other.fixes.size(); ++i) {
    auto& edits = finding.fixes[i].edits;
    edits.insert(edits.end(), other.fixes[i].edits.begin(), other.fixes[i].edits.end());
  }
}

// What a character is called: itself, or its number where it can't be seen.
std::string called(std::string_view text) {
  const CodePoint point = decode(text, 0);
  const bool seen = point.value > 0x20 && display_width(text) > 0 &&
                    !(point.value >= 0x2000 && point.value <= 0x200f) &&
                    !(point.value >= 0x2028 && point.value <= 0x202f) && point.value != 0x3000 &&
                    point.value != 0x205f && point.value != 0xfeff;
  if (point.value == 0) return "`NUL`";
  return seen ? fmt::format("`{}`", text.substr(0, point.size))
              : fmt::format("`U+{:04X}`", static_cast<std::uint32_t>(point.value));
}

// "`“` and `”` are read as `"`", from what the edits replace.
void name_characters(Finding& finding, std::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const Edit& edit : finding.fixes.back().edits) {
    const std::string_view seen = text.substr(edit.span.begin, edit.span.end - edit.span.begin);
    for (std::size_t at = 0, i = 0; at < seen.size() && i < edit.text.size(); ++i) {
      const std::string right = edit.text[i] == ' ' ? "a blank" : fmt::format("`{}`", edit.text[i]);
      std::pair<std::string, std::string> pair{called(seen.substr(at)), right};
      if (std::find(pairs.begin(), pairs.end(), pair) == pairs.end()) pairs.push_back(pair);
      at += decode(seen, at).size;
    }
  }
  std::string list;
  for (std::size_t i = 0; i < pairs.size() && i < max_named; ++i) {
    list += fmt::format("{}{} is read as {}", i == 0 ? "" : ", ", pairs[i].first, pairs[i].second);
  }
  finding.message = pairs.size() > max_named ? list + " and so on" : list;
  finding.help = "write the plain characters of the keyboard";
  finding.fixes.back().title = "write plain characters";
}

}  // namespace

std::vector<Finding> gathered(std::vector<Finding> findings, std::string_view text) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.span < b.span; });
  std::vector<Group> groups;
  std::map<Key, std::size_t> known;
  for (Finding& finding : findings) {
    if (!habit(finding)) {
      groups.push_back({std::move(finding), 0});
      continue;
    }
    const auto [place, is_new] = known.emplace(key(finding), groups.size());
    if (is_new) {
      groups.push_back({std::move(finding), 0});
    } else {
      join(groups[place->second], std::move(finding));
    }
  }
  std::vector<Finding> result;
  for (Group& group : groups) {
    Finding& finding = group.finding;
    if (group.further > max_labels) {
      finding.notes.push_back(fmt::format(
          "the same in {}", counted(group.further - max_labels, "more place", "more places")));
    }
    auto& fixes = finding.fixes;
    if (finding.rule == "lookalike-character" && !fixes.empty()) name_characters(finding, text);
    fixes.erase(std::remove_if(fixes.begin(), fixes.end(),
                               [](const Fix& fix) { return fix.title.empty(); }),
                fixes.end());
    for (Fix& fix : fixes) {
      std::stable_sort(fix.edits.begin(), fix.edits.end(),
                       [](const Edit& a, const Edit& b) { return a.span < b.span; });
    }
    result.push_back(std::move(finding));
  }
  return result;
}

}  // namespace joist::syntax

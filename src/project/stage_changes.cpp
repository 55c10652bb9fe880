// What a stage says, apart from what follows from it.
#include <set>

#include <fmt/format.h>

#include "project/compare.hpp"

namespace joist::project {
namespace {

using emit::PartChange;
using How = PartChange::How;

// Names of quantities that are bound elsewhere than before; the others follow from these.
std::set<std::string> bound_anew(const model::Model& before, const model::Model& after) {
  std::set<std::string> names;
  for (const model::QuantityBinding& now : after.quantities) {
    bool same = false;
    for (const model::QuantityBinding& then : before.quantities) {
      same = same || (then.path == now.path && then.span == now.span);
    }
    if (!same) names.insert(now.path);
  }
  return names;
}

std::string facts_words(const PartChange& part) {
  std::string words;
  for (const emit::FactChange& fact : part.facts) {
    words += (words.empty() ? "" : ", ") + emit::words(fact, part.how);
  }
  return words;
}

// "value 500M users → 5G users" without the word that says nothing.
std::string quantity_words(const PartChange& part) {
  std::string words = facts_words(part);
  if (words.starts_with("value ")) words.erase(0, 6);
  return fmt::format("`{}` {}", part.name, words);
}

// Arrows come and go with the components at their ends.
bool goes_with_its_end(const PartChange& arrow, const std::vector<PartChange>& parts) {
  for (const PartChange& part : parts) {
    if (part.sort != "component" || part.how != arrow.how) continue;
    const bool leaves = arrow.name.starts_with(part.name + " ");
    if (leaves || (arrow.name + " ").find(" " + part.name + " ") != std::string::npos) return true;
  }
  return false;
}

bool is_told(const PartChange& part, const std::vector<PartChange>& parts,
             const std::set<std::string>& bound) {
  if (part.sort == "quantity") return bound.count(part.name) > 0;
  if (part.sort == "flow") return part.how != How::changed;
  if (part.sort == "arrow") return part.how != How::changed && !goes_with_its_end(part, parts);
  return part.sort == "component" || part.sort == "group" || part.sort == "design";
}

}  // namespace

std::vector<std::string> stage_changes(const model::Model& before, const model::Model& after) {
  const std::set<std::string> bound = bound_anew(before, after);
  std::vector<std::string> lines;
  const std::vector<PartChange> parts = changed_parts(before, after);
  for (const PartChange& part : parts) {
    if (!is_told(part, parts, bound)) continue;
    if (part.how == How::added) {
      lines.push_back(fmt::format("+ `{}`", part.name));
    } else if (part.how == How::removed) {
      lines.push_back(fmt::format("\u2212 `{}`", part.name));
    } else if (part.sort == "quantity") {
      lines.push_back(quantity_words(part));
    } else {
      lines.push_back(fmt::format("~ `{}` {}", part.name, facts_words(part)));
    }
  }
  return lines;
}

}  // namespace joist::project

// Follows names, and gives them new ones.
#include "ide/navigation.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ide/last_good.hpp"
#include "quantity/units.hpp"

namespace joist::ide {

namespace {

using model::Noun;
using model::Reference;

bool is_own(const Design& design, Span span) {
  return span.file && span.file.index() >= design.now->root;
}

void sort_unique(std::vector<Span>& spans) {
  std::sort(spans.begin(), spans.end());
  spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
}

std::string_view noun_text(Noun noun) {
  constexpr std::string_view words[] = {"component", "group",  "flow", "quantity",
                                        "table",     "column", "kind", "view"};
  return words[static_cast<std::size_t>(noun)];
}

// Components and groups share their names.
bool same_namespace(Noun a, Noun b) {
  const auto member = [](Noun noun) { return noun == Noun::component || noun == Noun::group; };
  return a == b || (member(a) && member(b));
}

// Two declarations collide where one hides the other or both are declared in one place. Which of
// several groups a name stands in is not looked at: a name that is used elsewhere is refused too,
// as uses of the two could no longer be told apart by their place alone.
std::optional<Reference> holder_of(const Design& design, const Reference& meant,
                                   const std::string& name) {
  for (const Reference& other : design.now->references) {
    if (!same_namespace(other.noun, meant.noun) || other.declaration == meant.declaration) continue;
    if (other.use != other.declaration) continue;
    if (syntax::plain_name(design.now->sources.text(other.use)) == name) return other;
  }
  return std::nullopt;
}

std::string why_not(const Design& design, const Reference& meant, const std::string& name) {
  if (!is_name(name)) return fmt::format("`{}` is no name: write letters, digits and `_`", name);
  if (name.size() > 256) return "a name has at most 256 bytes";
  constexpr std::string_view operators[] = {"of", "over", "in", "per"};
  const bool is_operator =
      std::find(std::begin(operators), std::end(operators), name) != std::end(operators);
  if (meant.noun == Noun::quantity && is_operator) {
    return fmt::format("`{}` is an operator and can't name a quantity", name);
  }
  if (meant.noun == Noun::quantity && quantity::Units().find(name)) {
    return fmt::format("`{}` is a unit and can't be bound", name);
  }
  if (meant.noun == Noun::column && name == "index") return "a column can't be called `index`";
  if (const auto holder = holder_of(design, meant, name)) {
    const Source& source = design.now->sources.at(holder->declaration.file);
    return fmt::format("there is a {} `{}` already, in line {}", noun_text(holder->noun), name,
                       source.position(holder->declaration.begin).line);
  }
  return "";
}

}  // namespace

std::vector<Span> definitions(const Spot& spot) {
  std::vector<Span> spans;
  for (const Reference& name : spot.design.names().at(spot.file, spot.offset)) {
    if (is_own(spot.design, name.declaration)) spans.push_back(name.declaration);
  }
  const auto lost = spans.empty() ? lost_name(spot) : std::nullopt;
  if (lost && lost->meant.declaration.file.index() >= spot.design.good->root) {
    const Span declared = lost->meant.declaration;
    if (const auto place = Shift(spot.design, declared.file)(declared)) spans.push_back(*place);
  }
  sort_unique(spans);
  return spans;
}

std::vector<Span> references(const Spot& spot, bool with_declaration) {
  std::vector<Span> spans;
  const Names names = spot.design.names();
  for (const Reference& name : names.at(spot.file, spot.offset)) {
    for (const Span use : names.uses_of(name)) {
      if (with_declaration || use != name.declaration) spans.push_back(use);
    }
  }
  sort_unique(spans);
  return spans;
}

Renaming prepare_rename(const Spot& spot) {
  Renaming result;
  result.meant = spot.design.names().at(spot.file, spot.offset);
  if (result.meant.empty()) {
    result.trouble = "no name stands here";
    return result;
  }
  const Reference& name = result.meant.front();
  result.span = name.use;
  result.name = std::string(spot.design.now->sources.text(name.use));
  if (!is_own(spot.design, name.declaration)) {
    result.trouble = fmt::format("`{}` comes with the language", result.name);
  }
  return result;
}

Rename rename(const Spot& spot, const std::string& name) {
  const Renaming what = prepare_rename(spot);
  Rename result;
  result.trouble = what.trouble;
  if (!result.trouble.empty() || name == what.name) return result;
  for (const Reference& meant : what.meant) {
    result.trouble = why_not(spot.design, meant, name);
    if (!result.trouble.empty()) return result;
  }
  for (const Span use : references(spot, true)) result.edits.push_back({use, name});
  return result;
}

}  // namespace joist::ide

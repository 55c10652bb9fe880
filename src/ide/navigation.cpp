// Follows names, and gives them new ones.
#include "ide/navigation.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ide/catalogue.hpp"
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

std::string why_not(const Reference& meant, const std::string& name) {
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
  return "";
}

std::string kind_from_name(std::string_view name, std::string_view kind) {
  return fmt::format("the kind of `{0}` comes from its name: declare it first, `{1} {0}`", name,
                     kind);
}

// `app -> lb`: with another name it would be something else. Empty where that is not so.
std::string why_named_so(const project::Project& project, Span declaration) {
  const model::Model& model = project.base.model;
  for (const model::Component& component : model.components) {
    if (component.declared || component.span != declaration) continue;
    const KnownKind known = kind_named(project, component.name);
    const std::string& kind = model.kind(component.kind).name;
    if (known.kind != nullptr && known.kind->name == kind)
      return kind_from_name(component.name, kind);
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
  } else if (name.noun == Noun::component) {
    result.trouble = why_named_so(*spot.design.now, name.declaration);
  }
  return result;
}

// Of a unit, what is counted in many stays so: `3 tweets` are `3 posts`.
Rename rename(const Spot& spot, const std::string& name) {
  const Renaming what = prepare_rename(spot);
  Rename result;
  result.trouble = what.trouble;
  if (!result.trouble.empty() || name == what.name) return result;
  for (const Reference& meant : what.meant) {
    result.trouble = why_not(meant, name);
    if (!result.trouble.empty()) return result;
  }
  const std::string one(spot.design.now->sources.text(what.meant.front().declaration));
  const bool asked_of_many = what.name == one + "s" && name.size() > 1 && name.back() == 's';
  const std::string renamed = asked_of_many ? name.substr(0, name.size() - 1) : name;
  for (const Span use : references(spot, true)) {
    const bool many = spot.design.now->sources.text(use) == one + "s";
    result.edits.push_back({use, many ? renamed + "s" : renamed});
  }
  return result;
}

namespace {

// What each use leads to, by the place of its declaration among all of them.
std::vector<std::pair<Noun, std::size_t>> meanings(const project::Project& project) {
  std::vector<Span> declared;
  for (const Reference& reference : project.references) declared.push_back(reference.declaration);
  sort_unique(declared);
  std::vector<std::pair<Noun, std::size_t>> result;
  for (const Reference& reference : project.references) {
    const auto place = std::lower_bound(declared.begin(), declared.end(), reference.declaration);
    result.emplace_back(reference.noun, static_cast<std::size_t>(place - declared.begin()));
  }
  return result;
}

}  // namespace

std::string why_changed(const project::Project& before, const project::Project& after,
                        const Reference& meant, const std::string& name) {
  if (meanings(before) != meanings(after)) {
    for (const Reference& other : before.references) {
      const bool holds = same_namespace(other.noun, meant.noun) && other.use == other.declaration &&
                         other.declaration != meant.declaration &&
                         syntax::plain_name(before.sources.text(other.use)) == name;
      if (!holds) continue;
      const Source& source = before.sources.at(other.declaration.file);
      return fmt::format("there is a {} `{}` already, in line {}", noun_text(other.noun), name,
                         source.position(other.declaration.begin).line);
    }
    return fmt::format("`{}` would be taken for something else", name);
  }
  const std::string_view old = before.sources.text(meant.declaration);
  const auto &a = before.base.model, &b = after.base.model;
  for (std::size_t i = 0; i < a.components.size() && i < b.components.size(); ++i) {
    const std::string& kind = a.kind(a.components[i].kind).name;
    const std::string& kind_then = b.kind(b.components[i].kind).name;
    const bool renamed = meant.noun == Noun::kind && kind == old && kind_then == name;
    if (kind == kind_then || renamed) continue;
    return kind_from_name(a.components[i].name, kind);
  }
  return "";
}

}  // namespace joist::ide

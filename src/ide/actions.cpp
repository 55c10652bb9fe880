// Collects fixes, and writes those that need nothing but the place of a finding.
#include "ide/actions.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "ide/catalogue.hpp"

namespace joist::ide {

namespace {

bool touches(Span a, Span b) {
  return a.file == b.file && a.begin <= b.end && b.begin <= a.end;
}

const model::Component* component_of(const project::Project& project, const Finding& finding) {
  for (const model::Component& component : project.base.model.components) {
    if (component.path == finding.subject) return &component;
  }
  return nullptr;
}

// A new line behind the statement at the top of the file that holds a place, or at the file's end.
struct LineBehind {
  std::uint32_t at = 0;
  std::string before, after;  // line ends that are missing there
};
LineBehind line_behind(const syntax::File& file, std::uint32_t offset) {
  std::uint32_t end = 0;
  for (const syntax::Ref statement : file.root()) {
    if (statement.span().begin > offset) break;
    end = statement.span().end;
  }
  const auto line_end = file.text.find('\n', end);
  if (line_end == std::string_view::npos) {
    return {static_cast<std::uint32_t>(file.text.size()), "\n", ""};
  }
  return {static_cast<std::uint32_t>(line_end), "\n", ""};
}

// `allow RULE on NAME "..."`: the reason is for the reader to give, and is asked for.
void add_allowance(const Design& design, const Finding& finding, std::vector<Action>& actions) {
  const project::RulePage* rule = rule_named(finding.rule);
  if (rule == nullptr || rule->language || finding.rule == "unused-allowance") return;
  const auto& model = design.now->base.model;
  const auto named = [&](const auto& table) {
    return std::any_of(table.begin(), table.end(),
                       [&](const auto& thing) { return thing.path == finding.subject; });
  };
  const bool on = !finding.subject.empty() &&
                  (named(model.components) || named(model.flows) || named(model.groups));
  const syntax::File& file = design.now->files[finding.span.file.index()];
  const LineBehind place = line_behind(file, finding.span.begin);
  const std::string target = on ? fmt::format(" on {}", finding.subject) : "";
  Action action;
  action.title = fmt::format("allow `{}`{}, with a reason", finding.rule,
                             on ? fmt::format(" on `{}`", finding.subject) : "");
  action.edits.push_back({{finding.span.file, place.at, place.at},
                          fmt::format("{}allow {}{} \"TODO: why this is acceptable\"{}",
                                      place.before, finding.rule, target, place.after)});
  action.finding = &finding;
  actions.push_back(std::move(action));
}

// What an arrow makes is declared before the statement that speaks of it first, as what it is taken
// for.
void add_declaration(const Design& design, const Finding& finding, std::vector<Action>& actions) {
  const model::Component* component = component_of(*design.now, finding);
  if (component == nullptr || component->declared || !component->span.file) return;
  if (component->span.file.index() < design.now->root) return;
  const syntax::File& file = design.now->files[component->span.file.index()];
  std::uint32_t begin = 0;
  for (const syntax::Ref statement : file.root()) {
    if (statement.span().begin > component->span.begin) break;
    begin = statement.span().begin;
  }
  const auto line_start = file.text.rfind('\n', begin == 0 ? 0 : begin - 1);
  const auto at = begin == 0 || line_start == std::string_view::npos
                      ? 0
                      : static_cast<std::uint32_t>(line_start + 1);
  const std::string& kind = design.now->base.model.kind(component->kind).name;
  Action action;
  action.title = fmt::format("declare `{} {}`", kind, component->name);
  action.edits.push_back({{component->span.file, at, at},
                          fmt::format("{} {}\n", kind, component->name)});
  action.preferred = finding.fixes.empty();
  action.finding = &finding;
  // Groups hold what is written in them; from outside the name would be another.
  if (!component->group) actions.push_back(std::move(action));
}

void add_fixes(const Finding& finding, std::vector<Action>& actions) {
  bool first = true;
  for (const Fix& fix : finding.fixes) {
    if (fix.edits.empty()) continue;
    Action action;
    action.title = fix.title;
    action.edits = fix.edits;
    action.safe = fix.safe;
    action.preferred = first;
    action.finding = &finding;
    actions.push_back(std::move(action));
    first = false;
  }
}

bool leave_alone(const std::vector<Edit>& taken, const std::vector<Edit>& edits) {
  return std::none_of(edits.begin(), edits.end(), [&](const Edit& edit) {
    return std::any_of(taken.begin(), taken.end(),
                       [&](const Edit& other) { return touches(other.span, edit.span); });
  });
}

}  // namespace

std::vector<Action> actions(const Design& design, Span within) {
  std::vector<Action> result;
  std::vector<const Finding*> found;
  for (const Finding& finding : design.now->findings) {
    if (!finding.allowed && touches(finding.span, within)) found.push_back(&finding);
  }
  for (const Finding* finding : found) add_fixes(*finding, result);
  for (const Finding* finding : found) add_declaration(design, *finding, result);
  for (const Finding* finding : found) add_allowance(design, *finding, result);
  return result;
}

Action fix_all(const Design& design, FileId file) {
  Action all;
  all.title = "apply all fixes that keep the meaning";
  all.safe = true;
  for (const Finding& finding : design.now->findings) {
    if (finding.allowed) continue;
    for (const Fix& fix : finding.fixes) {
      const bool here = std::all_of(fix.edits.begin(), fix.edits.end(),
                                    [&](const Edit& edit) { return edit.span.file == file; });
      if (!fix.safe || fix.edits.empty() || !here || !leave_alone(all.edits, fix.edits)) continue;
      all.edits.insert(all.edits.end(), fix.edits.begin(), fix.edits.end());
      break;
    }
  }
  return all;
}

}  // namespace joist::ide

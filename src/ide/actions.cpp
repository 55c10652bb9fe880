// Collects fixes, and writes those that need nothing but the place of a finding.
#include "ide/actions.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/lines.hpp"
#include "base/text.hpp"
#include "ide/advised.hpp"
#include "ide/catalogue.hpp"
#include "ide/tokens.hpp"

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

// The statement at the top of the file that holds a place, with the blanks before it on its line
// and, in Markdown, the mark of a quote.
struct TopStatement {
  Span span;
  std::string prefix;
  bool begins_line = true, ends_line = true;  // no other statement stands there
};
TopStatement statement_at(const Design& design, FileId id, std::uint32_t offset) {
  const syntax::File& file = design.now->files[id.index()];
  const std::string& text = design.now->sources.at(id).text();
  TopStatement result{{id, 0, 0}, ""};
  std::uint32_t next = static_cast<std::uint32_t>(text.size());
  for (const syntax::Ref statement : file.root()) {
    next = statement.span().begin;
    if (next > offset) break;
    result.span = statement.span();
  }
  const auto before = result.span.begin == 0 ? text.npos : text.rfind('\n', result.span.begin - 1);
  const std::size_t line = before == text.npos ? 0 : before + 1;
  const std::size_t words =
      std::min<std::size_t>(text.find_first_not_of(" \t>", line), result.span.begin);
  result.prefix = text.substr(line, words - line);
  result.begins_line = words == result.span.begin;
  result.ends_line = next <= result.span.end || text.find('\n', result.span.end) < next;
  return result;
}

// What is imported may be one of several copies: their names are those of the importing file.
Span place_of_allowance(const project::Project& project, Span found) {
  if (found.file.index() == project.root) return found;
  const FileId root(project.root);
  Span place{root, 0, 0};
  for (const syntax::Ref statement : project.files[project.root].root()) {
    if (statement.is(syntax::Kind::import))
      place = {root, statement.span().begin, statement.span().end};
  }
  return place;
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
  const Span near = place_of_allowance(*design.now, finding.span);
  const TopStatement behind = statement_at(design, near.file, near.begin);
  const std::string& text = design.now->sources.at(near.file).text();
  const auto line_end =
      static_cast<std::uint32_t>(std::min(text.find('\n', behind.span.end), text.size()));
  const std::string target = on ? fmt::format(" on {}", finding.subject) : "";
  Action action;
  action.title = fmt::format("allow `{}`{}, with a reason", finding.rule,
                             on ? fmt::format(" on `{}`", finding.subject) : "");
  const std::uint32_t place = behind.ends_line ? line_end : behind.span.end;
  const std::string between = behind.ends_line ? "\n" + behind.prefix : "; ";
  const std::string written =
      fmt::format("{}allow {}{} \"TODO: why this is acceptable\"", between, finding.rule, target);
  action.edits.push_back({{near.file, place, place}, with_line_ends_of(text, written)});
  action.finding = &finding;
  actions.push_back(std::move(action));
}

Action written_before(const Design& design, const TopStatement& statement, std::string text) {
  const std::string between = statement.begins_line ? "\n" + statement.prefix : "; ";
  const FileId file = statement.span.file;
  Action action;
  action.title = fmt::format("declare `{}`", text);
  action.edits.push_back({{file, statement.span.begin, statement.span.begin},
                          with_line_ends_of(design.now->sources.at(file).text(), text + between)});
  return action;
}

// What a declaration has to state so that the finding goes; empty where nothing does.
std::string to_state(const Finding& finding) {
  if (!finding.to_state.empty()) return finding.to_state;
  const auto advised = advised_attributes(finding, model::on_component);
  return advised.empty() || !finding.fixes.empty() ? "" : advised.front();
}

// What an arrow makes is declared before the statement that speaks of it first, as what it is taken
// for.
void add_declaration(const Design& design, const Finding& finding, std::vector<Action>& actions) {
  const model::Component* component = component_of(*design.now, finding);
  if (component == nullptr || component->declared || !component->span.file) return;
  if (component->span.file.index() < design.now->root) return;
  const std::string& kind = design.now->base.model.kind(component->kind).name;
  const std::string stated = to_state(finding);
  Action action =
      written_before(design, statement_at(design, component->span.file, component->span.begin),
                     fmt::format("{} {}{}", kind, component->name,
                                 stated.empty() ? "" : fmt::format(" {{ {} }}", stated)));
  // With nothing stated it is no cure for what else is found of the component, and what to state
  // is to be decided.
  action.preferred = finding.fixes.empty() && finding.rule == "undeclared-name";
  action.finding = &finding;
  // Groups hold what is written in them; from outside the name would be another.
  if (!component->group) actions.push_back(std::move(action));
}

// `3 parsec`: a thing that is counted.
void add_unit(const Design& design, const Finding& finding, std::vector<Action>& actions) {
  if (finding.rule != "unknown-unit" || finding.span.file.index() < design.now->root) return;
  const std::string_view name = design.now->sources.text(finding.span);
  const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), is_name_byte) &&
                       std::isdigit(static_cast<unsigned char>(name.front())) == 0;
  if (!is_name) return;
  Action action =
      written_before(design, statement_at(design, finding.span.file, finding.span.begin),
                     fmt::format("unit {}", name));
  action.finding = &finding;
  actions.push_back(std::move(action));
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
  for (const Finding* finding : found) add_advised(design, *finding, result);
  for (const Finding* finding : found) add_unit(design, *finding, result);
  for (const Finding* finding : found) add_declaration(design, *finding, result);
  for (const Finding* finding : found) add_allowance(design, *finding, result);
  // Several findings of one thing may ask for the same.
  std::vector<Action> once;
  for (Action& action : result) {
    const bool known = std::any_of(once.begin(), once.end(), [&](const Action& other) {
      return other.title == action.title && other.edits == action.edits;
    });
    if (!known) once.push_back(std::move(action));
  }
  return once;
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

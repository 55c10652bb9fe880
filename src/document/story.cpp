// Puts the stages in order and tells what was done between them.
#include "document/story.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "emit/changes.hpp"
#include "emit/results.hpp"
#include "lint/faults.hpp"
#include "project/compare.hpp"

namespace joist::document {
namespace {

using emit::FactChange;
using emit::PartChange;

double total_load(const analysis::Results& results) {
  double total = 0;
  for (const analysis::FlowLoad& flow : results.flows)
    if (flow.known) total += flow.peak;
  return total;
}

Act act_of(const project::Project& project, const project::Stage& stage) {
  Act act;
  act.stage = &stage;
  act.label = stage.label.empty() ? "as it stands" : stage.label;
  act.load = total_load(stage.results);
  if (stage.results.cost.known) act.cost = stage.results.cost.month;
  for (const model::ComponentId id : emit::overloaded({stage.label, stage.model, stage.results})) {
    const analysis::CapacityResult& result = stage.results.capacity[id.index()];
    Broken broken{id, result.utilization, {}};
    if (result.needed)
      broken.enough =
          lint::enough({stage.model, stage.results, project.findings}, id, *result.needed);
    act.broken.push_back(std::move(broken));
  }
  return act;
}

// Texts of the quantities' formulas by name: one that is the same was not written anew, though its
// value may follow another.
std::map<std::string, std::string> formulas(const project::Project& project,
                                            const model::Model& model) {
  std::map<std::string, std::string> texts;
  for (const model::QuantityBinding& binding : model.quantities)
    if (binding.formula)
      texts[binding.path] = project.sources.text(model.formulas[binding.formula.index()].span);
  return texts;
}

std::string facts_text(const std::vector<FactChange>& facts) {
  std::string text;
  for (const FactChange& fact : facts) {
    if (!text.empty()) text += ", ";
    if (fact.before.empty()) {
      text += fmt::format("{} {}", fact.name, fact.after);
    } else if (fact.after.empty()) {
      text += fmt::format("{} no longer stated", fact.name);
    } else {
      text += fmt::format("{} {} \u2192 {}", fact.name, fact.before, fact.after);
    }
  }
  return text;
}

bool is_told(std::string_view sort) {
  return sort == "component" || sort == "group" || sort == "kind" || sort == "quantity" ||
         sort == "flow" || sort == "arrow" || sort == "table";
}

// What was changed, or nothing for what only follows something else.
std::string change_text(const PartChange& part) {
  if (part.how == PartChange::How::added) return fmt::format("new: {} `{}`", part.sort, part.name);
  if (part.how == PartChange::How::removed)
    return fmt::format("gone: {} `{}`", part.sort, part.name);
  if (part.sort == "quantity" && !part.facts.empty())
    return fmt::format("`{}` {} \u2192 {}", part.name, part.facts.front().before,
                       part.facts.front().after);
  if (part.sort == "flow" || part.sort == "arrow" || part.sort == "table") return {};
  return fmt::format("`{}` {}", part.name, facts_text(part.facts));
}

std::vector<std::string> changes_between(const project::Project& project, const Act& before,
                                         const Act& after) {
  const auto old = formulas(project, before.stage->model);
  const auto now = formulas(project, after.stage->model);
  std::vector<std::string> texts;
  const emit::Changes changes =
      project::compare({"", project, *before.stage}, {"", project, *after.stage});
  for (const PartChange& part : changes.parts) {
    if (!is_told(part.sort)) continue;
    const auto was = old.find(part.name), is = now.find(part.name);
    const bool same = was != old.end() && is != now.end() && was->second == is->second;
    if (part.sort == "quantity" && same) continue;
    std::string text = change_text(part);
    if (!text.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace

std::vector<Act> story_of(const project::Project& project) {
  std::vector<Act> acts;
  acts.push_back(act_of(project, project.base));
  for (const project::Stage& stage : project.stages) acts.push_back(act_of(project, stage));
  const bool known =
      std::all_of(acts.begin(), acts.end(), [](const Act& act) { return act.load > 0; });
  if (known)
    std::stable_sort(acts.begin(), acts.end(),
                     [](const Act& a, const Act& b) { return a.load < b.load; });
  for (std::size_t i = 1; i < acts.size(); ++i)
    acts[i].changes = changes_between(project, acts[i - 1], acts[i]);
  return acts;
}

}  // namespace joist::document

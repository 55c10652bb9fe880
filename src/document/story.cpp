// Puts the stages in order and tells what was done between them.
#include "document/story.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "analysis/scale.hpp"
#include "base/text.hpp"
#include "emit/changes.hpp"
#include "emit/results.hpp"
#include "lint/faults.hpp"
#include "lint/wording.hpp"
#include "project/compare.hpp"

namespace joist::document {
namespace {

using emit::Act;
using emit::Ceiling;
using emit::FactChange;
using emit::Multiple;
using emit::PartChange;
using model::ComponentId;

double total_load(const analysis::Results& results) {
  double total = 0;
  for (const analysis::FlowLoad& flow : results.flows)
    if (flow.known) total += flow.peak;
  return total;
}

constexpr double far = 10;  // times the load

// What there is of each component, and how many of it would be enough.
class Fleet {
 public:
  Fleet(const project::Project& project, const project::Stage& stage)
      : facts_{stage.model, stage.results, project.findings} {}

  std::string there(ComponentId id) const {
    const analysis::Fleet fleet = analysis::fleet(facts_.model, id);
    if (fleet.shards > 1 && fleet.nodes <= 0) {
      return fleet.replicas > 1 ? fmt::format("{} shards of {} copies", lint::whole(fleet.shards),
                                              lint::whole(fleet.replicas))
                                : fmt::format("{} shards", lint::whole(fleet.shards));
    }
    const double all = fleet.instances();
    return fmt::format("{} {}", lint::whole(all), lint::copies_word(facts_, id, all));
  }

  std::string enough(ComponentId id, const analysis::CapacityResult& result) const {
    if (!result.known || !result.needed) return {};
    return lint::enough(facts_, id, *result.needed, result.by_shards);
  }

 private:
  lint::Facts facts_;
};

std::vector<Ceiling> ceilings_of(const Fleet& fleet, const project::Stage& stage) {
  std::vector<Ceiling> ceilings;
  if (stage.results.scale.empty()) return ceilings;
  const auto later = analysis::scaled(stage.model, far).capacity;
  for (const analysis::Break& each : stage.results.scale) {
    const ComponentId id = each.component;
    const bool refuses = each.why == analysis::Limit::limit;
    ceilings.push_back({stage.model.at(id).path, each.factor, each.why, fleet.there(id),
                        refuses ? "" : fleet.enough(id, later[id.index()])});
  }
  return ceilings;
}

Act act_of(const project::Project& project, const project::Stage& stage) {
  Act act;
  act.is_base = stage.label.empty();
  act.label = act.is_base ? "as it stands" : stage.label;
  act.load = total_load(stage.results);
  if (stage.results.cost.known) act.cost = stage.results.cost.month;
  const Fleet fleet(project, stage);
  for (const ComponentId id : emit::overloaded({stage.label, stage.model, stage.results})) {
    const analysis::CapacityResult& result = stage.results.capacity[id.index()];
    act.broken.push_back({stage.model.at(id).path, result.utilization, fleet.enough(id, result)});
  }
  act.ceilings = ceilings_of(fleet, stage);
  return act;
}

Multiple multiple_of(const project::Project& project, double factor) {
  const project::Stage& stage = project.base;
  const Fleet fleet(project, stage);
  Multiple multiple;
  multiple.factor = factor;
  if (stage.results.scale.empty()) return multiple;
  const analysis::Scaled then = analysis::scaled(stage.model, factor);
  for (const analysis::Break& each : stage.results.scale) {
    if (!then.is_past(stage.model, each)) continue;
    const analysis::CapacityResult& result = then.capacity[each.component.index()];
    const bool refuses = each.why == analysis::Limit::limit;
    multiple.broken.push_back({stage.model.at(each.component).path, result.utilization,
                               refuses ? "" : fleet.enough(each.component, result), refuses});
  }
  return multiple;
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
    if (fact.name == "label") continue;
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
  const std::string facts = facts_text(part.facts);
  return facts.empty() ? "" : fmt::format("`{}` {}", part.name, facts);
}

// "api -> db write in post" has one of the components as an end.
bool leads_to(const std::string& arrow, const std::set<std::string>& components) {
  const std::vector<std::string_view> words = split(arrow, ' ');
  return words.size() >= 3 && (components.count(std::string(words[0])) > 0 ||
                               components.count(std::string(words[2])) > 0);
}

std::vector<std::string> changes_between(const project::Project& project,
                                         const project::Stage& before,
                                         const project::Stage& after) {
  const auto old = formulas(project, before.model), now = formulas(project, after.model);
  std::vector<std::string> texts;
  std::set<std::string> moved;  // components that come or go, and take their arrows along
  const emit::Changes changes = project::compare({"", project, before}, {"", project, after});
  for (const PartChange& part : changes.parts)
    if (part.sort == "component" && part.how != PartChange::How::changed) moved.insert(part.name);
  for (const PartChange& part : changes.parts) {
    if (!is_told(part.sort) || (part.sort == "arrow" && leads_to(part.name, moved))) continue;
    const auto was = old.find(part.name), is = now.find(part.name);
    const bool same = was != old.end() && is != now.end() && was->second == is->second;
    if (part.sort == "quantity" && same) continue;
    std::string text = change_text(part);
    if (!text.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace

emit::Story story_of(const project::Project& project, const std::vector<double>& factors) {
  std::vector<const project::Stage*> stages{&project.base};
  for (const project::Stage& stage : project.stages) stages.push_back(&stage);
  const auto load = [](const project::Stage* stage) { return total_load(stage->results); };
  if (std::all_of(stages.begin(), stages.end(), [&](const auto* one) { return load(one) > 0; })) {
    std::stable_sort(stages.begin(), stages.end(),
                     [&](const auto* a, const auto* b) { return load(a) < load(b); });
  }
  emit::Story story;
  story.title = project.base.model.title;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    story.acts.push_back(act_of(project, *stages[i]));
    if (i > 0) story.acts[i].changes = changes_between(project, *stages[i - 1], *stages[i]);
  }
  for (const double factor : factors) story.multiples.push_back(multiple_of(project, factor));
  return story;
}

}  // namespace joist::document

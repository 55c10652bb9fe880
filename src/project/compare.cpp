// Pairs what two designs have: their parts, figures and findings.
#include "project/compare.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "analysis/nearly_equal.hpp"
#include "lint/figures.hpp"
#include "model/formula.hpp"
#include "project/parts.hpp"

namespace joist::project {

namespace {

using emit::FactChange;
using emit::FigureChange;
using emit::PartChange;
using model::FigureName;

using PartKey = std::pair<std::string_view, std::string>;

// A part that is written twice is one part, with the facts of both.
std::map<PartKey, Part> by_key(const std::vector<Part>& parts) {
  std::map<PartKey, Part> found;
  for (const Part& part : parts) {
    const auto [place, is_new] = found.try_emplace({part.sort, part.name}, part);
    if (is_new) continue;
    auto& facts = place->second.facts;
    facts.insert(facts.end(), part.facts.begin(), part.facts.end());
  }
  return found;
}

const Fact* find_fact(const Part& part, const std::string& name) {
  for (const Fact& fact : part.facts) {
    if (fact.name == name) return &fact;
  }
  return nullptr;
}

// Where three digits look the same, all of them are told.
FactChange change_of(const Fact& before, const Fact& after) {
  const bool alike = before.text == after.text;
  return {after.name, alike ? before.exact : before.text, alike ? after.exact : after.text};
}

std::vector<FactChange> changed_facts(const Part& before, const Part& after) {
  std::vector<FactChange> changes;
  for (const Fact& fact : after.facts) {
    const Fact* old = find_fact(before, fact.name);
    if (old == nullptr) {
      changes.push_back({fact.name, "", fact.text});
    } else if (old->exact != fact.exact) {
      changes.push_back(change_of(*old, fact));
    }
  }
  for (const Fact& fact : before.facts) {
    if (find_fact(after, fact.name) == nullptr) changes.push_back({fact.name, fact.text, ""});
  }
  return changes;
}

PartChange alone(const Part& part, PartChange::How how) {
  PartChange change{how, part.sort, part.name, {}, part.drawn};
  for (const Fact& fact : part.facts) {
    const bool added = how == PartChange::How::added;
    change.facts.push_back({fact.name, added ? "" : fact.text, added ? fact.text : ""});
  }
  return change;
}

struct NamedFigure {
  std::string name;
  std::optional<quantity::Quantity> value;
  bool main = true;
};

// The same as `load`.
bool is_alias(FigureName::Subject subject, std::string_view figure) {
  return subject == FigureName::Subject::component && figure == "offered";
}

// What a reader of a change looks at first; the rest mostly moves with it.
bool is_main(FigureName::Subject subject, std::string_view figure) {
  constexpr std::string_view of_components[] = {"load",    "capacity", "utilization", "needed",
                                                "storage", "cost",     "p99"};
  constexpr std::string_view of_flows[] = {"load",     "p99",  "done.p99",        "availability",
                                           "downtime", "cost", "cost.per_request"};
  const auto among = [&](const auto& names) {
    return std::find(std::begin(names), std::end(names), figure) != std::end(names);
  };
  if (subject == FigureName::Subject::component) return among(of_components);
  return subject == FigureName::Subject::design || among(of_flows);
}

std::vector<NamedFigure> figures_of(const Stage& stage) {
  const std::vector<Finding> none;
  const lint::Facts facts{stage.model, stage.results, none};
  std::vector<NamedFigure> found;
  const auto add = [&](FigureName name) {
    for (const std::string_view figure : figure_names(name.subject)) {
      if (is_alias(name.subject, figure)) continue;
      name.figure = std::string(figure);
      if (auto value = lint::figure(facts, name)) {
        const bool main = is_main(name.subject, figure);
        found.push_back({lint::text(facts, name), std::move(value), main});
      }
    }
  };
  add({FigureName::Subject::design, {}, {}, ""});
  for (std::size_t i = 0; i < stage.model.flows.size(); ++i) {
    if (stage.model.flows[i].path.empty()) continue;
    add({FigureName::Subject::flow, {}, model::FlowId(i), ""});
  }
  for (std::size_t i = 0; i < stage.model.components.size(); ++i) {
    add({FigureName::Subject::component, model::ComponentId(i), {}, ""});
  }
  return found;
}

// Sums over the same design in another order differ in the last digits.
bool same(const quantity::Quantity& a, const quantity::Quantity& b) {
  return analysis::nearly_equal(a.value, b.value);
}

// In the order of the design after, then what only the design before has.
std::vector<FigureChange> changed_figures(const Stage& before, const Stage& after) {
  std::vector<NamedFigure> old_figures = figures_of(before);
  std::map<std::string, NamedFigure*> old;
  for (NamedFigure& figure : old_figures) old[figure.name] = &figure;
  std::vector<FigureChange> changes;
  for (NamedFigure& figure : figures_of(after)) {
    const auto known = old.find(figure.name);
    if (known == old.end()) {
      changes.push_back({figure.name, std::nullopt, std::move(figure.value), figure.main});
      continue;
    }
    std::optional<quantity::Quantity>& value = known->second->value;
    if (!same(*value, *figure.value)) {
      changes.push_back({figure.name, value, std::move(figure.value), figure.main});
    }
    value.reset();
  }
  for (NamedFigure& figure : old_figures) {
    if (figure.value) {
      changes.push_back({figure.name, std::move(figure.value), std::nullopt, figure.main});
    }
  }
  return changes;
}

using FaultKey = std::tuple<std::string, std::string>;

// What has no subject is about the text it stands at: a need, an allowance.
FaultKey key_of(const Side& side, const Finding& finding) {
  if (!finding.subject.empty() || !finding.span.file) return {finding.rule, finding.subject};
  return {finding.rule, std::string(side.project.sources.text(finding.span))};
}

std::vector<const Finding*> own_findings(const Side& side) {
  std::vector<const Finding*> found;
  for (const Finding& finding : side.project.findings) {
    const bool holds = finding.stage.empty() || finding.stage == side.stage.label;
    if (holds && !finding.allowed) found.push_back(&finding);
  }
  return found;
}

// Those of `side` that `other` has not, each paired with one of the same key at most.
std::vector<emit::FindingChange> only_in(const Side& side, const Side& other) {
  std::map<FaultKey, int> there;
  for (const Finding* finding : own_findings(other)) ++there[key_of(other, *finding)];
  std::vector<emit::FindingChange> found;
  for (const Finding* finding : own_findings(side)) {
    if (there[key_of(side, *finding)]-- > 0) continue;
    emit::FindingChange change{
        finding->rule, finding->message, finding->subject, "", finding->severity, 0, 0};
    if (finding->span.file) {
      const Source& source = side.project.sources.at(finding->span.file);
      const Position position = source.position(finding->span.begin);
      change.path = source.path();
      change.line = position.line;
      change.column = position.column;
    }
    found.push_back(std::move(change));
  }
  return found;
}

}  // namespace

// What is new or changed in the order of the design after, then what is gone.
std::vector<emit::PartChange> changed_parts(const model::Model& before, const model::Model& after) {
  const std::vector<Part> old_parts = parts_of(before), new_parts = parts_of(after);
  const auto old_by_key = by_key(old_parts), new_by_key = by_key(new_parts);
  std::vector<PartChange> changes;
  std::set<PartKey> told;
  for (const Part& part : new_parts) {
    const PartKey key{part.sort, part.name};
    if (!told.insert(key).second) continue;
    const Part& whole = new_by_key.at(key);
    const auto old = old_by_key.find(key);
    if (old == old_by_key.end()) {
      changes.push_back(alone(whole, PartChange::How::added));
    } else if (auto facts = changed_facts(old->second, whole); !facts.empty()) {
      changes.push_back(
          {PartChange::How::changed, part.sort, part.name, std::move(facts), part.drawn});
    }
  }
  for (const Part& part : old_parts) {
    const PartKey key{part.sort, part.name};
    if (new_by_key.count(key) == 0 && told.insert(key).second) {
      changes.push_back(alone(old_by_key.at(key), PartChange::How::removed));
    }
  }
  return changes;
}

emit::Changes compare(const Side& before, const Side& after) {
  emit::Changes changes;
  changes.before = before.name;
  changes.after = after.name;
  changes.parts = changed_parts(before.stage.model, after.stage.model);
  changes.figures = changed_figures(before.stage, after.stage);
  changes.found = only_in(after, before);
  changes.mended = only_in(before, after);
  return changes;
}

}  // namespace joist::project

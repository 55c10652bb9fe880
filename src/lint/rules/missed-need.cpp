// Finds needs that do not hold.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/faults.hpp"
#include "lint/figures.hpp"
#include "lint/rule.hpp"
#include "lint/survival.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using analysis::Loss;
using model::Need;

// What the time down comes from, the worst first, and what it rests on.
void explain_availability(const Facts& facts, FlowId flow, Finding& finding) {
  const auto& found = facts.results.flow_availability[flow.index()];
  finding.notes.push_back(fmt::format("it is down {} a year",
                                      quantity::time_text(found.down * analysis::seconds_a_year)));
  if (!found.exact)
    finding.notes.push_back(
        fmt::format("that is the worst it can be, as it is too large for an exact figure: at best "
                    "it is down {} a year",
                    quantity::time_text(found.least_down * analysis::seconds_a_year)));
  std::vector<const analysis::Importance*> worst;
  for (const auto& each : found.importance) worst.push_back(&each);
  std::stable_sort(worst.begin(), worst.end(),
                   [](const auto* a, const auto* b) { return a->criticality > b->criticality; });
  std::vector<std::string> shares;
  for (const auto* each : worst) {
    if (each->criticality < 0.01 || shares.size() == 3) break;
    shares.push_back(fmt::format("{} {}",
                                 each->component
                                     ? named(facts, each->component)
                                     : facts.results.redundancy.events[each->event].name,
                                 quantity::share_text(each->criticality)));
  }
  if (!shares.empty())
    finding.notes.push_back(
        fmt::format("of that would go if it never failed: {}", fmt::join(shares, ", ")));
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (worst[i]->component)
      add_note(finding,
               note_on_default(facts, worst[i]->component, model::Attribute::availability));
}

// On the way of a flow whose time has no end: what gets as much as it can carry, or more.
void explain_endless(const Facts& facts, FlowId flow, Finding& finding) {
  std::vector<ComponentId> full;
  for (const analysis::Row& row : facts.results.rows) {
    const auto& latency = facts.results.latency;
    if (row.flow != flow || row.component.index() >= latency.size()) continue;
    const bool endless = latency[row.component.index()].known &&
                         std::isinf(latency[row.component.index()].response.mean);
    if (endless && std::find(full.begin(), full.end(), row.component) == full.end())
      full.push_back(row.component);
  }
  for (const ComponentId id : full)
    finding.notes.push_back(
        fmt::format("the queue of {} grows without end: it is at {} of its capacity",
                    named(facts, id), percent(facts.results.capacity[id.index()].utilization)));
}

// What the arithmetic of load and capacity explains.
bool is_of_load(std::string_view figure) {
  constexpr std::string_view names[] = {"load",   "offered",  "carried", "utilization", "reads",
                                        "writes", "capacity", "needed",  "busy"};
  return std::find(std::begin(names), std::end(names), figure) != std::end(names);
}

void check_condition(const Facts& facts, const Need& need, std::vector<Finding>& findings) {
  const Verdict verdict = judge(facts, *need.condition);
  if (!is_told(verdict.chance, !verdict.holds.value_or(true))) return;
  const bool may_hold = verdict.holds.value_or(true) || verdict.holds_at_best;
  const Severity severity = verdict.holds_at_best ? Severity::warning : severity_by(verdict.chance);
  Finding& finding =
      report(findings, need.span, severity,
             fmt::format("the need `{}` {} hold: it is {}", need.text,
                         may_hold ? "may not" : "does not", quantity::text(*verdict.left)));
  add_chance(finding, verdict.chance);
  for (const auto& figure : need.condition->left.figures) {
    if (figure.flow && (figure.figure == "availability" || figure.figure == "downtime"))
      explain_availability(facts, figure.flow, finding);
    if (!figure.component) continue;
    finding.labels.push_back({facts.model.at(figure.component).span, "about this"});
    if (!is_of_load(figure.figure)) continue;
    for (const auto& note : facts.results.capacity[figure.component.index()].notes)
      finding.notes.push_back(note);
  }
  const bool endless = std::isinf(verdict.left->value);
  if (endless)
    for (const auto& figure : need.condition->left.figures)
      if (figure.flow) explain_endless(facts, figure.flow, finding);
  for (const std::string& left_out : verdict.left_out)
    if (!endless) finding.notes.push_back("it may be worse: " + left_out);
  if (!need.condition->right.figures.empty() || need.condition->right.code.size() > 1)
    finding.notes.push_back("the other side is " + quantity::text(*verdict.right));
  if (need.flow) finding.subject = facts.model.at(need.flow).path;
}

// What went down first: the reason, of which the rest is a consequence.
void explain(const Facts& facts, const Loss& loss, Finding& finding) {
  std::vector<ComponentId> down;
  for (const auto& downed : loss.down)
    if (down.size() < 5) down.push_back(downed.component);
  if (!down.empty())
    finding.notes.push_back(fmt::format("without {}, {} {} down", loss.name, named(facts, down),
                                        down.size() == 1 ? "is" : "are"));
  if (!loss.overloaded.empty())
    finding.notes.push_back(
        fmt::format("what is left of {} cannot carry the load", named(facts, loss.overloaded)));
}

void check_survival(const Facts& facts, const Need& need, std::vector<Finding>& findings) {
  const std::vector<const Loss*> fatal = fatal_losses(facts, need);
  if (fatal.empty()) {
    if (!lacks_domains(facts, need)) return;
    report(
        findings, need.span, Severity::error,
        fmt::format("the need to survive a {} does not hold: none is named, so all stands in one",
                    survived(need)))
        .help = fmt::format("say what stands where: `{} us {{ ... }}`", survived(need));
    return;
  }
  const auto flows = stopped_by(facts, need, *fatal.front());
  Finding& finding =
      report(findings, need.span, Severity::error,
             fmt::format("the need `{}` does not hold: without {}, {} {}", need.text,
                         fatal.front()->name, named(facts, flows), stops(flows.size())));
  explain(facts, *fatal.front(), finding);
  if (fatal.size() > 1) {
    std::vector<std::string> names;
    for (std::size_t i = 1; i < fatal.size() && i < 6; ++i) names.push_back(fatal[i]->name);
    finding.notes.push_back(
        fmt::format("so it is without {}{}", listed(names), fatal.size() > 6 ? " and others" : ""));
  }
  if (need.flow) finding.subject = facts.model.at(need.flow).path;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const Need& need : facts.model.needs) {
    if (need.condition) {
      check_condition(facts, need, findings);
    } else {
      check_survival(facts, need, findings);
    }
  }
}

}  // namespace

extern const Rule missed_need;
constexpr Rule missed_need = {
    .name = "missed-need",
    .severity = Severity::error,
    .heuristic = false,
    .summary = "a `need` of the design does not hold",
    .why =
        R"joist(A need is what the design has to achieve. Conditions are compared with what follows from the rest of
the design; `need survive` with what is left after each such loss, load included.
)joist",
    .bad = R"joist(need api.utilization < 25%
client           app
managed_balancer lb
service          api { replicas: 10, zones: 5, capacity: 1k rps }

flow read @ 5k/s {
  app -> lb -> api
}
)joist",
    .good = R"joist(need api.utilization < 60%
client           app
managed_balancer lb
service          api { replicas: 10, zones: 5, capacity: 1k rps }

flow read @ 5k/s {
  app -> lb -> api
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

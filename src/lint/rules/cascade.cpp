// Finds losses that bring down what had nothing to do with them.
#include <fmt/format.h>

#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using analysis::Event;
using analysis::Loss;

// Members of one list out of a split, and stores behind a cache, have rules of their own.
bool has_own_rule(const Facts& facts, const Event& event, ComponentId id) {
  if (!event.component) return true;
  if (event.component == id) return true;
  for (const model::Arrow& arrow : facts.model.arrows) {
    if (arrow.to == event.component && arrow.list_size > 1 &&
        facts.model.at(arrow.from).role == model::Role::split)
      return true;
  }
  return facts.model.at(event.component).role == model::Role::cache;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const Loss& loss : facts.results.redundancy.losses) {
    if (loss.event == analysis::no_event) continue;
    const Event& event = facts.results.redundancy.events[loss.event];
    std::vector<ComponentId> others;
    std::vector<double> overload;
    for (std::size_t i = 0; i < loss.overloaded.size(); ++i) {
      if (has_own_rule(facts, event, loss.overloaded[i])) continue;
      others.push_back(loss.overloaded[i]);
      overload.push_back(loss.overload[i]);
    }
    if (others.empty()) continue;
    Finding& finding =
        report(findings, facts, event.component, Severity::warning,
               fmt::format("without {}, its load overloads {}", event.name, named(facts, others)));
    for (std::size_t i = 0; i < others.size(); ++i) {
      finding.labels.push_back({facts.model.at(others[i]).span, "gets more than it can carry"});
      finding.notes.push_back(fmt::format("{} would be at {} of its capacity",
                                          named(facts, others[i]), percent(overload[i])));
    }
    if (!loss.stopped.empty())
      finding.notes.push_back(
          fmt::format("{} {}", named(facts, loss.stopped), stops(loss.stopped.size())));
    finding.help =
        "give what stands in the capacity for it, or refuse what is too much with `limit`";
  }
}

}  // namespace

extern const Rule cascade;
constexpr Rule cascade = {
    .name = "cascade",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "one loss overloads others, which go down in turn",
    .why =
        R"joist(Load does not go away when a component does: it moves to what stands in for it. If that cannot carry
it, it goes down too, and its load moves on. What is reported is the whole chain, up to where nothing
more breaks.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api   { replicas: 4, zones: 2, capacity: 1k rps }
service          main  { capacity: 1k rps }
service          spare { replicas: 2, zones: 2, capacity: 50 rps }

flow quote @ 400/s {
  app -> lb -> api -> main | spare
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api   { replicas: 4, zones: 2, capacity: 1k rps }
service          main  { capacity: 1k rps }
service          spare { replicas: 3, zones: 3, capacity: 400 rps }

flow quote @ 400/s {
  app -> lb -> api -> main | spare
}
)joist",
    .check = check,
    .redundancy = true,
};

}  // namespace joist::lint::rules

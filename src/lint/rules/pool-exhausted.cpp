// Finds components whose places are all taken while their machines idle.
#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

std::string message(const std::string& name, const analysis::CapacityResult& capacity) {
  const std::string places = quantity::count_text(capacity.servers);
  const std::string idle = "while its machines are at " + percent(capacity.machine);
  if (!capacity.needed)
    return fmt::format("{} places of {} are taken, since what it calls cannot keep up, {}",
                       capacity.servers == 2 ? "both" : "all " + places, name, idle);
  return fmt::format("{} would hold {} requests at once and has places for {}, {}", name,
                     quantity::count_text(capacity.busy), places, idle);
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    if (!is_full(facts, id)) continue;
    const auto& capacity = facts.results.capacity[i];
    Finding& finding =
        report(findings, facts, id, Severity::warning, message(named(facts, id), capacity));
    add_chance(finding, overload_chance(facts, id));
    for (const std::string& note : capacity.notes) finding.notes.push_back(note);
    add_note(finding, note_on_default(facts, id, model::Attribute::concurrency));
    finding.help =
        capacity.needed
            ? "raise `concurrency`, or do not wait: send a message, or set a shorter `timeout`"
            : "mend what it waits for, which cannot keep up: no number of places is enough, only "
              "a `timeout` frees them";
  }
}

}  // namespace

extern const Rule pool_exhausted;
constexpr Rule pool_exhausted = {
    .name = "pool-exhausted",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "all places for requests are taken while the machines idle",
    .why =
        R"joist(A request keeps its place, a thread or a connection, for as long as it waits for others. By Little's law
the places taken are the rate times that wait: a slow callee fills them all, and nothing is served by
machines that have nothing to do. More machines help, but places are cheaper.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api  { replicas: 4, zones: 2, capacity: 1k rps, latency: 1 ms, concurrency: 100 }
service          slow { replicas: 9, zones: 3, capacity: 500 rps, latency: 400 ms }

flow read @ 1.5k/s {
  app -> lb -> api -> slow { timeout: 2 s }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api  { replicas: 4, zones: 2, capacity: 1k rps, latency: 1 ms, concurrency: 500 }
service          slow { replicas: 9, zones: 3, capacity: 500 rps, latency: 400 ms }

flow read @ 1.5k/s {
  app -> lb -> api -> slow { timeout: 2 s }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

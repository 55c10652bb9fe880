// Finds components whose places are all taken while their machines idle.
#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    if (!is_full(facts, id)) continue;
    const auto& capacity = facts.results.capacity[i];
    Finding& finding = report(
        findings, facts, id, Severity::warning,
        fmt::format("{} would hold {} requests at once and has places for {}, while its machines "
                    "are at {}",
                    named(facts, id), quantity::count_text(capacity.busy),
                    quantity::count_text(capacity.servers), percent(capacity.machine)));
    for (const std::string& note : capacity.notes) finding.notes.push_back(note);
    add_note(finding, note_on_default(facts, id, model::Attribute::concurrency));
    finding.help =
        "raise `concurrency`, or do not wait: send a message, or set a shorter `timeout`";
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

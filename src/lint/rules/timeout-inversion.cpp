// Finds callers that give up too early.
#include <map>
#include <optional>

#include <fmt/format.h>

#include "lint/calls.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint::rules {
namespace {

using model::Attribute;

// How long a caller may wait for this call, all attempts together, or nothing.
std::optional<double> patience(const model::Arrow& arrow) {
  const auto* timeout = arrow.attributes.number(Attribute::timeout);
  if (timeout == nullptr) return std::nullopt;
  return timeout->value() * attempts(arrow);
}

void compare(const Facts& facts, ArrowId outer, ArrowId inner, std::vector<Finding>& findings) {
  const model::Arrow& above = facts.model.at(outer);
  const model::Arrow& below = facts.model.at(inner);
  const double limit = above.attributes.number(Attribute::timeout)->value();
  const auto needed = patience(below);
  if (!needed || *needed <= limit * (1 + 1e-9)) return;
  Finding& finding = report(
      findings, facts, outer, Severity::warning,
      fmt::format("{} gives up after {}, while {} may take {} to get an answer of {}",
                  named(facts, above.from), quantity::time_text(limit), named(facts, above.to),
                  quantity::time_text(*needed), named(facts, below.to)));
  if (attempts(below) > 1)
    finding.notes.push_back(
        fmt::format("{} attempts of {}", whole(attempts(below)),
                    quantity::time_text(below.attributes.number(Attribute::timeout)->value())));
  finding.labels.push_back({below.span, "this call"});
  finding.help =
      fmt::format("wait longer than {} above, or try less below", quantity::time_text(*needed));
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const model::Flow& flow : facts.model.flows) {
    std::map<std::pair<ComponentId, std::uint32_t>, std::vector<ArrowId>> outgoing;
    for (const ArrowId id : flow.arrows) {
      const model::Arrow& arrow = facts.model.at(id);
      if (is_waited_for(facts, arrow) && patience(arrow))
        outgoing[{arrow.from, arrow.from_visit}].push_back(id);
    }
    for (const auto& [tail, arrows] : outgoing) {
      for (const ArrowId outer : arrows) {
        const model::Arrow& arrow = facts.model.at(outer);
        const auto below = outgoing.find({arrow.to, arrow.to_visit});
        if (below == outgoing.end()) continue;
        for (const ArrowId inner : below->second) compare(facts, outer, inner, findings);
      }
    }
  }
}

}  // namespace

extern const Rule timeout_inversion;
constexpr Rule timeout_inversion = {
    .name = "timeout-inversion",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a caller gives up before its callee has finished trying",
    .why =
        R"joist(A caller that gives up after 1 s while its callee tries three times for 500 ms each gets an error for
requests that are about to succeed, and the work goes on for nobody. Timeouts have to get shorter on
the way down, retries included.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          user { replicas: 3, zones: 3, capacity: 2k rps }
external         mail { limit: 5k/s }

flow read @ 200/s {
  app -> lb -> api
  api -> user { timeout: 1 s }
  user -> mail { timeout: 500 ms, retries: 2, idempotent: yes }
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 2k rps }
service          user { replicas: 3, zones: 3, capacity: 2k rps }
external         mail { limit: 5k/s }

flow read @ 200/s {
  app -> lb -> api
  api -> user { timeout: 1 s }
  user -> mail { timeout: 300 ms, retries: 2, idempotent: yes }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

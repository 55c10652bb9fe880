// Finds callers that give up on some of their callees in time, and wait for others without an end.
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/calls.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using model::ComponentId;

struct Callees {
  std::vector<ComponentId> timed, untimed;
};

void add_once(std::vector<ComponentId>& ids, ComponentId id) {
  for (const ComponentId known : ids)
    if (known == id) return;
  ids.push_back(id);
}

bool is_timed(const model::Arrow& arrow) {
  return arrow.attributes.number(model::Attribute::timeout) != nullptr;
}

// By caller that gives up on somebody. Clients and balancers are left out: their timeouts are not
// the design's to state.
std::map<ComponentId, Callees> callees(const Facts& facts) {
  std::map<ComponentId, Callees> found;
  for (const model::Arrow& arrow : facts.model.arrows) {
    const model::Role role = facts.model.at(arrow.from).role;
    if (role == model::Role::source || role == model::Role::split) continue;
    if (is_timed(arrow) && is_waited_for(facts, arrow)) found[arrow.from];
  }
  for (const model::Arrow& arrow : facts.model.arrows) {
    const auto own = found.find(arrow.from);
    if (own == found.end() || !is_waited_for(facts, arrow)) continue;
    add_once(is_timed(arrow) ? own->second.timed : own->second.untimed, arrow.to);
  }
  return found;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (const auto& [caller, own] : callees(facts)) {
    if (own.timed.empty() || own.untimed.empty()) continue;
    Finding& finding = report(findings, facts, caller, Severity::note,
                              fmt::format("{} waits without an end for {}", named(facts, caller),
                                          named(facts, own.untimed)));
    finding.notes.push_back(
        fmt::format("its calls of {} have a `timeout`", named(facts, own.timed)));
    finding.help = "state a `timeout` there too";
  }
}

}  // namespace

extern const Rule missing_timeout;
constexpr Rule missing_timeout = {
    .name = "missing-timeout",
    .severity = Severity::note,
    .heuristic = true,
    .summary = "a caller with timeouts for some of its calls only",
    .why =
        R"joist(A call without a timeout lasts as long as its callee likes, and holds a place of its caller all that
time: a callee that hangs takes its callers with it. This is a rule of thumb, raised where a component
has timeouts for some of its calls: then the others were mostly forgotten.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 1k rps }
service          tax  { replicas: 3, zones: 3, capacity: 1k rps }
service          mail { replicas: 3, zones: 3, capacity: 1k rps }

flow order @ 100 rps {
  app -> lb -> api -> tax { timeout: 1 s }
  api -> mail
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api  { replicas: 3, zones: 3, capacity: 1k rps }
service          tax  { replicas: 3, zones: 3, capacity: 1k rps }
service          mail { replicas: 3, zones: 3, capacity: 1k rps }

flow order @ 100 rps {
  app -> lb -> api -> tax { timeout: 1 s }
  api -> mail { timeout: 1 s }
}
)joist",
    .check = check,
};

}  // namespace joist::lint::rules

// Finds two things that stop a flow when both fail.
#include <map>

#include <fmt/format.h>

#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using analysis::CutSet;
using analysis::Event;

// One component that both failures weaken is not two things.
bool is_of_one(const CutSet& cut) {
  return cut.because.size() < 2;
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  const auto& redundancy = facts.results.redundancy;
  std::map<std::vector<std::uint32_t>, std::vector<FlowId>> pairs;
  for (const CutSet& cut : redundancy.pairs) {
    const Event& first = redundancy.events[cut.events[0]];
    const Event& second = redundancy.events[cut.events[1]];
    if (is_of_one(cut) || !first.component || !second.component || cut.by_load) continue;
    if (first.component == second.component) continue;
    pairs[cut.events].push_back(cut.flow);
  }
  for (const auto& [events, flows] : pairs) {
    const ComponentId first = redundancy.events[events[0]].component;
    const ComponentId second = redundancy.events[events[1]].component;
    Finding& finding = report(
        findings, facts, first, Severity::note,
        fmt::format("{} {} when {} and {} fail together", named(facts, flows), stops(flows.size()),
                    redundancy.events[events[0]].name, redundancy.events[events[1]].name));
    finding.labels.push_back({facts.model.at(second).span, "the other one"});
    finding.help = is_managed(facts, first) && is_managed(facts, second)
                       ? "a third one, or a queue that keeps the requests, takes the pair away"
                       : "a second copy of either, in another zone, takes the pair away";
  }
}

}  // namespace

extern const Rule fragile_pair;
constexpr Rule fragile_pair = {
    .name = "fragile-pair",
    .severity = Severity::note,
    .heuristic = false,
    .summary = "the failure of two different things stops a flow",
    .why =
        R"joist(Alternatives help against one failure. Two that each exist once go together about as often as one is
being mended or updated while the other fails. Two copies of the same component are not reported:
that is what `replicas: 2` says.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api   { replicas: 4, zones: 2, capacity: 1k rps }
service          rates { capacity: 1k rps }
service          spare { capacity: 1k rps }

flow quote @ 200/s {
  app -> lb -> api -> rates | spare
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api   { replicas: 4, zones: 2, capacity: 1k rps }
service          rates { replicas: 3, zones: 3, capacity: 200 rps }
service          spare { capacity: 300 rps }

flow quote @ 200/s {
  app -> lb -> api -> rates | spare
}
)joist",
    .check = check,
    .redundancy = true,
};

}  // namespace joist::lint::rules

// Finds majorities that one zone takes away.
#include <map>

#include <fmt/format.h>

#include "analysis/capacity.hpp"
#include "base/text.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using analysis::Event;
using analysis::Fault;

void check(const Facts& facts, std::vector<Finding>& findings) {
  const auto points = points_by_event(facts);
  const auto single = single_components(facts, points);
  std::map<ComponentId, std::pair<std::string, std::vector<FlowId>>> found;
  for (const Point& point : points) {
    const Event& event = facts.results.redundancy.events[point.event];
    if (event.kind != Event::Kind::domain) continue;
    const auto level = facts.results.redundancy.domains[event.domain.index()].level;
    if (level != model::Level::zone && level != model::Level::rack) continue;
    for (const auto& [id, fault] : point.because)
      if (fault == Fault::quorum && !single[id.index()])
        found.try_emplace(id, event.name, point.flows);
  }
  for (const auto& [id, what] : found) {
    const auto& [zone, flows] = what;
    const auto zones = facts.results.redundancy.placement[id.index()].size();
    Finding& finding =
        report(findings, facts, id, Severity::warning,
               fmt::format("without {}, {} has no majority left, and {} {}", zone, named(facts, id),
                           named(facts, flows), stops(flows.size())));
    finding.notes.push_back(fmt::format("{} copies in {}",
                                        whole(analysis::fleet(facts.model, id).replicas),
                                        counted(zones, "zone", "zones")));
    explain_majority(facts, id, finding);
    if (zones >= 3) {
      finding.help = "take so many copies that no zone holds half of them";
      continue;
    }
    finding.help = "spread it over three zones, or more";
    offer(finding, state(facts, id, model::Attribute::zones, "3"));
  }
}

}  // namespace

extern const Rule two_zone_quorum;
constexpr Rule two_zone_quorum = {
    .name = "two-zone-quorum",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "the loss of one zone takes the majority away",
    .why =
        R"joist(A majority of three in two zones has two of them in one. When that zone goes, the one left is no
majority, and the store stops although a copy of everything is still there. It takes three zones to
outlive the loss of any one.
)joist",
    .bad = R"joist(client           app
managed_balancer lb
service          api    { replicas: 4, zones: 2, capacity: 2k rps }
etcd             config { replicas: 3, zones: 2, reads: 10k/s, writes: 1k/s }

flow lookup @ 500/s {
  app -> lb -> api -> config
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api    { replicas: 4, zones: 2, capacity: 2k rps }
etcd             config { replicas: 3, zones: 3, reads: 10k/s, writes: 1k/s }

flow lookup @ 500/s {
  app -> lb -> api -> config
}
)joist",
    .check = check,
    .redundancy = true,
};

}  // namespace joist::lint::rules

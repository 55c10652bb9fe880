// Finds majorities that one zone takes away.
#include <algorithm>
#include <cmath>
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
using model::Attribute;

// Whether a majority of so many copies is left when the fullest of so many zones goes.
bool outlives_a_zone(double copies, double zones) {
  return copies - std::ceil(copies / zones) >= std::floor(copies / 2) + 1;
}

void offer_cures(const Facts& facts, ComponentId id, std::size_t zones, Finding& finding) {
  const auto fleet = analysis::fleet(facts.model, id);
  const double wanted = std::max<double>(3, static_cast<double>(zones));
  if (fleet.nodes > 0 || fleet.standby > 0) {
    if (zones < 3 && outlives_a_zone(fleet.replicas, 3))
      offer(finding, state(facts, id, Attribute::zones, "3"));
    return;
  }
  if (zones < 3 && outlives_a_zone(fleet.replicas, wanted)) {
    offer(finding, state(facts, id, Attribute::zones, whole(wanted)));
    return;
  }
  // An even number of copies has no more majorities than one less, and may need one more.
  double copies = std::floor(fleet.replicas) + 1;
  while (!outlives_a_zone(copies, wanted) || std::fmod(copies, 2) == 0) ++copies;
  const std::pair<Attribute, std::string> replicas{Attribute::replicas, whole(copies)};
  const std::pair<Attribute, std::string> spread{Attribute::zones, whole(wanted)};
  if (zones < 3) {
    offer(finding, state(facts, id, {replicas, spread}));
  } else {
    offer(finding, state(facts, id, {replicas}));
  }
  if (fleet.replicas > wanted && outlives_a_zone(fleet.replicas, fleet.replicas)) {
    offer(finding, state(facts, id, Attribute::zones, whole(fleet.replicas)));
  }
}

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
    const bool three = outlives_a_zone(analysis::fleet(facts.model, id).replicas, 3);
    finding.help = zones >= 3 ? "take so many copies that no zone holds half of them"
                   : three
                       ? "spread it over three zones, or more"
                       : "take an odd number of copies, and spread them over three zones, or more";
    offer_cures(facts, id, zones, finding);
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

// Finds components whose copies all stand in one zone.
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/placement.hpp"
#include "lint/advice.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using analysis::Event;
using analysis::Fault;
using model::Attribute;

void add(const Facts& facts, ComponentId id, const Event& zone, const std::vector<FlowId>& flows,
         std::vector<Finding>& findings) {
  const double all = instances(facts, id);
  const bool stated = facts.model.at(id).attributes.zones || facts.model.at(id).group;
  Finding& finding = report(findings, facts, id, Severity::warning,
                            fmt::format("{} of {} stand in one zone, and without it {} {}",
                                        all_of(all, copies_word(facts, id, all)), named(facts, id),
                                        named(facts, flows), stops(flows.size())));
  if (const auto group = facts.results.redundancy.domains[zone.domain.index()].group)
    point_at(finding, facts.model.at(group).span, "all of them stand here");
  finding.notes.push_back(stated ? "they stand in " + zone.name
                                 : "nothing says in which zones it stands: that counts as one");
  const model::Component& component = facts.model.at(id);
  // What is drawn in a zone stands there, whatever it states.
  if (facts.model.enclosing(facts.model.domain_of(component.group), model::Level::zone)) {
    finding.help = fmt::format(
        "draw {} outside of the zone, with `zones: 3`; or the same in another", named(facts, id));
    return;
  }
  finding.help = "spread them: `zones: 3`";
  const std::string zones = all >= 3 ? "3" : "2";
  offer_to_state(facts, finding, id, {{Attribute::zones, zones}});
}

// By event and component: the flows that it stops because all of this is in there, and not because
// of something beside it.
using Lacking = std::map<std::pair<std::uint32_t, ComponentId>, std::vector<FlowId>>;

Lacking stopped_by_lack(const Facts& facts) {
  Lacking lacking;
  for (const auto& cut : facts.results.redundancy.single_points)
    for (const analysis::Downed& downed : cut.because)
      if (downed.fault == Fault::lost)
        lacking[{cut.events.front(), downed.component}].push_back(cut.flow);
  return lacking;
}

// Zones whose loss stops a flow because every copy of a component was in it.
bool check_zones(const Facts& facts, std::vector<Finding>& findings) {
  const auto points = points_by_event(facts);
  const auto single = single_components(facts, points);
  const auto in_each_zone = drawn_in_each_zone(facts);
  const Lacking lacking = stopped_by_lack(facts);
  bool any = false;
  for (const Point& point : points) {
    const Event& event = facts.results.redundancy.events[point.event];
    if (event.kind != Event::Kind::domain) continue;
    const auto level = facts.results.redundancy.domains[event.domain.index()].level;
    if (level != model::Level::zone && level != model::Level::rack) continue;
    for (const auto& [id, fault] : point.because) {
      if (fault != Fault::lost || single[id.index()] || instances(facts, id) < 2) continue;
      // Its copies are the components of the same name in other zones.
      if (in_each_zone[id.index()] || is_unclear_entry(facts, point.flows.front(), id)) continue;
      const auto lacked = lacking.find({point.event, id});
      if (lacked == lacking.end()) continue;
      add(facts, id, event, lacked->second, findings);
      any = true;
    }
  }
  return any;
}

bool claims_copies(const Facts& facts, ComponentId id) {
  const auto& attributes = facts.model.at(id).attributes;
  const auto* replicas = attributes.number(Attribute::replicas);
  const auto* nodes = attributes.number(Attribute::nodes);
  return (replicas != nullptr && replicas->value() >= 2) ||
         (nodes != nullptr && nodes->value() >= 2);
}

// Copies are claimed, and nothing in the whole design speaks of zones: said once.
void check_silence(const Facts& facts, std::vector<Finding>& findings) {
  const auto single = single_components(facts, points_by_event(facts));
  std::vector<ComponentId> claiming;
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const bool placed = !facts.results.redundancy.placement[i].empty() ||
                        facts.model.domain_of(facts.model.at(id).group);
    if (placed || is_managed(facts, id) || single[i] || !is_used(facts, id)) continue;
    if (claims_copies(facts, id)) claiming.push_back(id);
  }
  if (claiming.empty()) return;
  Finding& finding = report(
      findings, facts, claiming.front(), Severity::warning,
      fmt::format("nothing says in which zones the copies of {} stand", named(facts, claiming)));
  for (std::size_t i = 1; i < claiming.size(); ++i)
    finding.labels.push_back({facts.model.at(claiming[i]).span, "nor here"});
  finding.notes.push_back("what is not said counts as one zone, which fails as a whole");
  finding.help = "spread them: `zones: 3`";
  for (const ComponentId id : claiming) {
    const bool three = instances(facts, id) >= 3;
    if (auto fix = state(facts, id, Attribute::zones, three ? "3" : "2")) {
      fix->title += " for " + named(facts, id);
      offer(finding, std::move(fix));
    }
  }
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  if (!check_zones(facts, findings) && !analysis::speaks_of_zones(facts.model))
    check_silence(facts, findings);
}

}  // namespace

extern const Rule one_zone;
constexpr Rule one_zone = {
    .name = "one-zone",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "all copies of a component stand in one failure domain",
    .why =
        R"joist(Copies help against the failure of a machine. A zone (a data centre, a room, a rack) fails as a whole:
power, cooling, network, a bad change. Copies that all stand in one go together.
)joist",
    .bad = R"joist(client           app
managed_balancer lb

zone a {
  service api { replicas: 6, capacity: 1k rps }
}

flow read @ 2k/s {
  app -> lb -> api
}
)joist",
    .good = R"joist(client           app
managed_balancer lb
service          api { replicas: 6, zones: 3, capacity: 1k rps }

flow read @ 2k/s {
  app -> lb -> api
}
)joist",
    .check = check,
    .redundancy = true,
    .at_stages = true,
};

}  // namespace joist::lint::rules

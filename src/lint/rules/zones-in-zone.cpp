// Finds components that are drawn in one zone and say that they stand in several.
#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/faults.hpp"
#include "lint/rule.hpp"
#include "lint/wording.hpp"

namespace joist::lint::rules {
namespace {

using model::Level;

// Whether it names no zone but the one that it is drawn in.
bool agrees(const model::Zones& zones, DomainId drawn) {
  if (zones.named.empty()) return zones.count <= 1;
  return zones.named.size() == 1 && zones.named.front().zone == drawn;
}

std::string stated(const Facts& facts, const model::Zones& zones) {
  if (zones.named.empty()) return fmt::format("{} zones", zones.count);
  std::vector<std::string> names;
  for (const auto& each : zones.named) names.push_back(facts.model.at(each.zone).name);
  return (names.size() == 1 ? "zone " : "zones ") + listed(names);
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    const model::Component& component = facts.model.at(id);
    const auto& zones = component.attributes.zones;
    const DomainId drawn =
        facts.model.enclosing(facts.model.domain_of(component.group), Level::zone);
    if (!zones || !drawn || agrees(*zones, drawn)) continue;
    const std::string& zone = facts.model.at(drawn).name;
    Finding& finding =
        report(findings, facts, id, Severity::warning,
               fmt::format("{} is drawn in the zone `{}`, and says that it stands in {}",
                           named(facts, id), zone, stated(facts, *zones)));
    finding.labels.push_back({zones->span, "this is what counts"});
    finding.notes.push_back("so losing `" + zone + "` does not take all of it");
    finding.help = fmt::format("draw it outside of `{}`, or leave out `zones`", zone);
  }
}

}  // namespace

extern const Rule zones_in_zone;
constexpr Rule zones_in_zone = {
    .name = "zones-in-zone",
    .severity = Severity::warning,
    .heuristic = false,
    .summary = "a component is drawn in one zone and states others",
    .why =
        R"joist(What is drawn in a zone stands there and goes with it. A component in it that states `zones: 3` says
two things: its copies are then counted in three zones, and the picture shows them in one.
)joist",
    .bad = R"joist(client           app
managed_balancer lb

zone a {
  service api { replicas: 6, zones: 3, capacity: 1k rps }
}

flow read @ 2k/s {
  app -> lb -> a.api
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
};

}  // namespace joist::lint::rules

// Finds two things that stop a flow when both fail.
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

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

using Pairs = std::map<std::vector<std::uint32_t>, std::vector<FlowId>>;

model::GroupId outermost(const Facts& facts, ComponentId id) {
  model::GroupId group = facts.model.at(id).group;
  while (group && facts.model.at(group).parent) group = facts.model.at(group).parent;
  return group;
}

void add_pair(const Facts& facts, const std::vector<std::uint32_t>& events,
              const std::vector<FlowId>& flows, std::vector<Finding>& findings) {
  const auto& redundancy = facts.results.redundancy;
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

// Two groups that stand in for each other: any part of one and any part of the other that a flow
// comes through.
using TwoGroups = std::pair<model::GroupId, model::GroupId>;

struct Parts {
  std::set<std::uint32_t> first, second;  // events
  std::size_t pairs = 0;
  bool is_any_with_any() const { return pairs == first.size() * second.size(); }
};

struct StandIns {
  std::map<FlowId, Parts> by_flow;
  Parts all;
  std::vector<std::uint32_t> told_at;  // the first pair
  bool is_any_with_any() const {
    return all.pairs > 1 && std::all_of(by_flow.begin(), by_flow.end(), [](const auto& each) {
             return each.second.is_any_with_any();
           });
  }
};

void take(Parts& parts, const std::vector<std::uint32_t>& events) {
  parts.first.insert(events[0]);
  parts.second.insert(events[1]);
  ++parts.pairs;
}

void add_groups(const Facts& facts, const TwoGroups& groups, const StandIns& found,
                std::vector<Finding>& findings) {
  const auto& events = facts.results.redundancy.events;
  const auto names = [&](const std::set<std::uint32_t>& parts) {
    std::vector<std::string> all;
    for (const std::uint32_t event : parts) all.push_back(events[event].name);
    return all.size() > 1 ? fmt::format("one of {}", fmt::join(all, ", ")) : all.front();
  };
  std::vector<FlowId> flows;
  for (const auto& [flow, parts] : found.by_flow) flows.push_back(flow);
  const ComponentId first = events[found.told_at[0]].component;
  const ComponentId second = events[found.told_at[1]].component;
  Finding& finding = report(
      findings, facts, first, Severity::note,
      fmt::format("{} {} when one part of `{}` and one of `{}` on {} way fail together",
                  named(facts, flows), stops(flows.size()), facts.model.at(groups.first).path,
                  facts.model.at(groups.second).path, flows.size() == 1 ? "its" : "their"));
  finding.labels.push_back({facts.model.at(second).span, "the other one"});
  finding.notes.push_back(
      fmt::format("{}; and {}", names(found.all.first), names(found.all.second)));
  finding.help =
      "that is what two that stand in for each other come to; a way from one to the parts of the "
      "other, or a third one, takes it away";
}

// Pairs of single parts, and of groups each of whose parts makes one with each of the other's.
void report_pairs(const Facts& facts, const Pairs& pairs, std::vector<Finding>& findings) {
  std::map<TwoGroups, StandIns> by_groups;
  const auto groups_of = [&](const std::vector<std::uint32_t>& events) {
    const auto& all = facts.results.redundancy.events;
    return TwoGroups{outermost(facts, all[events[0]].component),
                     outermost(facts, all[events[1]].component)};
  };
  for (const auto& [events, flows] : pairs) {
    const TwoGroups groups = groups_of(events);
    if (!groups.first || !groups.second || groups.first == groups.second) continue;
    StandIns& found = by_groups[groups];
    if (found.told_at.empty()) found.told_at = events;
    take(found.all, events);
    for (const FlowId flow : flows) take(found.by_flow[flow], events);
  }
  for (const auto& [events, flows] : pairs) {
    const auto found = by_groups.find(groups_of(events));
    if (found == by_groups.end() || !found->second.is_any_with_any()) {
      add_pair(facts, events, flows, findings);
    } else if (found->second.told_at == events) {
      add_groups(facts, found->first, found->second, findings);
    }
  }
}

void check(const Facts& facts, std::vector<Finding>& findings) {
  const auto& redundancy = facts.results.redundancy;
  Pairs pairs;
  for (const CutSet& cut : redundancy.pairs) {
    const Event& first = redundancy.events[cut.events[0]];
    const Event& second = redundancy.events[cut.events[1]];
    if (is_of_one(cut) || !first.component || !second.component || cut.by_load) continue;
    if (first.component == second.component) continue;
    pairs[cut.events].push_back(cut.flow);
  }
  report_pairs(facts, pairs, findings);
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

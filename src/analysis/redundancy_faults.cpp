// What failures take down in a flow, and how that reads.
#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "analysis/redundancy_cuts.hpp"
#include "base/text.hpp"

namespace joist::analysis {

FlowFailures::FlowFailures(const Failures& failures, const FlowGraph& graph)
    : failures_(failures), graph_(graph), node_of_(graph.literals.size(), FlowNode::none) {
  for (std::uint32_t n = 0; n < graph.nodes.size(); ++n) {
    const std::uint32_t literal = graph.nodes[n].literal;
    if (literal != FlowNode::none && node_of_[literal] == FlowNode::none) node_of_[literal] = n;
  }
}

void FlowFailures::add_domains(DomainId domain, std::vector<std::uint32_t>& events) const {
  for (DomainId d = domain; d; d = failures_.placements.domains[d.index()].parent) {
    const std::uint32_t event = failures_.events.of_domain[d.index()];
    if (event != no_event && std::find(events.begin(), events.end(), event) == events.end())
      events.push_back(event);
  }
}

std::vector<std::uint32_t> FlowFailures::events_of(std::uint32_t literal) const {
  const ComponentId component = graph_.literals[literal].component;
  const Placement& placement = failures_.placements.at(component);
  std::vector<std::uint32_t> events;
  if (placement.never_fails) return events;
  events.push_back(failures_.events.of_component[component.index()]);
  if (failures_.events.of_leader[component.index()] != no_event)
    events.push_back(failures_.events.of_leader[component.index()]);
  add_domains(placement.home, events);
  for (const auto& [zone, instances] : placement.zones)
    if (instances > 0) add_domains(zone, events);
  return events;
}

Fault FlowFailures::fault(std::uint32_t literal, std::span<const std::uint32_t> events) const {
  const auto& [component, writes, by_load] = graph_.literals[literal];
  lost_.copies = 0;
  lost_.leader = false;
  lost_.domains.clear();
  for (const std::uint32_t number : events) {
    const Event& event = failures_.events.all[number];
    if (event.component == component) {
      event.leader ? void(lost_.leader = true) : void(++lost_.copies);
    } else if (event.domain) {
      lost_.domains.push_back(event.domain);
    }
  }
  Standing standing = failures_.standings[component.index()];
  standing.by_load = by_load;
  return fault_after(failures_.placements, failures_.placements.at(component), standing, lost_,
                     writes);
}

std::uint32_t FlowFailures::multiplicity(std::uint32_t event) const {
  const Event& at = failures_.events.all[event];
  return at.kind == Event::Kind::copy && !at.leader ? at.copies : 1;
}

std::string FlowFailures::why(const FlowDown& down) const {
  const ComponentId component = graph_.literals[down.literal].component;
  const std::string reason = text(failures_, graph_.literals[down.literal], down.fault);
  const auto& name = failures_.model.at(component).path;
  std::uint32_t node = graph_.nodes[node_of_[down.literal]].parent;
  while (node != FlowNode::none && graph_.nodes[node].literal == FlowNode::none)
    node = graph_.nodes[node].parent;
  if (node == FlowNode::none) return fmt::format("it begins at `{}`, and {}", name, reason);
  const ComponentId user = graph_.literals[graph_.nodes[node].literal].component;
  return fmt::format("`{}` needs `{}`, and {}", failures_.model.at(user).path, name, reason);
}

// Of several that share a load, more than one may have to be up.
std::string FlowFailures::why_together(std::span<const FlowDown> downs) const {
  const auto is_down = [&](std::uint32_t literal) {
    return std::any_of(downs.begin(), downs.end(),
                       [&](const FlowDown& down) { return down.literal == literal; });
  };
  for (const std::uint32_t gate : graph_.gates) {
    const Requirement& needed = graph_.requirements[gate];
    std::uint32_t gone = 0;
    std::vector<std::string> names;
    for (std::uint32_t c = needed.first; c < needed.first + needed.count; ++c) {
      const std::uint32_t literal = graph_.nodes[graph_.children[c]].literal;
      if (literal == FlowNode::none) continue;
      gone += is_down(literal) ? 1 : 0;
      names.push_back(failures_.model.at(graph_.literals[literal].component).path);
    }
    if (needed.least > 1 && gone > needed.count - needed.least && names.size() == needed.count)
      return fmt::format("{} of {} are needed", needed.least, listed(names));
  }
  return "no alternative to what they take down is left";
}

CutSet FlowFailures::describe(std::vector<std::uint32_t> events,
                              std::span<const FlowDown> downs) const {
  CutSet cut;
  cut.events = std::move(events);
  cut.flow = graph_.flow;
  const FlowDown* first = nullptr;
  for (const FlowDown& down : downs) {
    if (!graph_.hard[down.literal]) continue;
    if (first == nullptr) first = &down;
    cut.because.push_back({graph_.literals[down.literal].component, down.fault});
  }
  if (first != nullptr) {
    cut.why = why(*first);
  } else {
    for (const FlowDown& down : downs)
      cut.because.push_back({graph_.literals[down.literal].component, down.fault});
    cut.why = why_together(downs);
  }
  std::sort(cut.because.begin(), cut.because.end(), [](const Downed& a, const Downed& b) {
    return std::tie(a.component, a.fault) < std::tie(b.component, b.fault);
  });
  const auto same = [](const Downed& a, const Downed& b) { return a.component == b.component; };
  cut.because.erase(std::unique(cut.because.begin(), cut.because.end(), same), cut.because.end());
  return cut;
}

}  // namespace joist::analysis

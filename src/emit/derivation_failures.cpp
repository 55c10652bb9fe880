// How cut sets, measures of importance, places and backlogs came to be.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "emit/derivation.hpp"
#include "emit/results.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

using analysis::CutSet;
using analysis::Importance;
using model::Attribute;
using model::ComponentId;
using model::FlowId;
using quantity::number_text;
using quantity::share_text;

constexpr std::size_t most_sets = 50;

void write_sets(Derivation& at, const std::vector<CutSet>& sets, FlowId flow,
                std::string_view none) {
  std::size_t count = 0;
  for (const CutSet& set : sets) {
    if (set.flow != flow) continue;
    if (++count > most_sets) continue;
    std::vector<std::string> names;
    for (const std::uint32_t event : set.events)
      names.push_back(
          subject(at.results.redundancy.events[event], at.model, at.results.redundancy));
    at.line(1, fmt::format("without {}, it stops{}{}", listed(names), set.why.empty() ? "" : ": ",
                           set.why));
  }
  if (count == 0) at.line(1, std::string(none));
  if (count > most_sets) at.line(1, fmt::format("and {} more", count - most_sets));
}

std::string subject_of(const Derivation& at, const Importance& part) {
  if (part.component) return at.model.at(part.component).path;
  return subject(at.results.redundancy.events[part.event], at.model, at.results.redundancy);
}

std::string measure_text(double factor) {
  return std::isinf(factor) ? "without end" : number_text(factor, 4);
}

// Each measure from the chances Q that the flow is down: as it is, with the part down, with it up.
void write_measures(Derivation& at, const Importance& part, double down, bool by_cut_sets) {
  const double if_up = std::isinf(part.rrw) ? 0 : down / part.rrw, if_down = part.raw * down;
  at.line(1, fmt::format("down {} of the time as it is, {} if this is down, {} if it is up",
                         share_text(down), share_text(if_down), share_text(if_up)));
  at.line(1, fmt::format("birnbaum {}: Q if it is down, less Q if it is up",
                         number_text(part.birnbaum, 4)));
  at.line(1, fmt::format("criticality {}: (Q - Q if it is up) / Q", share_text(part.criticality)));
  if (by_cut_sets)
    at.line(1,
            fmt::format("fussell_vesely {}: the part of Q in which a cut set that holds it failed",
                        share_text(part.fussell_vesely)));
  else
    at.line(1, "fussell_vesely: there are no cut sets of these, or too many; see criticality");
  at.line(1, fmt::format("raw {}: Q if it is down / Q", measure_text(part.raw)));
  at.line(1, fmt::format("rrw {}: Q / Q if it is up", measure_text(part.rrw)));
}

}  // namespace

std::string derive_cut_sets(Derivation at, FlowId flow) {
  const analysis::Redundancy& redundancy = at.results.redundancy;
  at.line(0, fmt::format("what stops `{}`, by itself:", at.model.at(flow).path));
  write_sets(at, redundancy.single_points, flow, "nothing does");
  if (redundancy.order >= 2) {
    at.line(0, "by two at once:");
    write_sets(at, redundancy.pairs, flow, "no two do");
  }
  if (redundancy.order >= 3) {
    at.line(0, "by more at once:");
    write_sets(at, redundancy.higher, flow, "none do");
  }
  const bool known = flow.index() < redundancy.complete.size();
  if (!known || !redundancy.complete[flow.index()])
    at.line(1, "there may be more: there are too many to look through all of them");
  return at.take();
}

std::string derive_importance(Derivation at, FlowId flow, std::string_view figure) {
  const bool known = flow.index() < at.results.flow_availability.size();
  if (!known || !at.results.flow_availability[flow.index()].known) return {};
  const analysis::FlowAvailability& found = at.results.flow_availability[flow.index()];
  for (const Importance& part : found.importance) {
    const std::string name = subject_of(at, part);
    const std::string_view rest = figure.substr(std::min(figure.size(), name.size()));
    if (!figure.empty() && (!figure.starts_with(name) || (!rest.empty() && rest.front() != '.')))
      continue;
    at.line(0, fmt::format("`{}` for `{}`:", name, at.model.at(flow).path),
            part.component ? at.model.at(part.component).span : Span{});
    write_measures(at, part, found.down, found.by_cut_sets);
  }
  return at.take();
}

std::string derive_places(Derivation at, ComponentId id) {
  const auto& placement = at.results.redundancy.placement;
  const bool known = id.index() < placement.size() && !placement[id.index()].empty();
  if (!known) {
    at.line(0, fmt::format("nothing says in which zones {} stands", at.name(id)));
    return at.take();
  }
  std::vector<std::string> zones;
  for (const auto& [domain, copies] : placement[id.index()])
    zones.push_back(
        fmt::format("{} in {}", copies, at.results.redundancy.domains[domain.index()].name));
  at.line(0, fmt::format("{} stands in {} zones: {}", at.name(id), zones.size(), listed(zones)));
  if (const model::Zones* stated = at.model.zones_of(id))
    at.line(1, "zones, spread as evenly as they go", stated->span);
  at.stated(1, id, Attribute::replicas);
  return at.take();
}

std::string derive_backlog(Derivation at, ComponentId id) {
  const analysis::QueueResult& queue = at.results.queues[id.index()];
  if (!queue.catch_up) {
    at.line(0, fmt::format("nothing is known of what {} keeps back", at.name(id)));
    return at.take();
  }
  if (std::isinf(*queue.catch_up)) {
    at.line(0, fmt::format("{} grows by {}: its consumers never catch up", at.name(id),
                           quantity::rate_text(queue.growth.value_or(0))));
  } else {
    at.line(0, fmt::format("after an outage of its consumers {} takes {} times as long to work off",
                           at.name(id), number_text(*queue.catch_up, 4)));
    at.line(1,
            "utilization / (1 - utilization) of the consumer that takes longest: the rate of "
            "what arrives over what it has to spare");
  }
  for (std::size_t i = 0; i < at.model.arrows.size(); ++i) {
    const model::Arrow& arrow = at.model.arrows[i];
    const analysis::CapacityResult& consumer = at.results.capacity[arrow.to.index()];
    if (arrow.from != id || !consumer.known) continue;
    at.line(1,
            fmt::format("{} is used {} at the peak", at.name(arrow.to),
                        share_text(consumer.utilization)),
            arrow.span);
  }
  return at.take();
}

}  // namespace joist::emit

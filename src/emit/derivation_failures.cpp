// Which failures stop a flow, and why each does.
#include <algorithm>
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

constexpr std::size_t most_shown = 20;

std::string names_of(const Derivation& at, const CutSet& set) {
  std::vector<std::string> names;
  for (const std::uint32_t event : set.events)
    names.push_back(subject(at.results.redundancy.events[event], at.model, at.results.redundancy));
  return listed(names);
}

std::vector<const CutSet*> of_flow(const std::vector<CutSet>& sets, model::FlowId id) {
  std::vector<const CutSet*> found;
  for (const CutSet& set : sets)
    if (set.flow == id) found.push_back(&set);
  return found;
}

void write_sets(Derivation& at, const std::vector<const CutSet*>& sets) {
  for (std::size_t i = 0; i < sets.size() && i < most_shown; ++i) {
    const std::string why = sets[i]->why.empty() ? "" : ": " + sets[i]->why;
    const auto component = at.results.redundancy.events[sets[i]->events.front()].component;
    at.line(1, names_of(at, *sets[i]) + why, component ? at.model.at(component).span : Span{});
  }
  if (sets.size() > most_shown) at.line(1, fmt::format("and {} more", sets.size() - most_shown));
}

}  // namespace

std::string derive_failures(Derivation at, model::FlowId id) {
  const analysis::Redundancy& redundancy = at.results.redundancy;
  const std::string& path = at.model.at(id).path;
  const auto points = of_flow(redundancy.single_points, id);
  at.line(0, points.empty() ? fmt::format("no failure alone stops `{}`", path)
                            : fmt::format("each of these alone stops `{}`", path));
  write_sets(at, points);
  const auto pairs = of_flow(redundancy.pairs, id);
  if (!pairs.empty()) at.line(0, fmt::format("two together stop `{}`", path));
  write_sets(at, pairs);
  const auto higher = of_flow(redundancy.higher, id);
  if (!higher.empty()) at.line(0, fmt::format("three or more together stop `{}`", path));
  write_sets(at, higher);
  return at.take();
}

std::string derive_backlog(Derivation at, model::ComponentId id) {
  const analysis::QueueResult& queue = at.results.queues[id.index()];
  if (!queue.growth && !queue.catch_up) {
    at.line(0, fmt::format("no backlog of {} is known: state the `capacity` of its consumers",
                           at.name(id)));
    return at.take();
  }
  at.line(0, fmt::format("the backlog of {} grows by {}", at.name(id),
                         quantity::rate_text(queue.growth.value_or(0))));
  if (queue.catch_up)
    at.line(1,
            fmt::format("a second without consumers takes {} to work off: arriving / (capacity "
                        "- arriving)",
                        *queue.catch_up < analysis::infinity ? quantity::time_text(*queue.catch_up)
                                                             : "for ever"));
  for (const model::Arrow& arrow : at.model.arrows) {
    if (arrow.from != id || arrow.when != model::When::always) continue;
    const analysis::CapacityResult& capacity = at.results.capacity[arrow.to.index()];
    if (!capacity.known) continue;
    at.line(1,
            fmt::format(
                "{} works off {} of what it is given", at.name(arrow.to),
                capacity.utilization > 1 ? quantity::share_text(1 / capacity.utilization) : "all"),
            arrow.span);
  }
  return at.take();
}

}  // namespace joist::emit

// Looks through results for what rules share.
#include "lint/faults.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "analysis/capacity.hpp"
#include "analysis/uncertainty.hpp"
#include "lint/wording.hpp"

namespace joist::lint {

using analysis::CapacityResult;
using analysis::Event;
using model::Attribute;
using model::Level;
using model::Role;

bool is_overloaded(const Facts& facts, ComponentId id) {
  const CapacityResult& capacity = facts.results.capacity[id.index()];
  return capacity.known && capacity.limited_by != analysis::Limit::limit &&
         capacity.utilization > 1 + 1e-9;
}

namespace {

std::optional<double> chance_above_one(const Facts& facts, ComponentId id, bool of_limit) {
  const auto& chances = facts.results.overload_chance;
  if (id.index() >= chances.size() || chances[id.index()] < 0) return std::nullopt;
  const bool is_limit = facts.results.capacity[id.index()].limited_by == analysis::Limit::limit;
  return is_limit == of_limit ? std::optional(chances[id.index()]) : std::nullopt;
}

}  // namespace

std::optional<double> overload_chance(const Facts& facts, ComponentId id) {
  return chance_above_one(facts, id, false);
}

std::optional<double> refusal_chance(const Facts& facts, ComponentId id) {
  return chance_above_one(facts, id, true);
}

std::optional<double> chance_above(const Facts& facts, ComponentId id, std::string_view figure,
                                   double limit) {
  const analysis::Spread* spread = analysis::find_spread(facts.results, id, figure);
  if (spread == nullptr) return std::nullopt;
  for (const double end : {spread->low, spread->median, spread->high})
    if (!std::isfinite(end)) return std::nullopt;
  return analysis::chance_above(*spread, limit);
}

std::optional<double> chance_when_multiplied(const Facts& facts, ComponentId id, double factor) {
  const CapacityResult& capacity = facts.results.capacity[id.index()];
  const bool reads_alone = capacity.limited_by == analysis::Limit::reads_and_writes &&
                           facts.results.components[id.index()].writes == 0;
  if (capacity.limited_by != analysis::Limit::capacity && !reads_alone) return std::nullopt;
  return chance_above(facts, id, "utilization", 1 / factor);
}

bool is_told(const std::optional<double>& chance, bool holds) {
  return chance ? *chance >= unlikely : holds;
}

Severity severity_by(const std::optional<double>& chance) {
  return chance.value_or(1) >= likely ? Severity::error : Severity::warning;
}

void add_chance(Finding& finding, const std::optional<double>& chance) {
  if (chance && *chance < 1) finding.chance = chance;
}

std::string highest_utilization(const Facts& facts, ComponentId id) {
  const analysis::Spread* spread = analysis::find_spread(facts.results, id, "utilization");
  return spread == nullptr ? "" : ", and up to " + percent(spread->high);
}

bool is_full(const Facts& facts, ComponentId id) {
  const CapacityResult& capacity = facts.results.capacity[id.index()];
  return is_overloaded(facts, id) && capacity.limited_by == analysis::Limit::pool &&
         capacity.machine > 0 && capacity.machine <= 1 - analysis::headroom(facts.model, id);
}

bool is_hot(const Facts& facts, ComponentId id) {
  const CapacityResult& capacity = facts.results.capacity[id.index()];
  const auto* skew = facts.model.number(id, Attribute::skew);
  if (!is_overloaded(facts, id) || capacity.limited_by != analysis::Limit::hottest_shard ||
      skew == nullptr || skew->value() <= 0)
    return false;
  const double even = 1 / analysis::fleet(facts.model, id).shards;
  return capacity.utilization * even / skew->value() <= 1;
}

bool is_behind_backlog(const Facts& facts, ComponentId id) {
  return std::any_of(facts.results.backlogs.begin(), facts.results.backlogs.end(),
                     [&](const auto& backlog) { return backlog.consumer == id; });
}

bool is_metered(const Facts& facts, ComponentId id) {
  const auto* limit = facts.model.number(id, Attribute::limit);
  return limit != nullptr && limit->quantity.dimension.tokens != 0;
}

double utilization_without(const analysis::ColdCache& cold, ComponentId id) {
  const auto found = std::find(cold.busier.begin(), cold.busier.end(), id);
  return found == cold.busier.end()
             ? 0
             : cold.utilization[static_cast<std::size_t>(found - cold.busier.begin())];
}

std::vector<Point> points_by_event(const Facts& facts) {
  std::map<std::uint32_t, Point> points;
  for (const auto& cut : facts.results.redundancy.single_points) {
    const auto [found, added] = points.try_emplace(cut.events.front());
    Point& point = found->second;
    if (added) {
      point.event = cut.events.front();
      point.by_load = true;
      point.why = cut.why;
    }
    point.flows.push_back(cut.flow);
    point.by_load &= cut.by_load;
    for (const auto& downed : cut.because) {
      const auto [fault, first] = point.because.try_emplace(downed.component, downed.fault);
      if (!first) fault->second = std::min(fault->second, downed.fault);
    }
  }
  std::vector<Point> result;
  for (auto& [event, point] : points) result.push_back(std::move(point));
  return result;
}

std::vector<bool> single_components(const Facts& facts, const std::vector<Point>& points) {
  std::vector<bool> single(facts.model.components.size(), false);
  for (const Point& point : points) {
    const Event& event = facts.results.redundancy.events[point.event];
    if (event.component && !point.by_load) single[event.component.index()] = true;
  }
  return single;
}

bool has_availability_need(const Facts& facts, FlowId flow) {
  const auto speaks = [&](const model::Formula& formula) {
    return std::any_of(formula.figures.begin(), formula.figures.end(), [&](const auto& figure) {
      return figure.flow == flow && figure.figure == "availability";
    });
  };
  return std::any_of(facts.model.needs.begin(), facts.model.needs.end(), [&](const auto& need) {
    return need.condition && (speaks(need.condition->left) || speaks(need.condition->right));
  });
}

const model::Need* need_to_survive(const Facts& facts, const Event& event) {
  const Level level =
      event.domain ? facts.results.redundancy.domains[event.domain.index()].level : Level::none;
  for (const model::Need& need : facts.model.needs) {
    if (need.condition) continue;
    if (event.component && need.survive_instance) return &need;
    if (event.domain && level != Level::none && need.survive == level) return &need;
  }
  return nullptr;
}

std::vector<bool> drawn_in_each_zone(const Facts& facts) {
  const auto& components = facts.model.components;
  const auto zone_of = [&](std::size_t i) {
    const model::DomainId home = facts.model.domain_of(components[i].group);
    return facts.model.enclosing(home, Level::zone);
  };
  std::map<std::pair<std::string_view, model::KindId>, std::vector<std::size_t>> alike;
  for (std::size_t i = 0; i < components.size(); ++i)
    if (zone_of(i)) alike[{components[i].name, components[i].kind}].push_back(i);
  std::vector<bool> result(components.size(), false);
  for (const auto& [name, all] : alike)
    for (const std::size_t i : all)
      result[i] = std::any_of(all.begin(), all.end(),
                              [&](std::size_t other) { return zone_of(other) != zone_of(i); });
  return result;
}

bool is_unclear_entry(const Facts& facts, FlowId flow, ComponentId id) {
  const auto& unclear = facts.results.unclear;
  return std::any_of(unclear.begin(), unclear.end(), [&](const analysis::UnclearEntry& entry) {
    return entry.flow == flow && std::find(entry.candidates.begin(), entry.candidates.end(), id) !=
                                     entry.candidates.end();
  });
}

std::vector<Inflow> largest_inflows(const Facts& facts) {
  std::vector<Inflow> largest(facts.model.components.size());
  const auto take = [&](ComponentId id, double peak, Span span) {
    if (peak > largest[id.index()].peak) largest[id.index()] = {peak, span};
  };
  for (std::size_t i = 0; i < facts.model.arrows.size(); ++i) {
    const model::Arrow& arrow = facts.model.arrows[i];
    const auto& load = facts.results.arrows[i];
    if (load.known && arrow.call != model::Call::relation) take(arrow.to, load.peak, arrow.span);
  }
  for (std::size_t i = 0; i < facts.model.flows.size(); ++i) {
    const auto& rate = facts.model.flows[i].rate;
    const auto& load = facts.results.flows[i];
    // Where it enters in several places, no one of them gets all of the rate.
    if (load.known && rate && load.sources.size() == 1)
      take(load.sources.front(), load.peak, rate->span);
  }
  return largest;
}

double instances(const Facts& facts, ComponentId id) {
  return analysis::fleet(facts.model, id).instances();
}

bool is_managed(const Facts& facts, ComponentId id) {
  return facts.model.yes(id, Attribute::managed) || facts.model.at(id).role == Role::external;
}

bool keeps_data(const Facts& facts, ComponentId id) {
  const Role role = facts.model.at(id).role;
  return role == Role::store || role == Role::cache || role == Role::queue;
}

std::string copies_word(const Facts& facts, ComponentId id, double count) {
  const bool nodes = facts.model.number(id, Attribute::nodes) != nullptr;
  if (nodes) return count == 1 ? "node" : "nodes";
  if (analysis::grows_by_shards(facts.model, id)) return count == 1 ? "shard" : "shards";
  if (keeps_data(facts, id)) return count == 1 ? "copy" : "copies";
  return count == 1 ? "instance" : "instances";
}

std::string enough(const Facts& facts, ComponentId id, double needed) {
  return enough(facts, id, needed, facts.results.capacity[id.index()].by_shards);
}

std::string enough(const Facts& facts, ComponentId id, double needed, bool by_shards) {
  const analysis::Fleet fleet = analysis::fleet(facts.model, id);
  if (fleet.nodes > 0 || (!by_shards && fleet.shards <= 1))
    return fmt::format("{} {}", whole(needed), copies_word(facts, id, needed));
  const auto parts = [&](double of) { return std::ceil(needed / of - 1e-9); };
  const double shards = by_shards ? parts(fleet.replicas) : fleet.shards;
  const double copies = by_shards ? fleet.replicas : parts(fleet.shards);
  const std::string text = whole(shards) + (shards == 1 ? " shard" : " shards");
  return copies == 1 ? text : fmt::format("{} of {} copies", text, whole(copies));
}

bool is_used(const Facts& facts, ComponentId id) {
  return facts.results.components[id.index()].reached;
}

std::vector<Sharded> sharded(const Facts& facts) {
  std::vector<Sharded> result;
  for (std::size_t i = 0; i < facts.model.components.size(); ++i) {
    const ComponentId id(i);
    if (!facts.results.capacity[i].known || facts.results.components[i].offered <= 0) continue;
    const double shards = analysis::fleet(facts.model, id).shards;
    if (shards >= 2) result.push_back({id, shards});
  }
  return result;
}

void explain_majority(const Facts& facts, ComponentId id, Finding& finding) {
  if (facts.model.at(id).attributes.needs) return;
  finding.notes.push_back(fmt::format("a majority is the default of `{}`",
                                      facts.model.kind(facts.model.at(id).kind).name));
}

namespace {

// `scales: 2..15`: the most that follow the load.
std::optional<Fix> scale_to(const model::Component& component, double most) {
  const auto& attributes = component.attributes;
  const Span place = attributes.scales_most->span, least = attributes.scales_least->span;
  if (place == least || !encloses(component.statement, place)) return std::nullopt;
  return Fix{
      fmt::format("write `scales: {}..{}`", whole(attributes.scales_least->value()), whole(most)),
      false,
      {{place, whole(most)}}};
}

}  // namespace

std::optional<Fix> raise_to(const Facts& facts, ComponentId id, double needed) {
  const auto counts = analysis::fleet(facts.model, id);
  const auto& attributes = facts.model.at(id).attributes;
  if (needed <= counts.instances()) return std::nullopt;
  if (attributes.scales_most) {
    const bool scaled = counts.nodes == 0 && counts.shards == 1;
    return scaled ? scale_to(facts.model.at(id), needed) : std::nullopt;
  }
  if (counts.nodes > 0) return state(facts, id, Attribute::nodes, whole(needed));
  if (facts.results.capacity[id.index()].by_shards)
    return state(facts, id, Attribute::shards, whole(std::ceil(needed / counts.replicas - 1e-9)));
  return state(facts, id, Attribute::replicas, whole(std::ceil(needed / counts.shards - 1e-9)));
}

}  // namespace joist::lint

// Looks figures up in the results and compares.
#include "lint/figures.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "analysis/uncertainty.hpp"
#include "base/text.hpp"
#include "lint/wording.hpp"
#include "quantity/display.hpp"

namespace joist::lint {
namespace {

using model::FigureName;
using quantity::Dimension;
using quantity::Quantity;

constexpr Dimension rate = quantity::rate;
constexpr Dimension plain = quantity::count;

// What a figure is called, and whether anything computes it.
struct Lookup {
  std::optional<Quantity> value;
  bool computed = true;
  std::string left_out = {};
};

Lookup known_if(bool known, double value, Dimension dimension) {
  if (!known || std::isnan(value)) return {};
  return {quantity::exact(value, dimension), true};
}

Lookup share(bool known, double value) {
  Lookup found = known_if(known, value, plain);
  if (found.value) found.value->share = true;
  return found;
}

// "p99", "mean"; none for other names.
std::optional<double> percentile(const analysis::Percentiles& times, std::string_view name) {
  if (name == "mean") return times.mean;
  if (name == "p50") return times.p50;
  if (name == "p90") return times.p90;
  if (name == "p95") return times.p95;
  if (name == "p99") return times.p99;
  if (name == "p999") return times.p999;
  return std::nullopt;
}

template <class Table, class Id>
auto entry(const Table& table, Id id) {
  return id.index() < table.size() ? &table[id.index()] : nullptr;
}

constexpr Dimension money_rate = quantity::money / quantity::time;

// "`lb`, `api` and 3 others", what works for requests and has no price at all, and how many they
// are; of a flow, or of the design. Not those whose price is known and not how much of it.
std::pair<std::string, std::size_t> unpriced(const Facts& facts, FlowId flow,
                                             const std::vector<ComponentId>& uncounted) {
  constexpr std::size_t most_named = 3;
  std::vector<char> in_flow(facts.model.components.size(), flow ? 0 : 1);
  if (flow)
    for (const model::ArrowId id : facts.model.at(flow).arrows)
      in_flow[facts.model.at(id).to.index()] = 1;
  std::vector<ComponentId> found;
  for (std::size_t i = 0; i < facts.results.costs.size(); ++i) {
    const model::Role role = facts.model.components[i].role;
    const bool works = role != model::Role::source && role != model::Role::group &&
                       facts.results.components[i].reached;
    const bool priced = facts.results.costs[i].known ||
                        std::binary_search(uncounted.begin(), uncounted.end(), ComponentId(i));
    if (works && in_flow[i] != 0 && !priced) found.emplace_back(i);
  }
  const std::size_t count = found.size();
  if (count == 0) return {};
  const std::size_t more = found.size() > most_named + 1 ? found.size() - most_named : 0;
  found.resize(found.size() - more);
  if (more == 0) return {named(facts, found), count};
  std::vector<std::string> names;
  for (const ComponentId id : found) names.push_back(named(facts, id));
  return {fmt::format("{} and {} others", fmt::join(names, ", "), more), count};
}

// What it costs a month, as money per time; or a request.
Lookup cost(const Facts& facts, const analysis::CostResult* found, std::string_view figure) {
  if (found == nullptr || !found->known) return {};
  Lookup result = figure == "cost.per_request"
                      ? known_if(found->per_request > 0, found->per_request, quantity::money)
                      : known_if(true, found->month / analysis::seconds_a_month, money_rate);
  if (result.value && !found->uncounted.empty())
    result.left_out =
        fmt::format("how much is priced of {} is not known", named(facts, found->uncounted));
  return result;
}

// The same of all that works for it, with what has no price.
Lookup bill(const Facts& facts, const analysis::CostResult* found, std::string_view figure,
            FlowId flow) {
  Lookup result = cost(facts, found, figure);
  if (!result.value) return result;
  const auto [names, count] = unpriced(facts, flow, found->uncounted);
  if (count == 0) return result;
  if (!result.left_out.empty()) result.left_out += ", and ";
  result.left_out += fmt::format("{} {} no `cost`", names, count == 1 ? "states" : "state");
  return result;
}

// What it keeps, moves and costs; nothing for other names.
std::optional<Lookup> amount(const Facts& facts, const FigureName& name) {
  const std::string& figure = name.figure;
  if (figure == "cost") return cost(facts, entry(facts.results.costs, name.component), figure);
  if (figure == "bandwidth") {
    const auto* moved = entry(facts.results.bandwidth, name.component);
    return known_if(moved && moved->in + moved->out > 0, moved ? moved->in + moved->out : 0,
                    quantity::data_rate);
  }
  if (figure == "tokens") {
    const auto* tokens = entry(facts.results.tokens, name.component);
    return known_if(tokens && *tokens > 0, tokens ? *tokens : 0, rate);
  }
  const auto* kept = entry(facts.results.storage, name.component);
  const auto of_storage = [&](std::optional<double> analysis::StorageResult::*part,
                              Dimension dimension) {
    if (kept == nullptr || !(kept->*part)) return Lookup{};
    return known_if(true, *(kept->*part), dimension);
  };
  if (figure == "storage") return of_storage(&analysis::StorageResult::bytes, quantity::data);
  if (figure == "growth") return of_storage(&analysis::StorageResult::growth, quantity::data_rate);
  if (figure == "full_in") return of_storage(&analysis::StorageResult::full_in, quantity::time);
  return std::nullopt;
}

Lookup of_component(const Facts& facts, const FigureName& name) {
  if (name.figure == "availability") {
    const auto& all = facts.results.component_availability;
    if (name.component.index() >= all.size()) return {};
    const auto& found = all[name.component.index()];
    return share(found.known, found.up);
  }
  if (const auto found = amount(facts, name)) return *found;
  const auto& load = facts.results.components[name.component.index()];
  const auto& capacity = facts.results.capacity[name.component.index()];
  const std::string& figure = name.figure;
  if (figure == "load" || figure == "offered") return known_if(load.known, load.offered, rate);
  if (figure == "carried") return known_if(load.known, load.carried, rate);
  if (figure == "mean") return known_if(load.known, load.mean, rate);
  if (figure == "shed") return known_if(load.known, load.shed, rate);
  if (figure == "reads") return known_if(load.known, load.reads, rate);
  if (figure == "writes") return known_if(load.known, load.writes, rate);
  if (figure == "capacity") return known_if(capacity.known, capacity.capacity, rate);
  if (figure == "utilization") return share(capacity.known && load.known, capacity.utilization);
  if (figure == "instances") return known_if(true, capacity.instances, plain);
  if (figure == "needed")
    return known_if(capacity.needed.has_value(), capacity.needed.value_or(0), plain);
  if (figure == "busy") return known_if(capacity.busy > 0, capacity.busy, plain);
  const auto* latency = entry(facts.results.latency, name.component);
  if (const auto time = percentile(latency ? latency->response : analysis::Percentiles{}, figure))
    return known_if(latency != nullptr && latency->known, *time, quantity::time);
  return {std::nullopt, false};
}

Lookup latency_of_flow(const Facts& facts, FlowId flow, std::string_view figure) {
  const auto* found = entry(facts.results.flow_latency, flow);
  const bool done = figure.starts_with("done.");
  if (done) figure.remove_prefix(5);
  static constexpr analysis::Percentiles nothing{};
  const auto* times = found == nullptr ? nullptr
                      : done           ? (found->done ? &*found->done : nullptr)
                                       : (found->latency ? &*found->latency : nullptr);
  const auto time = percentile(times ? *times : nothing, figure);
  if (!time) return {std::nullopt, false};
  Lookup result = known_if(times != nullptr, *time, quantity::time);
  if (found == nullptr) return result;
  const auto& untimed = done ? found->untimed : found->untimed_before_answer;
  if (!untimed.empty())
    result.left_out = fmt::format("{} {} no latency", named(facts, untimed),
                                  untimed.size() == 1 ? "states" : "state");
  return result;
}

Lookup availability_of_flow(const Facts& facts, FlowId flow) {
  const auto* found = entry(facts.results.flow_availability, flow);
  if (found == nullptr || !found->known) return {};
  Lookup result = share(true, found->up);
  std::vector<std::string> names;
  for (const std::uint32_t number : found->not_known) {
    const auto& event = facts.results.redundancy.events[number];
    // Of zones that `zones: 3` means nothing can be stated; what they add is the provider's word.
    if (event.domain && !facts.results.redundancy.domains[event.domain.index()].group) continue;
    names.push_back(event.component ? facts.model.at(event.component).path
                    : event.domain  ? facts.results.redundancy.domains[event.domain.index()].name
                                    : event.name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  if (!names.empty())
    result.left_out =
        fmt::format("{} {} no availability", listed(names), names.size() == 1 ? "states" : "state");
  return result;
}

Lookup of_flow(const Facts& facts, const FigureName& name) {
  const auto& load = facts.results.flows[name.flow.index()];
  if (name.figure == "load") return known_if(load.known, load.peak, rate);
  if (name.figure == "cost" || name.figure == "cost.per_request")
    return bill(facts, entry(facts.results.flow_costs, name.flow), name.figure, name.flow);
  if (name.figure == "mean_rate") return known_if(load.known, load.mean, rate);
  if (name.figure == "availability") return availability_of_flow(facts, name.flow);
  if (name.figure == "downtime") {
    Lookup down = availability_of_flow(facts, name.flow);
    const auto* found = entry(facts.results.flow_availability, name.flow);
    // From the chance of being down itself: one less the chance of being up has lost its digits.
    if (down.value)
      down.value = quantity::exact(found->down * analysis::seconds_a_year, quantity::time);
    return down;
  }
  return latency_of_flow(facts, name.flow, name.figure);
}

Lookup look_up(const Facts& facts, const FigureName& name) {
  switch (name.subject) {
    case FigureName::Subject::component:
      return of_component(facts, name);
    case FigureName::Subject::flow:
      return of_flow(facts, name);
    case FigureName::Subject::design:
      return bill(facts, &facts.results.cost, name.figure, FlowId());
  }
  return {std::nullopt, false};
}

std::optional<Quantity> stated(const Facts& facts, const model::Instruction& step) {
  const model::Stated* number = nullptr;
  if (step.flow) {
    const model::Flow& flow = facts.model.at(step.flow);
    if (step.arguments == 1) {
      number = flow.rate ? &*flow.rate : nullptr;
    } else {
      number = flow.attributes.number(step.attribute);
    }
  } else {
    number = facts.model.number(step.component, step.attribute);
  }
  if (number == nullptr) return std::nullopt;
  return number->quantity;
}

std::optional<Quantity> bound(const Facts& facts, model::QuantityId id) {
  const auto& binding = facts.model.quantities[id.index()];
  if (binding.failed) return std::nullopt;
  return binding.quantity;
}

bool holds(model::Comparison comparison, int order) {
  switch (comparison) {
    case model::Comparison::less:
      return order < 0;
    case model::Comparison::less_or_equal:
      return order <= 0;
    case model::Comparison::greater:
      return order > 0;
    case model::Comparison::greater_or_equal:
      return order >= 0;
    case model::Comparison::equal:
      return order == 0;
  }
  return false;
}

void add_once(std::vector<std::string>& names, std::string name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

// A figure as it is known: where the estimates leave it open, all that it may be.
std::optional<Quantity> known(const Facts& facts, const FigureName& name, const Lookup& found) {
  if (!found.value) return std::nullopt;
  const analysis::Spread* spread = analysis::find_spread(facts.results, name);
  if (spread == nullptr || !spread->uncertain) return found.value;
  Quantity quantity = *found.value;
  if (name.figure != "cost") {
    quantity.value = spread->median;
    quantity.uncertain = spread->uncertain;
    return quantity;
  }
  quantity = quantity::exact(spread->median, quantity::money);
  quantity.uncertain = spread->uncertain;
  const Quantity month = quantity::exact(analysis::seconds_a_month, quantity::time);
  return quantity::divide(quantity, month).value;
}

// In so many of the estimates the left side is above the right one.
std::optional<double> chance_above(const Quantity& left, const Quantity& right) {
  if (left.is_exact() && right.is_exact()) return std::nullopt;
  if (right.is_exact()) return quantity::chance_above(left, right.value);
  if (left.is_exact()) return 1 - quantity::chance_above(right, left.value);
  const auto difference = quantity::subtract(left, right).value;
  if (!difference) return std::nullopt;
  if (difference->is_exact()) return std::nullopt;
  return quantity::chance_above(*difference, 0);
}

std::optional<double> chance_to_fail(const model::Condition& condition, const Verdict& verdict) {
  if (condition.comparison == model::Comparison::equal) return std::nullopt;
  const std::optional<double> above = chance_above(*verdict.left, *verdict.right);
  if (!above) return std::nullopt;
  const bool upper = condition.comparison == model::Comparison::less ||
                     condition.comparison == model::Comparison::less_or_equal;
  return upper ? *above : 1 - *above;
}

}  // namespace

std::optional<Quantity> figure(const Facts& facts, const FigureName& name) {
  return known(facts, name, look_up(facts, name));
}

std::string text(const Facts& facts, const FigureName& name) {
  switch (name.subject) {
    case FigureName::Subject::component:
      return facts.model.at(name.component).path + "." + name.figure;
    case FigureName::Subject::flow:
      return facts.model.at(name.flow).path + "." + name.figure;
    case FigureName::Subject::design:
      break;
  }
  return name.figure;
}

std::string compared_sides(const Verdict& verdict) {
  return fmt::format("it is {}, against {}", quantity::text(*verdict.left),
                     quantity::text(*verdict.right));
}

namespace {

// Of what is too large for an exact figure, which is the worst that it can be, the best.
std::optional<Quantity> at_best(const Facts& facts, const FigureName& name) {
  const auto* found = name.flow ? entry(facts.results.flow_availability, name.flow) : nullptr;
  if (found == nullptr || !found->known || found->exact) return figure(facts, name);
  if (name.figure == "availability") return share(true, 1 - found->least_down).value;
  if (name.figure == "downtime")
    return quantity::exact(found->least_down * analysis::seconds_a_year, quantity::time);
  return figure(facts, name);
}

bool holds_at_best(const model::Condition& condition, model::Operands operands,
                   const Facts& facts) {
  operands.figure = [&](const FigureName& name) { return at_best(facts, name); };
  const auto left = model::evaluate(condition.left, operands).value;
  const auto right = model::evaluate(condition.right, operands).value;
  if (!left || !right) return false;
  const auto compared = quantity::compare(*left, *right);
  return compared.order && holds(condition.comparison, *compared.order);
}

}  // namespace

Verdict judge(const Facts& facts, const model::Condition& condition) {
  Verdict verdict;
  for (const model::Formula* side : {&condition.left, &condition.right}) {
    for (const FigureName& name : side->figures) {
      const Lookup found = look_up(facts, name);
      if (!found.left_out.empty()) add_once(verdict.left_out, found.left_out);
      if (found.value) continue;
      add_once(found.computed ? verdict.unknown : verdict.not_computed, text(facts, name));
    }
  }
  model::Operands operands;
  operands.quantity = [&](model::QuantityId id) { return bound(facts, id); };
  operands.stated = [&](const model::Instruction& step) { return stated(facts, step); };
  operands.figure = [&](const FigureName& name) { return figure(facts, name); };
  verdict.left = model::evaluate(condition.left, operands).value;
  verdict.right = model::evaluate(condition.right, operands).value;
  if (!verdict.left || !verdict.right) return verdict;
  const auto compared = quantity::compare(*verdict.left, *verdict.right);
  if (compared.order) verdict.holds = holds(condition.comparison, *compared.order);
  if (compared.order) verdict.chance = chance_to_fail(condition, verdict);
  if (verdict.holds == false) verdict.holds_at_best = holds_at_best(condition, operands, facts);
  return verdict;
}

}  // namespace joist::lint

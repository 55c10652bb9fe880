// Reads figures out of results and writes them back.
#include "analysis/uncertainty_figures.hpp"

#include <limits>
#include <span>

namespace joist::analysis {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// `i` is the number of the component or flow.
struct FigureOf {
  std::string_view name;
  double (*get)(const Results& results, std::size_t i);
  void (*set)(Results& results, std::size_t i, double value);
};

#define JOIST_FIGURE(name, table, is_known, member)                                       \
  FigureOf {                                                                              \
    name,                                                                                 \
        [](const Results& r, std::size_t i) {                                             \
          return i < r.table.size() && r.table[i].is_known ? r.table[i].member : unknown; \
        },                                                                                \
        [](Results& r, std::size_t i, double value) { r.table[i].member = value; }        \
  }
#define JOIST_LOAD(member) JOIST_FIGURE(#member, components, known, member)
#define JOIST_CAPACITY(member) JOIST_FIGURE(#member, capacity, known, member)
#define JOIST_OPTIONAL(name, table, member)                                                    \
  FigureOf {                                                                                   \
    name, [](const Results& r, std::size_t i) { return r.table[i].member.value_or(unknown); }, \
        [](Results& r, std::size_t i, double value) { r.table[i].member = value; }             \
  }
#define JOIST_MOVED(member)                                                                      \
  FigureOf {                                                                                     \
    "bandwidth." #member, [](const Results& r, std::size_t i) { return r.bandwidth[i].member; }, \
        [](Results& r, std::size_t i, double value) { r.bandwidth[i].member = value; }           \
  }
#define JOIST_TIMES(name, table, is_known, member)            \
  JOIST_FIGURE(name ".p50", table, is_known, member.p50),     \
      JOIST_FIGURE(name ".p90", table, is_known, member.p90), \
      JOIST_FIGURE(name ".p95", table, is_known, member.p95), \
      JOIST_FIGURE(name ".p99", table, is_known, member.p99), \
      JOIST_FIGURE(name ".p999", table, is_known, member.p999)
#define JOIST_FLOW_TIME(path, member, percentile)                                             \
  FigureOf {                                                                                  \
    path "." #percentile,                                                                     \
        [](const Results& r, std::size_t i) {                                                 \
          const bool known = i < r.flow_latency.size() && r.flow_latency[i].member;           \
          return known ? r.flow_latency[i].member->percentile : unknown;                      \
        },                                                                                    \
        [](Results& r, std::size_t i, double v) { r.flow_latency[i].member->percentile = v; } \
  }

constexpr FigureOf component_amounts[] = {
    JOIST_CAPACITY(utilization),
    JOIST_LOAD(offered),
    JOIST_LOAD(carried),
    JOIST_LOAD(mean),
    JOIST_LOAD(reads),
    JOIST_LOAD(writes),
    JOIST_LOAD(shed),
    JOIST_CAPACITY(capacity),
    JOIST_OPTIONAL("breaks_at", capacity, breaks_at),
    JOIST_OPTIONAL("needed", capacity, needed),
    JOIST_OPTIONAL("needed_after_loss", capacity, needed_after_loss),
    JOIST_CAPACITY(busy),
    JOIST_CAPACITY(servers),
    {"attempts.expected",
     [](const Results& r, std::size_t i) {
       const ComponentLoad& load = r.components[i];
       return load.known && load.attempts.worst > 1 ? load.attempts.expected : unknown;
     },
     [](Results& r, std::size_t i, double value) { r.components[i].attempts.expected = value; }},
    {"backlog.catch_up",
     [](const Results& r, std::size_t i) {
       return i < r.queues.size() ? r.queues[i].catch_up.value_or(unknown) : unknown;
     },
     [](Results& r, std::size_t i, double value) { r.queues[i].catch_up = value; }},
    JOIST_FIGURE("wait.mean", latency, known, wait.mean),
    JOIST_FIGURE("response.mean", latency, known, response.mean),
    JOIST_FIGURE("in_system", latency, known, in_system),
    JOIST_OPTIONAL("storage.bytes", storage, bytes),
    JOIST_OPTIONAL("storage.growth", storage, growth),
    JOIST_OPTIONAL("storage.full_in", storage, full_in),
    JOIST_MOVED(in),
    JOIST_MOVED(out),
    {"tokens", [](const Results& r, std::size_t i) { return r.tokens[i]; },
     [](Results& r, std::size_t i, double value) { r.tokens[i] = value; }},
    JOIST_FIGURE("cost.month", costs, known, month),
};

constexpr FigureOf flow_amounts[] = {
    JOIST_FIGURE("rate", flows, known, peak),
    JOIST_FIGURE("mean", flows, known, mean),
    JOIST_FIGURE("cost.month", flow_costs, known, month),
    JOIST_FIGURE("cost.per_request", flow_costs, known, per_request),
};

constexpr FigureOf component_queues[] = {
    JOIST_TIMES("wait", latency, known, wait),
    JOIST_TIMES("response", latency, known, response),
    JOIST_FIGURE("wait_probability", latency, known, wait_probability),
};

#define JOIST_ALL_TIMES(path, member)                                         \
  JOIST_FLOW_TIME(path, member, mean), JOIST_FLOW_TIME(path, member, p50),    \
      JOIST_FLOW_TIME(path, member, p90), JOIST_FLOW_TIME(path, member, p95), \
      JOIST_FLOW_TIME(path, member, p99), JOIST_FLOW_TIME(path, member, p999)

constexpr FigureOf flow_times[] = {
    JOIST_ALL_TIMES("latency", latency),
    JOIST_ALL_TIMES("done", done),
};

constexpr FigureOf component_availabilities[] = {
    JOIST_FIGURE("availability", component_availability, known, up),
};

constexpr FigureOf flow_availabilities[] = {
    JOIST_FIGURE("availability", flow_availability, known, up),
    JOIST_FIGURE("unavailability", flow_availability, known, down),
    {"downtime_year",
     [](const Results& r, std::size_t i) {
       const bool known = i < r.flow_availability.size() && r.flow_availability[i].known;
       return known ? r.flow_availability[i].down * seconds_a_year : unknown;
     },
     [](Results&, std::size_t, double) {}},  // follows from the one before
    {"downtime_month",
     [](const Results& r, std::size_t i) {
       const bool known = i < r.flow_availability.size() && r.flow_availability[i].known;
       return known ? r.flow_availability[i].down * seconds_a_month : unknown;
     },
     [](Results&, std::size_t, double) {}},
};

#undef JOIST_FIGURE
#undef JOIST_LOAD
#undef JOIST_CAPACITY
#undef JOIST_OPTIONAL
#undef JOIST_MOVED
#undef JOIST_TIMES
#undef JOIST_FLOW_TIME
#undef JOIST_ALL_TIMES

constexpr FigureOf of_design[] = {
    {"cost.month",
     [](const Results& r, std::size_t) { return r.cost.known ? r.cost.month : unknown; },
     [](Results& r, std::size_t, double value) { r.cost.month = value; }},
    {"cost.per_request",
     [](const Results& r, std::size_t) { return r.cost.known ? r.cost.per_request : unknown; },
     [](Results& r, std::size_t, double value) { r.cost.per_request = value; }},
};

std::span<const FigureOf> of_components(Part part) {
  constexpr std::array<std::span<const FigureOf>, all_parts.size()> tables = {
      component_amounts, component_queues, std::span<const FigureOf>(), component_availabilities};
  return tables[static_cast<std::size_t>(part)];
}

std::span<const FigureOf> of_flows(Part part) {
  constexpr std::array<std::span<const FigureOf>, all_parts.size()> tables = {
      flow_amounts, std::span<const FigureOf>(), flow_times, flow_availabilities};
  return tables[static_cast<std::size_t>(part)];
}

}  // namespace

// A figure, and what it is of.
struct Figures::Spot {
  const FigureOf& figure;
  std::size_t number = 0;
  ComponentId component;
  FlowId flow;
};

Figures::Figures(std::size_t components, std::size_t flows)
    : components_(components), flows_(flows) {
  for (const Part part : all_parts) {
    const std::size_t whole = part == Part::amounts ? std::size(of_design) : 0;
    begin_[static_cast<std::size_t>(part) + 1] = begin(part) +
                                                 of_components(part).size() * components +
                                                 of_flows(part).size() * flows + whole;
  }
}

Figures::Spot Figures::spot(std::size_t place) const {
  Part part = Part::amounts;
  while (place >= end(part)) part = static_cast<Part>(static_cast<std::size_t>(part) + 1);
  place -= begin(part);
  const auto components = of_components(part), flows = of_flows(part);
  if (place < components.size() * components_) {
    const std::size_t i = place / components.size();
    return {components[place % components.size()], i, ComponentId(i), {}};
  }
  place -= components.size() * components_;
  if (place < flows.size() * flows_) {
    const std::size_t i = place / flows.size();
    return {flows[place % flows.size()], i, {}, FlowId(i)};
  }
  return {of_design[place - flows.size() * flows_], 0, {}, {}};
}

Figures::Reader Figures::reader(std::size_t place) const {
  const Spot at = spot(place);
  return {at.figure.get, at.number};
}

std::size_t Figures::place_of(ComponentId component, std::string_view figure) const {
  const auto amounts = of_components(Part::amounts);
  for (std::size_t i = 0; i < amounts.size(); ++i)
    if (amounts[i].name == figure) return component.index() * amounts.size() + i;
  return end(Part::availability);
}

Spread Figures::at(std::size_t place) const {
  const Spot at = spot(place);
  Spread spread;
  spread.component = at.component;
  spread.flow = at.flow;
  spread.figure = at.figure.name;
  spread.place = place;
  return spread;
}

void Figures::set(Results& results, std::size_t place, double median) const {
  const Spot at = spot(place);
  at.figure.set(results, at.number, median);
}

}  // namespace joist::analysis

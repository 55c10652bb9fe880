// Reads figures out of results and writes them back.
#include "analysis/uncertainty_figures.hpp"

#include <array>
#include <limits>

namespace joist::analysis {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

struct FigureOfComponent {
  std::string_view name;
  double (*get)(const Results& results, std::size_t i);
  void (*set)(Results& results, std::size_t i, double value);
};

#define JOIST_LOAD(member)                                           \
  [](const Results& r, std::size_t i) {                              \
    return r.components[i].known ? r.components[i].member : unknown; \
  },                                                                 \
      [](Results& r, std::size_t i, double value) { r.components[i].member = value; }
#define JOIST_CAPACITY(member)                                   \
  [](const Results& r, std::size_t i) {                          \
    return r.capacity[i].known ? r.capacity[i].member : unknown; \
  },                                                             \
      [](Results& r, std::size_t i, double value) { r.capacity[i].member = value; }
#define JOIST_STORAGE(member)                                                            \
  [](const Results& r, std::size_t i) { return r.storage[i].member.value_or(unknown); }, \
      [](Results& r, std::size_t i, double value) { r.storage[i].member = value; }
#define JOIST_MOVED(member)                                              \
  [](const Results& r, std::size_t i) { return r.bandwidth[i].member; }, \
      [](Results& r, std::size_t i, double value) { r.bandwidth[i].member = value; }

#define JOIST_TIME(member)                                     \
  [](const Results& r, std::size_t i) {                        \
    return r.latency[i].known ? r.latency[i].member : unknown; \
  },                                                           \
      [](Results& r, std::size_t i, double value) { r.latency[i].member = value; }

constexpr std::array<FigureOfComponent, 18> of_component = {{
    {"utilization", JOIST_CAPACITY(utilization)},
    {"offered", JOIST_LOAD(offered)},
    {"carried", JOIST_LOAD(carried)},
    {"mean", JOIST_LOAD(mean)},
    {"reads", JOIST_LOAD(reads)},
    {"writes", JOIST_LOAD(writes)},
    {"shed", JOIST_LOAD(shed)},
    {"capacity", JOIST_CAPACITY(capacity)},
    {"busy", JOIST_CAPACITY(busy)},
    {"wait.mean", JOIST_TIME(wait.mean)},
    {"response.mean", JOIST_TIME(response.mean)},
    {"in_system", JOIST_TIME(in_system)},
    {"storage.bytes", JOIST_STORAGE(bytes)},
    {"storage.growth", JOIST_STORAGE(growth)},
    {"storage.full_in", JOIST_STORAGE(full_in)},
    {"bandwidth.in", JOIST_MOVED(in)},
    {"bandwidth.out", JOIST_MOVED(out)},
    {"cost.month",
     [](const Results& r, std::size_t i) { return r.costs[i].known ? r.costs[i].month : unknown; },
     [](Results& r, std::size_t i, double value) { r.costs[i].month = value; }},
}};

#undef JOIST_LOAD
#undef JOIST_TIME
#undef JOIST_CAPACITY
#undef JOIST_STORAGE
#undef JOIST_MOVED

constexpr std::size_t of_flow = 4;
constexpr std::array<std::string_view, of_flow> flow_names = {"rate", "mean", "cost.month",
                                                              "cost.per_request"};

double& flow_figure(Results& results, std::size_t flow, std::size_t which) {
  switch (which) {
    case 0:
      return results.flows[flow].peak;
    case 1:
      return results.flows[flow].mean;
    case 2:
      return results.flow_costs[flow].month;
    default:
      return results.flow_costs[flow].per_request;
  }
}

}  // namespace

std::vector<double> read_figures(const Results& results) {
  std::vector<double> row;
  row.reserve(results.components.size() * of_component.size() + results.flows.size() * of_flow + 2);
  for (std::size_t i = 0; i < results.components.size(); ++i) {
    for (const FigureOfComponent& figure : of_component) row.push_back(figure.get(results, i));
  }
  for (std::size_t i = 0; i < results.flows.size(); ++i) {
    const bool known = results.flows[i].known, priced = results.flow_costs[i].known;
    row.push_back(known ? results.flows[i].peak : unknown);
    row.push_back(known ? results.flows[i].mean : unknown);
    row.push_back(priced ? results.flow_costs[i].month : unknown);
    row.push_back(priced ? results.flow_costs[i].per_request : unknown);
  }
  row.push_back(results.cost.known ? results.cost.month : unknown);
  row.push_back(results.cost.known ? results.cost.per_request : unknown);
  return row;
}

Spread figure_at(const Results& results, std::size_t place) {
  Spread spread;
  const std::size_t components = results.components.size() * of_component.size();
  if (place < components) {
    spread.component = ComponentId(place / of_component.size());
    spread.figure = of_component[place % of_component.size()].name;
  } else if (place < components + results.flows.size() * of_flow) {
    spread.flow = FlowId((place - components) / of_flow);
    spread.figure = flow_names[(place - components) % of_flow];
  } else {
    const bool whole = place == components + results.flows.size() * of_flow;
    spread.figure = whole ? "cost.month" : "cost.per_request";
  }
  return spread;
}

void set_figure(Results& results, std::size_t place, double median) {
  const std::size_t components = results.components.size() * of_component.size();
  if (place < components) {
    of_component[place % of_component.size()].set(results, place / of_component.size(), median);
  } else if (place < components + results.flows.size() * of_flow) {
    flow_figure(results, (place - components) / of_flow, (place - components) % of_flow) = median;
  } else {
    const bool whole = place == components + results.flows.size() * of_flow;
    (whole ? results.cost.month : results.cost.per_request) = median;
  }
}

std::size_t utilization_place(std::size_t component) {
  return component * of_component.size();
}

}  // namespace joist::analysis

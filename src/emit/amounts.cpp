// Amounts as JSON and as tables.
#include "emit/amounts.hpp"

#include <fmt/format.h>

#include "emit/ranges.hpp"
#include "emit/table.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

using analysis::CostResult;
using analysis::StorageResult;
using model::ComponentId;
using model::FlowId;
using quantity::data_text;
using quantity::money_text;
using quantity::rate_text;

void write_storage(JsonWriter& json, const StorageResult& storage) {
  if (!storage.bytes && !storage.growth) return;
  json.key("storage").inline_object();
  json.member("bytes", storage.bytes).member("growth", storage.growth);
  json.member("full_in", storage.full_in).close();
}

void write(JsonWriter& json, const model::Model& model, const CostResult& cost) {
  if (!cost.known && cost.uncounted.empty()) return;
  json.key("cost").inline_object();
  if (cost.known) json.member("month", cost.month);
  if (cost.per_request > 0) json.member("per_request", cost.per_request);
  if (!cost.uncounted.empty()) {
    json.key("uncounted").inline_array();
    for (const ComponentId id : cost.uncounted) json.text(model.at(id).path);
    json.close();
  }
  json.close();
}

// "$12", "$12 and more" where something is left out, "not known" where that is all.
std::string bill(const Ranges& ranges, ComponentId component, FlowId flow, const CostResult& cost) {
  if (!cost.known) return cost.uncounted.empty() ? "" : "not known";
  const std::string month =
      ranges.with(component, flow, "cost.month", money_text(cost.month), money_text);
  return cost.uncounted.empty() ? month : month + " and more";
}

std::string growth_text(double bytes_a_second) {
  return quantity::data_text(bytes_a_second * analysis::seconds_a_year) + "/year";
}

std::string full_text(double seconds) {
  return seconds < analysis::infinity ? quantity::time_text(seconds) : "never";
}

std::string flow_costs(const Analysed& design, const ResultsQuery& query) {
  Table table({"flow", " a month", " a request"});
  const analysis::Results& results = design.results;
  const Ranges ranges(results);
  for (std::size_t i = 0; i < results.flow_costs.size(); ++i) {
    const CostResult& cost = results.flow_costs[i];
    const FlowId id(i);
    if ((!cost.known && cost.uncounted.empty()) || !selected(query, design.model, id)) continue;
    const std::string& path = design.model.at(id).path;
    table.row({path.empty() ? "(no flow)" : path, bill(ranges, {}, id, cost),
               cost.per_request > 0
                   ? ranges.with(id, "cost.per_request", money_text(cost.per_request), money_text)
                   : ""});
  }
  if (query.flow.empty() && (results.cost.known || !results.cost.uncounted.empty())) {
    const double each = results.cost.per_request;
    table.row({"all", bill(ranges, {}, {}, results.cost),
               each > 0 ? ranges.with("cost.per_request", money_text(each), money_text) : ""});
  }
  return table.empty() ? "" : "\n" + table.text();
}

}  // namespace

void write_amounts(JsonWriter& json, const model::Model& model, const analysis::Results& results,
                   ComponentId component) {
  const std::size_t i = component.index();
  if (i < results.components.size() && results.components[i].known) {
    const analysis::Attempts& attempts = results.components[i].attempts;
    json.key("attempts").inline_object();
    json.member("worst", attempts.worst).member("expected", attempts.expected);
    json.member("overload", attempts.overload).member("stuck", attempts.stuck).close();
  }
  if (i < results.queues.size() && results.queues[i].catch_up) {
    json.key("backlog").inline_object().member("growth", results.queues[i].growth.value_or(0));
    json.member("catch_up", results.queues[i].catch_up).close();
  }
  if (i < results.storage.size()) write_storage(json, results.storage[i]);
  if (i < results.bandwidth.size()) {
    const analysis::BandwidthResult& moved = results.bandwidth[i];
    if (moved.in > 0 || moved.out > 0) {
      json.key("bandwidth").inline_object();
      json.member("in", moved.in).member("out", moved.out).close();
    }
  }
  if (i < results.tokens.size() && results.tokens[i] > 0) json.member("tokens", results.tokens[i]);
  if (i < results.costs.size()) write(json, model, results.costs[i]);
}

void write_cost(JsonWriter& json, const model::Model& model, const analysis::Results& results,
                FlowId flow) {
  if (flow.index() < results.flow_costs.size())
    write(json, model, results.flow_costs[flow.index()]);
}

void write_cost(JsonWriter& json, const model::Model& model, const analysis::Results& results) {
  write(json, model, results.cost);
}

std::string amounts_table(const Analysed& design, const ResultsQuery& query) {
  Table table(
      {"component", " stored", " growth", " full in", " in", " out", " tokens", " a month"});
  const analysis::Results& results = design.results;
  const Ranges ranges(results);
  for (std::size_t i = 0; i < results.storage.size(); ++i) {
    const StorageResult& storage = results.storage[i];
    const analysis::BandwidthResult& moved = results.bandwidth[i];
    const bool priced = results.costs[i].known || !results.costs[i].uncounted.empty();
    const bool empty = !storage.bytes && !storage.growth && !(moved.in > 0) && !(moved.out > 0) &&
                       !(results.tokens[i] > 0) && !priced;
    if (empty || !on_flow(design, query, ComponentId(i))) continue;
    const ComponentId id(i);
    const auto cell = [&](std::string_view figure, std::optional<double> value, Print print) {
      return value ? ranges.with(id, figure, print(*value), print) : "";
    };
    const auto positive = [](double value) {
      return value > 0 ? std::optional(value) : std::nullopt;
    };
    table.row({design.model.components[i].path, cell("storage.bytes", storage.bytes, data_text),
               cell("storage.growth", storage.growth, growth_text),
               cell("storage.full_in", storage.full_in, full_text),
               cell("bandwidth.in", positive(moved.in), quantity::data_rate_text),
               cell("bandwidth.out", positive(moved.out), quantity::data_rate_text),
               cell("tokens", positive(results.tokens[i]), rate_text),
               bill(ranges, id, {}, results.costs[i])});
  }
  const std::string amounts = table.empty() ? "" : "\n" + table.text();
  return amounts + flow_costs(design, query);
}

}  // namespace joist::emit

// Amounts as JSON and as tables.
#include "emit/amounts.hpp"

#include <fmt/format.h>

#include "emit/table.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

using analysis::CostResult;
using analysis::StorageResult;
using model::ComponentId;
using model::FlowId;

void write_storage(JsonWriter& json, const StorageResult& storage) {
  if (!storage.bytes && !storage.growth) return;
  json.key("storage").inline_object();
  json.member("bytes", storage.bytes).member("growth", storage.growth);
  json.member("full_in", storage.full_in).close();
}

void write(JsonWriter& json, const CostResult& cost) {
  if (!cost.known) return;
  json.key("cost").inline_object().member("month", cost.month);
  if (cost.per_request > 0) json.member("per_request", cost.per_request);
  json.close();
}

std::string growth_text(double bytes_a_second) {
  return quantity::data_text(bytes_a_second * analysis::seconds_a_year) + "/year";
}

std::string full_text(const StorageResult& storage) {
  if (!storage.full_in) return "";
  return *storage.full_in < analysis::infinity ? quantity::time_text(*storage.full_in) : "never";
}

std::string rate_or_blank(double bytes_a_second) {
  return bytes_a_second > 0 ? quantity::data_rate_text(bytes_a_second) : "";
}

std::string flow_costs(const Analysed& design, const ResultsQuery& query) {
  Table table({"flow", " a month", " a request"});
  const analysis::Results& results = design.results;
  for (std::size_t i = 0; i < results.flow_costs.size(); ++i) {
    const CostResult& cost = results.flow_costs[i];
    const FlowId id(i);
    if (!cost.known || !selected(query, design.model, id)) continue;
    const std::string& path = design.model.at(id).path;
    table.row({path.empty() ? "(no flow)" : path, quantity::money_text(cost.month),
               quantity::money_text(cost.per_request)});
  }
  if (query.flow.empty() && results.cost.known) {
    table.row({"all", quantity::money_text(results.cost.month),
               results.cost.per_request > 0 ? quantity::money_text(results.cost.per_request) : ""});
  }
  return table.empty() ? "" : "\n" + table.text();
}

}  // namespace

void write_amounts(JsonWriter& json, const analysis::Results& results, ComponentId component) {
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
  if (i < results.costs.size()) write(json, results.costs[i]);
}

void write_cost(JsonWriter& json, const analysis::Results& results, FlowId flow) {
  if (flow.index() < results.flow_costs.size()) write(json, results.flow_costs[flow.index()]);
}

void write_cost(JsonWriter& json, const analysis::Results& results) {
  write(json, results.cost);
}

std::string amounts_table(const Analysed& design, const ResultsQuery& query) {
  Table table(
      {"component", " stored", " growth", " full in", " in", " out", " tokens", " a month"});
  const analysis::Results& results = design.results;
  for (std::size_t i = 0; i < results.storage.size(); ++i) {
    const StorageResult& storage = results.storage[i];
    const analysis::BandwidthResult& moved = results.bandwidth[i];
    const bool priced = results.costs[i].known;
    const bool empty = !storage.bytes && !storage.growth && !(moved.in > 0) && !(moved.out > 0) &&
                       !(results.tokens[i] > 0) && !priced;
    if (empty || !on_flow(design, query, ComponentId(i))) continue;
    table.row({design.model.components[i].path,
               storage.bytes ? quantity::data_text(*storage.bytes) : "",
               storage.growth ? growth_text(*storage.growth) : "", full_text(storage),
               rate_or_blank(moved.in), rate_or_blank(moved.out),
               results.tokens[i] > 0 ? quantity::rate_text(results.tokens[i]) : "",
               priced ? quantity::money_text(results.costs[i].month) : ""});
  }
  const std::string amounts = table.empty() ? "" : "\n" + table.text();
  return amounts + flow_costs(design, query);
}

}  // namespace joist::emit

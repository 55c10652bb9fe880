// Distributions as objects of their percentiles, infinite ones as "inf".
#include "emit/latency.hpp"

namespace joist::emit {

namespace {

void write_times(JsonWriter& json, std::string_view name, const analysis::Percentiles& times) {
  json.key(name).inline_object();
  json.member("mean", times.mean).member("p50", times.p50).member("p90", times.p90);
  json.member("p95", times.p95).member("p99", times.p99).member("p999", times.p999).close();
}

}  // namespace

void write_latency(JsonWriter& json, const analysis::Results& results,
                   model::ComponentId component) {
  if (component.index() >= results.latency.size()) return;
  const analysis::ComponentLatency& found = results.latency[component.index()];
  if (!found.known) return;
  write_times(json, "wait", found.wait);
  write_times(json, "response", found.response);
  json.member("in_system", found.in_system).member("wait_probability", found.wait_probability);
}

void write_latency(JsonWriter& json, const model::Model& model, const analysis::Results& results,
                   model::FlowId flow) {
  if (flow.index() >= results.flow_latency.size()) return;
  const analysis::FlowLatency& found = results.flow_latency[flow.index()];
  if (found.latency) write_times(json, "latency", *found.latency);
  if (found.done) write_times(json, "done", *found.done);
  if (found.untimed.empty()) return;
  json.key("untimed").inline_array();
  for (const model::ComponentId id : found.untimed) json.text(model.at(id).path);
  json.close();
}

}  // namespace joist::emit

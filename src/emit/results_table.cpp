// Results as tables for a terminal: flows, components, what breaks.
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "emit/amounts.hpp"
#include "emit/availability.hpp"
#include "emit/ranges.hpp"
#include "emit/results.hpp"
#include "emit/table.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

using analysis::Results;
using model::ComponentId;
using quantity::count_text;
using quantity::rate_text;
using quantity::time_text;

std::string copies(const model::Model& model, ComponentId id, const Results& results) {
  const auto* shards = model.number(id, model::Attribute::shards);
  const auto* replicas = model.number(id, model::Attribute::replicas);
  const auto* nodes = model.number(id, model::Attribute::nodes);
  if (nodes != nullptr) return count_text(nodes->value()) + " nodes";
  if (shards != nullptr && replicas != nullptr) {
    return fmt::format("{} x {}", count_text(shards->value()), count_text(replicas->value()));
  }
  return id.index() < results.capacity.size() ? count_text(results.capacity[id.index()].instances)
                                              : "";
}

std::string breaks_text(double factor) {
  return factor >= 1e6 ? "" : quantity::number_text(factor) + "x";
}

std::string quantities_table(const model::Model& model) {
  Table table({"quantity", " value", "why"});
  for (const model::QuantityBinding& binding : model.quantities) {
    if (binding.failed) continue;
    table.row({binding.path, quantity::text(binding.quantity), binding.why});
  }
  return table.empty() ? "" : table.text() + "\n";
}

std::string flows_table(const Analysed& base, const ResultsQuery& query) {
  Table table({"flow", " mean", " peak", " available", " down a year", " single points", " pairs"});
  const auto count = [](const std::vector<analysis::CutSet>& sets, model::FlowId id) {
    std::size_t n = 0;
    for (const analysis::CutSet& set : sets) n += set.flow == id ? 1 : 0;
    return fmt::format("{}", n);
  };
  const Ranges ranges(base.results);
  for (std::size_t i = 0; i < base.model.flows.size(); ++i) {
    const model::FlowId id(i);
    const model::Flow& flow = base.model.at(id);
    if (flow.arrows.empty() || !selected(query, base.model, id)) continue;
    const bool known = i < base.results.flows.size() && base.results.flows[i].known;
    const bool rated =
        i < base.results.flow_availability.size() && base.results.flow_availability[i].known;
    const double down = rated ? base.results.flow_availability[i].down : 0;
    table.row(
        {flow.path.empty() ? "(no flow)" : flow.path,
         known ? ranges.with(id, "mean", rate_text(base.results.flows[i].mean), rate_text) : "",
         known ? ranges.with(id, "rate", rate_text(base.results.flows[i].peak), rate_text) : "",
         rated ? ranges.with(id, "availability",
                             quantity::share_text(base.results.flow_availability[i].up),
                             quantity::share_text)
               : "",
         rated ? ranges.with(id, "downtime_year", time_text(down * analysis::seconds_a_year),
                             time_text)
               : "",
         count(base.results.redundancy.single_points, id),
         count(base.results.redundancy.pairs, id)});
  }
  return table.empty() ? "" : table.text() + "\n";
}

std::string components_table(const Analysed& base, const ResultsQuery& query) {
  Table table({"component", "kind", " copies", " load", " capacity", " used", " breaks at",
               " needed", "limited by"});
  const Ranges ranges(base.results);
  for (std::size_t i = 0; i < base.model.components.size(); ++i) {
    const ComponentId id(i);
    if (!on_flow(base, query, id)) continue;
    const model::Component& component = base.model.at(id);
    std::vector<std::string> cells{component.path, base.model.kind(component.kind).name,
                                   copies(base.model, id, base.results)};
    const bool has_load = i < base.results.components.size() && base.results.components[i].known;
    cells.push_back(has_load ? ranges.with(id, "offered",
                                           rate_text(base.results.components[i].offered), rate_text)
                             : "");
    if (i < base.results.capacity.size() && base.results.capacity[i].known) {
      const analysis::CapacityResult& result = base.results.capacity[i];
      cells.push_back(ranges.with(id, "capacity", rate_text(result.capacity), rate_text));
      const bool idle = !base.results.components[i].reached;
      cells.push_back(has_load || idle
                          ? ranges.with(id, "utilization", quantity::share_text(result.utilization),
                                        quantity::share_text)
                          : "");
      cells.push_back(result.breaks_at ? ranges.with(id, "breaks_at",
                                                     breaks_text(*result.breaks_at), breaks_text)
                                       : "");
      cells.push_back(
          result.needed ? ranges.with(id, "needed", count_text(*result.needed), count_text) : "");
      cells.emplace_back(analysis::text(result.limited_by));
    }
    table.row(std::move(cells));
  }
  return table.empty() ? "" : table.text();
}

// Until the answer, and until all that was set off is done.
std::string times_table(const Analysed& base, const ResultsQuery& query) {
  Table table({"flow", " answers on average", " p50", " p95", " p99", " done p99"});
  const Ranges ranges(base.results);
  for (std::size_t i = 0; i < base.results.flow_latency.size(); ++i) {
    const model::FlowId id(i);
    const analysis::FlowLatency& found = base.results.flow_latency[i];
    if (!found.latency || !selected(query, base.model, id)) continue;
    const auto cell = [&](std::string_view figure, double time) {
      if (std::isinf(time)) return std::string("without end");
      return ranges.with(id, figure, time_text(time), time_text);
    };
    const std::string& path = base.model.at(id).path;
    table.row({path.empty() ? "(no flow)" : path, cell("latency.mean", found.latency->mean),
               cell("latency.p50", found.latency->p50), cell("latency.p95", found.latency->p95),
               cell("latency.p99", found.latency->p99),
               found.done ? cell("done.p99", found.done->p99) : ""});
  }
  return table.empty() ? "" : table.text() + "\n";
}

// Which estimates the spread of a figure comes from.
std::string influences_table(const Analysed& base) {
  constexpr double least = 0.1;
  Table table({"figure", "depends on", " share"});
  const std::vector<std::string> names = draw_names(base.model);
  for (const analysis::Influence& influence : base.results.sensitivity) {
    if (influence.share < least || influence.draw >= names.size()) continue;
    const std::string subject =
        influence.component ? base.model.at(influence.component).path + "." : "";
    table.row({subject + std::string(influence.figure), names[influence.draw],
               quantity::share_text(influence.share)});
  }
  return table.empty() ? "" : "\n" + table.text();
}

std::string losses_text(const Analysed& base) {
  std::string out;
  for (const analysis::Loss& loss : base.results.redundancy.losses) {
    if (loss.overloaded.empty() && loss.stopped.empty()) continue;
    std::vector<std::string> stopped, overloaded;
    for (const model::FlowId id : loss.stopped) {
      const std::string& path = base.model.at(id).path;
      stopped.push_back(path.empty() ? "(no flow)" : path);
    }
    for (const ComponentId id : loss.overloaded) overloaded.push_back(base.model.at(id).path);
    out += fmt::format("losing {}", loss.name);
    if (!stopped.empty()) out += fmt::format(" stops {}", listed(stopped));
    if (!overloaded.empty()) {
      out += fmt::format("{} overloads {}", stopped.empty() ? "" : " and", listed(overloaded));
    }
    out += '\n';
  }
  return out.empty() ? "" : "\n" + out;
}

}  // namespace

std::string results_table(const Analysed& base, const ResultsQuery& query) {
  std::string out = base.model.title.empty() ? "" : base.model.title + "\n\n";
  out += quantities_table(base.model);
  out += flows_table(base, query);
  out += times_table(base, query);
  out += components_table(base, query);
  out += amounts_table(base, query) + influences_table(base) + sampled_text(base.results);
  return out + losses_text(base) + availability_text(base, query);
}

}  // namespace joist::emit

// Results as tables for a terminal: flows, components, what breaks.
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "emit/amounts.hpp"
#include "emit/availability.hpp"
#include "emit/results.hpp"
#include "emit/table.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

using analysis::Results;
using model::ComponentId;
using quantity::count_text;
using quantity::rate_text;

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

std::string factor_text(double factor) {
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
  for (std::size_t i = 0; i < base.model.flows.size(); ++i) {
    const model::FlowId id(i);
    const model::Flow& flow = base.model.at(id);
    if (flow.arrows.empty() || !selected(query, base.model, id)) continue;
    const bool known = i < base.results.flows.size() && base.results.flows[i].known;
    const bool rated =
        i < base.results.flow_availability.size() && base.results.flow_availability[i].known;
    const double down = rated ? base.results.flow_availability[i].down : 0;
    table.row({flow.path.empty() ? "(no flow)" : flow.path,
               known ? rate_text(base.results.flows[i].mean) : "",
               known ? rate_text(base.results.flows[i].peak) : "",
               rated ? quantity::share_text(base.results.flow_availability[i].up) : "",
               rated ? quantity::time_text(down * analysis::seconds_a_year) : "",
               count(base.results.redundancy.single_points, id),
               count(base.results.redundancy.pairs, id)});
  }
  return table.empty() ? "" : table.text() + "\n";
}

// "4.34k/s (1k/s to 9k/s)" where the estimates leave it open.
class Ranges {
 public:
  explicit Ranges(const Results& results) {
    for (const analysis::Spread& spread : results.spreads)
      if (spread.component) spreads_[{spread.component.value, spread.figure}] = &spread;
  }

  std::string with(ComponentId id, std::string_view figure, std::string text,
                   std::string (*print)(double)) const {
    const auto found = spreads_.find({id.value, figure});
    if (found == spreads_.end()) return text;
    return fmt::format("{} ({} to {})", text, print(found->second->low),
                       print(found->second->high));
  }

 private:
  std::map<std::pair<std::uint32_t, std::string_view>, const analysis::Spread*> spreads_;
};

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
      cells.push_back(rate_text(result.capacity));
      cells.push_back(ranges.with(id, "utilization", quantity::share_text(result.utilization),
                                  quantity::share_text));
      cells.push_back(result.breaks_at ? factor_text(*result.breaks_at) : "");
      cells.push_back(result.needed ? count_text(*result.needed) : "");
      cells.emplace_back(analysis::text(result.limited_by));
    }
    table.row(std::move(cells));
  }
  return table.empty() ? "" : table.text();
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
  out += components_table(base, query);
  out += amounts_table(base, query) + influences_table(base);
  return out + losses_text(base) + availability_text(base, query);
}

}  // namespace joist::emit

// Finds what a figure is about, and tells how it came to be: loads arrow by arrow up to their
// sources, capacities by what is stated, quantities by their formulas.
#include "emit/explanation.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "analysis/nearly_equal.hpp"
#include "analysis/uncertainty.hpp"
#include "base/nearest.hpp"
#include "base/text.hpp"
#include "emit/availability.hpp"
#include "emit/derivation.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

using model::Attribute;
using model::ComponentId;
using model::FlowId;
using model::QuantityId;
using quantity::rate_text;

class Explainer {
 public:
  Explainer(const Sources& sources, const model::Model& model, const analysis::Results& results)
      : sources_(sources), model_(model), results_(results) {}

  std::string of_quantity(QuantityId first) {
    std::deque<QuantityId> waiting{first};
    std::set<QuantityId> seen{first};
    while (!waiting.empty()) {
      const QuantityId id = waiting.front();
      waiting.pop_front();
      for (const QuantityId operand : quantity(id)) {
        if (seen.insert(operand).second) waiting.push_back(operand);
      }
    }
    return std::move(out_);
  }

  // The loads of the component and, after it, of all it gets its load from.
  std::string of_load(ComponentId first) {
    std::deque<ComponentId> waiting{first};
    std::set<ComponentId> seen{first};
    while (!waiting.empty()) {
      const ComponentId id = waiting.front();
      waiting.pop_front();
      for (const ComponentId tail : load(id)) {
        if (seen.insert(tail).second) waiting.push_back(tail);
      }
    }
    return std::move(out_);
  }

  std::string of_capacity(ComponentId id) {
    const analysis::CapacityResult& result = results_.capacity[id.index()];
    if (!result.known) {
      line(fmt::format("no capacity of `{}` is known", model_.at(id).path));
    } else {
      line(fmt::format("`{}` carries {}, and {} of that is used at the peak", model_.at(id).path,
                       rate_text(result.capacity), quantity::share_text(result.utilization)));
      line(fmt::format("  limited by {}", analysis::text(result.limited_by)));
      out_ += derive_quotient(Derivation(sources_, model_, results_), id);
    }
    for (const std::string& note : result.notes) line("  " + note);
    for (const Attribute attribute :
         {Attribute::replicas, Attribute::standby, Attribute::shards, Attribute::nodes,
          Attribute::capacity, Attribute::reads, Attribute::writes, Attribute::concurrency,
          Attribute::latency, Attribute::limit, Attribute::skew, Attribute::bandwidth,
          Attribute::headroom}) {
      stated(id, attribute);
    }
    if (const auto& most = model_.at(id).attributes.scales_most)
      line(fmt::format("  scales: to {} at the most", quantity::count_text(most->value())) +
           place(most->span));
    if (result.needed) line("  " + needed_text(model_, id, result));
    if (result.breaks_at) line("  " + breaks_text(model_, id, result));
    return std::move(out_);
  }

  std::string of_flow(FlowId id) {
    const model::Flow& flow = model_.at(id);
    const analysis::FlowLoad& load = results_.flows[id.index()];
    if (!load.known) {
      line(fmt::format("no rate of `{}` is known{}", flow.path, place(flow.span)));
      return std::move(out_);
    }
    line(fmt::format("`{}` is {} at the peak, {} on average", flow.path, rate_text(load.peak),
                     rate_text(load.mean)));
    if (flow.rate) {
      line(fmt::format("  {} = {}{}", sources_.text(flow.rate->span), rate_text(flow.rate->value()),
                       place(flow.rate->span)));
    }
    const model::Stated* peak = flow.attributes.number(Attribute::peak);
    if (peak == nullptr) peak = model_.attributes.number(Attribute::peak);
    if (peak != nullptr) {
      line(fmt::format("  peak: {} times the mean{}", quantity::number_text(peak->value()),
                       place(peak->span)));
    }
    for (const ComponentId source : load.sources) {
      line(fmt::format("  enters at `{}`", model_.at(source).path));
    }
    return std::move(out_);
  }

 private:
  void line(const std::string& words) { out_ += words + "\n"; }

  // "  (chirp.joist:41)", or nothing for what was not written anywhere.
  std::string place(Span span) const {
    if (!span.file || span.file.index() >= sources_.size()) return "";
    const Source& source = sources_.at(span.file);
    return fmt::format("  ({}:{})", source.path(), source.position(span.begin).line);
  }

  std::vector<QuantityId> quantity(QuantityId id) {
    const model::QuantityBinding& binding = model_.quantities[id.index()];
    if (binding.failed) {
      line(fmt::format("`{}` has no value{}", binding.path, place(binding.span)));
      return {};
    }
    line(fmt::format("`{}` is {}{}", binding.path, quantity::text(binding.quantity),
                     place(binding.span)));
    std::vector<QuantityId> operands;
    if (!binding.formula) return operands;
    const model::Formula& formula = model_.formulas[binding.formula.index()];
    line(fmt::format("  = {}", sources_.text(formula.span)));
    if (!binding.why.empty()) line(fmt::format("  {}", binding.why));
    for (const model::Instruction& instruction : formula.code) {
      if (instruction.op == model::Op::quantity) operands.push_back(instruction.quantity);
    }
    return operands;
  }

  std::vector<ComponentId> load(ComponentId id) {
    const model::Component& component = model_.at(id);
    const analysis::ComponentLoad& load = results_.components[id.index()];
    std::vector<ComponentId> tails;
    if (!load.known) {
      line(fmt::format("no load of `{}` is known", component.path));
      return tails;
    }
    line(fmt::format("`{}` gets {} at the peak, {} on average", component.path,
                     rate_text(load.offered), rate_text(load.mean)));
    for (std::size_t i = 0; i < model_.flows.size(); ++i) enters(id, FlowId(i));
    for (std::size_t i = 0; i < model_.arrows.size(); ++i) {
      if (model_.arrows[i].to == id && arrow(i)) tails.push_back(model_.arrows[i].from);
    }
    if (load.shed > 1e-9 * load.offered)
      line(fmt::format("  {} of it is refused by its limit", rate_text(load.shed)));
    if (load.carried < (load.offered - load.shed) * (1 - 1e-9))
      line(fmt::format("  it carries {}, all that it can", rate_text(load.carried)));
    return tails;
  }

  void enters(ComponentId id, FlowId flow) {
    const analysis::FlowLoad& load = results_.flows[flow.index()];
    const bool here = std::find(load.sources.begin(), load.sources.end(), id) != load.sources.end();
    if (!load.known || !here) return;
    const model::Flow& entry = model_.at(flow);
    line(fmt::format("  {} {}{}", rate_text(load.peak),
                     entry.path.empty() ? "enters here" : fmt::format("is flow `{}`", entry.path),
                     place(entry.rate ? entry.rate->span : entry.span)));
  }

  // One summand: "434k/s from `lb` on `read`: 434k/s x 1".
  bool arrow(std::size_t index) {
    const model::Arrow& arrow = model_.arrows[index];
    const analysis::ArrowLoad& load = results_.arrows[index];
    if (arrow.call == model::Call::relation || !load.known) return false;
    std::string words =
        fmt::format("  {} from `{}`", rate_text(load.peak), model_.at(arrow.from).path);
    const std::string& flow = model_.at(arrow.flow).path;
    if (!flow.empty()) words += fmt::format(" on `{}`", flow);
    if (arrow.condition)
      words += fmt::format(", {} `{}`", when(arrow.when), model_.at(arrow.condition).path);
    if (load.multiplicity > 0) {
      words += fmt::format(": {} x {}", rate_text(load.peak / load.multiplicity),
                           factor_text(model_, arrow, load.multiplicity));
    }
    if (load.made < 1) words += ", since the last round makes none";
    line(words + place(arrow.span));
    return true;
  }

  static std::string_view when(model::When when) {
    switch (when) {
      case model::When::hit:
        return "on a hit of";
      case model::When::miss:
        return "on a miss of";
      default:
        return "when it fails:";
    }
  }

  void stated(ComponentId id, Attribute attribute) {
    const model::Stated* stated = model_.number(id, attribute);
    if (stated == nullptr) return;
    std::string words =
        fmt::format("  {}: {}", model::info(attribute).name, quantity::text(stated->quantity));
    if (model_.is_default(id, attribute)) {
      words += fmt::format(", the default of `{}`", model_.kind(model_.at(id).kind).name);
    }
    line(words + place(stated->span));
  }

  const Sources& sources_;
  const model::Model& model_;
  const analysis::Results& results_;
  std::string out_;
};

// Exactly named, or the only one whose path ends so.
template <class Item>
std::vector<std::size_t> named(const std::vector<Item>& items, std::string_view name) {
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string& path = items[i].path;
    if (path == name) return {i};
    const bool longer = path.size() > name.size() && path[path.size() - name.size() - 1] == '.';
    if (longer && std::string_view(path).substr(path.size() - name.size()) == name)
      ends.push_back(i);
  }
  return ends;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Explanation unknown(const model::Model& model, std::string_view figure) {
  std::vector<std::string_view> known;
  for (const auto& binding : model.quantities) known.push_back(binding.path);
  for (const auto& component : model.components) known.push_back(component.path);
  for (const auto& flow : model.flows) known.push_back(flow.path);
  const auto dot = figure.rfind('.');
  std::string_view closest = nearest(figure, known);
  if (closest.empty() && dot != std::string_view::npos)
    closest = nearest(figure.substr(0, dot), known);
  Explanation result;
  result.trouble = fmt::format("the design has no figure `{}`", figure);
  result.help = closest.empty() ? "name a quantity, or a component or flow with `.load` behind it"
                                : fmt::format("did you mean `{}`?", closest);
  return result;
}

Explanation no_figure(std::string_view subject, std::string_view figure,
                      std::initializer_list<std::string_view> known) {
  Explanation result;
  result.trouble = fmt::format("`{}` has no figure `{}` that can be explained", subject, figure);
  result.help = fmt::format("there are {}", fmt::join(known, ", "));
  return result;
}

std::string times_text(double factor) {
  return quantity::number_text(factor) + "x the load";
}

bool is_percentile(std::string_view name) {
  return is_one_of(name, {"mean", "p50", "p90", "p95", "p99", "p999"});
}

// What is asked of a component; nothing for an unknown name.
std::string of_component(Explainer& explainer, const Derivation& at, ComponentId id,
                         std::string_view name) {
  const auto first = name.substr(0, name.find('.'));
  Derivation ranges = at;
  if (is_one_of(name, {"load", "offered", "carried", "mean", "reads", "writes", "shed"})) {
    ranges.spread(id, {}, name == "load" ? "offered" : name, rate_text);
    return explainer.of_load(id) + ranges.take();
  }
  if (is_one_of(name, {"capacity", "utilization", "needed", "instances", "busy",
                       "needed_after_loss", "breaks_at", "servers", "limited_by", "shards"})) {
    ranges.spreads(id, {}, "utilization", quantity::share_text);
    ranges.spreads(id, {}, "capacity", rate_text);
    ranges.spreads(id, {}, "needed", quantity::count_text);
    ranges.spreads(id, {}, "breaks_at", times_text);
    ranges.spreads(id, {}, "busy", quantity::count_text);
    const analysis::Spread* used = analysis::find_spread(at.results, id, "utilization");
    if (used && !analysis::nearly_equal(used->median, used->at_medians))
      ranges.line(
          1,
          fmt::format("{} is what each estimate in its middle makes; half of the estimates "
                      "make more than {}",
                      quantity::share_text(used->at_medians), quantity::share_text(used->median)));
    return explainer.of_capacity(id) + derive_inputs(at, id) + ranges.take();
  }
  if (name == "availability") {
    ranges.spreads(id, {}, "availability", quantity::share_text);
    return explain_availability(at.sources, at.model, at.results, id) + ranges.take();
  }
  if (is_one_of(first, {"wait", "response", "in_system", "wait_probability", "latency"}) ||
      is_percentile(name))
    return derive_times(at, id);
  if (is_one_of(first, {"storage", "growth", "full_in"})) return derive_storage(at, id);
  if (first == "bandwidth") return derive_bandwidth(at, id);
  if (first == "tokens") return derive_tokens(at, id);
  if (first == "cost") return derive_cost(at, id);
  if (first == "attempts") return derive_attempts(at, id);
  if (name == "zones") return derive_places(at, id);
  if (first == "backlog") return derive_backlog(at, id);
  return {};
}

std::string of_flow(Explainer& explainer, const Derivation& at, FlowId id, std::string_view name) {
  const auto first = name.substr(0, name.find('.'));
  Derivation ranges = at;
  if (is_one_of(name, {"load", "rate", "mean_rate"})) {
    ranges.spreads({}, id, "rate", rate_text);
    ranges.spreads({}, id, "mean", rate_text);
    return explainer.of_flow(id) + ranges.take();
  }
  if (is_one_of(first, {"availability", "unavailability", "downtime", "downtime_year",
                        "downtime_month", "unavailability_bounds", "not_known"})) {
    ranges.spreads({}, id, "availability", quantity::share_text);
    ranges.spreads({}, id, "downtime_year", quantity::time_text);
    return explain_availability(at.sources, at.model, at.results, id) + ranges.take();
  }
  if (first == "latency" || is_percentile(name)) return derive_times(at, id, false);
  if (first == "done") return derive_times(at, id, true);
  if (first == "untimed") return derive_times(at, id, true);
  if (first == "cost") return derive_cost(at, id);
  if (is_one_of(first, {"single_points", "pairs", "higher", "cut_sets", "cut_sets_complete"}))
    return derive_cut_sets(at, id);
  if (first == "importance")
    return derive_importance(at, id, first == name ? "" : name.substr(first.size() + 1));
  if (name == "fussell_vesely_by") return derive_importance(at, id, "");
  return {};
}

// A path of the results as JSON begins with its table.
bool strip(std::string_view& words, std::string_view start) {
  if (!words.starts_with(start)) return false;
  words.remove_prefix(start.size());
  return true;
}

std::string_view name_of_quantity(std::string_view figure) {
  if (!strip(figure, "quantities.")) return figure;
  return figure.ends_with(".value") ? figure.substr(0, figure.size() - 6) : figure;
}

// Where the subject ends and the figure begins: at each dot, the longest subject first.
std::vector<std::size_t> cuts_of(std::string_view figure) {
  std::vector<std::size_t> cuts{figure.size()};
  for (auto dot = figure.rfind('.'); dot != std::string_view::npos && dot > 0;
       dot = figure.rfind('.', dot - 1))
    cuts.push_back(dot);
  return cuts;
}

}  // namespace

Explanation explain(const Sources& sources, const model::Model& model,
                    const analysis::Results& results, std::string_view figure) {
  Explainer explainer(sources, model, results);
  const Derivation derivation(sources, model, results);
  const auto quantities = named(model.quantities, name_of_quantity(figure));
  if (quantities.size() == 1) return {explainer.of_quantity(QuantityId(quantities[0])), "", ""};
  std::string_view words = figure;
  const bool only_flow = strip(words, "flow.") || strip(words, "flows.");
  const bool only_component = strip(words, "component.") || strip(words, "components.");
  for (const std::size_t cut : cuts_of(words)) {
    const std::string_view subject = words.substr(0, cut);
    const std::string_view name = cut < words.size() ? words.substr(cut + 1) : "load";
    const auto components =
        only_flow ? std::vector<std::size_t>{} : named(model.components, subject);
    const auto flows = only_component ? std::vector<std::size_t>{} : named(model.flows, subject);
    std::string text;
    if (components.size() == 1 && !results.components.empty())
      text = of_component(explainer, derivation, ComponentId(components[0]), name);
    if (text.empty() && flows.size() == 1 && !results.flows.empty())
      text = of_flow(explainer, derivation, FlowId(flows[0]), name);
    if (!text.empty()) return {std::move(text), "", ""};
    if (components.size() == 1)
      return no_figure(
          subject, name,
          {"load", "capacity", "utilization", "needed", "zones", "wait", "response", "storage",
           "bandwidth", "tokens", "cost", "attempts", "backlog", "availability"});
    if (flows.size() == 1)
      return no_figure(
          subject, name,
          {"load", "p99", "done.p99", "availability", "importance", "cut_sets", "cost"});
  }
  if (is_one_of(figure, {"cost", "cost.month", "cost.per_request"}))
    return {derive_cost(derivation), "", ""};
  return unknown(model, figure);
}

}  // namespace joist::emit

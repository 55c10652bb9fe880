// Availability as JSON, as a table and in words.
#include "emit/availability.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "emit/table.hpp"
#include "quantity/display.hpp"

namespace joist::emit {
namespace {

using analysis::FlowAvailability;
using analysis::Importance;
using analysis::Results;
using model::Attribute;
using model::Model;

constexpr std::size_t most_shown = 5;  // parts of a flow, in tables
constexpr std::size_t most_told = 20;  // in words
constexpr double least_told = 1e-6;

const FlowAvailability* find(const Results& results, model::FlowId flow) {
  if (flow.index() >= results.flow_availability.size()) return nullptr;
  const FlowAvailability& found = results.flow_availability[flow.index()];
  return found.known ? &found : nullptr;
}

std::string name_of(const Importance& part, const Model& model, const Results& results) {
  if (part.component) return model.at(part.component).path;
  return subject(results.redundancy.events[part.event], model, results.redundancy);
}

std::vector<const Importance*> worst_first(const FlowAvailability& flow) {
  std::vector<const Importance*> parts;
  for (const Importance& part : flow.importance) parts.push_back(&part);
  std::stable_sort(parts.begin(), parts.end(), [](const Importance* a, const Importance* b) {
    return a->criticality > b->criticality;
  });
  return parts;
}

// Names of what the flow depends on and nothing is known of, each once.
std::vector<std::string> not_known(const FlowAvailability& flow, const Model& model,
                                   const Results& results) {
  std::vector<std::string> names;
  for (const std::uint32_t event : flow.not_known) {
    const analysis::Event& at = results.redundancy.events[event];
    std::string name = subject(at, model, results.redundancy);
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  return names;
}

std::string down_text(double down, double period) {
  return quantity::time_text(down * period);
}

std::string up_text(const FlowAvailability& flow) {
  const std::string least = flow.exact ? "" : "at least ";
  return least + quantity::share_text(flow.up);
}

std::string factor(double value) {
  return std::isinf(value) ? "inf" : quantity::number_text(value);
}

void write_importance(JsonWriter& json, const Importance& part) {
  json.inline_object();
  json.member("birnbaum", part.birnbaum).member("criticality", part.criticality);
  json.member("fussell_vesely", part.fussell_vesely);
  json.member("raw", part.raw).member("rrw", part.rrw).close();
}

std::string place(const Sources& sources, Span span) {
  if (!span.file || span.file.index() >= sources.size()) return "";
  const Source& source = sources.at(span.file);
  return fmt::format("  ({}:{})", source.path(), source.position(span.begin).line);
}

std::string stated(const Sources& sources, const Model& model, model::ComponentId id) {
  std::string out;
  for (const Attribute attribute : {Attribute::availability, Attribute::mtbf, Attribute::mttr}) {
    const model::Stated* number = model.number(id, attribute);
    if (number == nullptr) continue;
    // A default does not count where it is known how often it fails, and for how long.
    const bool replaced = attribute == Attribute::availability && model.is_default(id, attribute) &&
                          model.number(id, Attribute::mtbf) != nullptr &&
                          model.number(id, Attribute::mttr) != nullptr;
    if (replaced) continue;
    out += fmt::format("    {}: {}", model::info(attribute).name, quantity::text(number->quantity));
    if (model.is_default(id, attribute))
      out += fmt::format(", the default of `{}`", model.kind(model.at(id).kind).name);
    out += place(sources, number->span) + "\n";
  }
  return out;
}

// "up 99.99%: one of 3 copies is enough"
std::string copies_text(const Results& results, model::ComponentId id) {
  if (id.index() >= results.component_availability.size()) return "";
  const auto& found = results.component_availability[id.index()];
  if (!found.known) return "";
  std::string out = fmt::format("    up {} of the time", quantity::share_text(found.up));
  if (found.copies > 1) out += fmt::format(", with {} of {} copies", found.least, found.copies);
  if (found.shards > 1) out += fmt::format(" of each of {} shards", found.shards);
  return out + "\n";
}

// "99.95% of `api` x 99.99% of `db` = 99.94%", where the flow needs all of them, each by itself.
std::string product_text(const FlowAvailability& flow, const Model& model, const Results& results) {
  std::string words;
  double product = 1;
  if (!flow.exact || flow.importance.empty() || flow.importance.size() > most_told) return "";
  for (const Importance& part : flow.importance) {
    if (!part.component || part.component.index() >= results.component_availability.size())
      return "";
    const auto& found = results.component_availability[part.component.index()];
    if (!found.known) return "";
    product *= found.up;
    words += fmt::format("{}{} of `{}`", words.empty() ? "" : " x ", quantity::share_text(found.up),
                         model.at(part.component).path);
  }
  if (std::abs(1 - product - flow.down) > 1e-6 * flow.down + 1e-15) return "";
  return fmt::format("  {} = {}\n", words, quantity::share_text(flow.up));
}

std::string resting_on(const std::vector<std::string>& names) {
  if (names.empty()) return "";
  return fmt::format("  states no availability, taken as never failing: {}\n", listed(names));
}

}  // namespace

void write_share(JsonWriter& json, std::string_view key, double up, double down) {
  json.key(key);
  if (down >= 1e-3 || up >= 1) {
    json.number(up);
  } else {
    json.written(fmt::format("{:.15g}", up));
  }
}

void write_availability(JsonWriter& json, const Model& model, const Results& results,
                        model::FlowId flow) {
  const FlowAvailability* found = find(results, flow);
  if (found == nullptr) return;
  write_share(json, "availability", found->up, found->down);
  json.member("unavailability", found->down);
  if (!found->exact)
    json.key("unavailability_bounds")
        .inline_array()
        .number(found->least_down)
        .number(found->down)
        .close();
  json.member("downtime_year", found->down * analysis::seconds_a_year);
  json.member("downtime_month", found->down * analysis::seconds_a_month);
  json.key("not_known").inline_array();
  for (const std::string& name : not_known(*found, model, results)) json.text(name);
  json.close();
  if (found->importance.empty()) return;
  json.member("fussell_vesely_by", found->by_cut_sets ? "cut sets" : "condition");
  json.key("importance").object();
  for (const Importance& part : found->importance) {
    json.key(name_of(part, model, results));
    write_importance(json, part);
  }
  json.close();
}

std::string availability_text(const Analysed& design, const ResultsQuery& query) {
  Table table({"down because of", "on", " share", " birnbaum", " fussell-vesely", " raw", " rrw"});
  std::vector<std::string> unknown;
  for (std::size_t f = 0; f < design.model.flows.size(); ++f) {
    const model::FlowId id(f);
    const FlowAvailability* found = find(design.results, id);
    if (found == nullptr || !selected(query, design.model, id)) continue;
    std::size_t shown = 0;
    for (const Importance* part : worst_first(*found)) {
      if (part->criticality < 0.005 || ++shown > most_shown) break;
      table.row({name_of(*part, design.model, design.results), design.model.at(id).path,
                 quantity::share_text(part->criticality), factor(part->birnbaum),
                 found->by_cut_sets ? factor(part->fussell_vesely) : "", factor(part->raw),
                 factor(part->rrw)});
    }
    for (std::string& name : not_known(*found, design.model, design.results))
      if (std::find(unknown.begin(), unknown.end(), name) == unknown.end())
        unknown.push_back(std::move(name));
  }
  std::string out = table.empty() ? "" : "\n" + table.text();
  if (!unknown.empty())
    out += fmt::format("{}taken as never failing, for want of an availability: {}\n",
                       out.empty() ? "\n" : "", listed(unknown));
  return out;
}

std::string explain_availability(const Sources& sources, const Model& model, const Results& results,
                                 model::FlowId flow) {
  const FlowAvailability* found = find(results, flow);
  const std::string& name = model.at(flow).path;
  if (found == nullptr)
    return fmt::format("no availability of anything on `{}` is known{}\n", name,
                       place(sources, model.at(flow).span));
  std::string out = fmt::format("`{}` is up {} of the time: down {} a year, {} a month{}\n", name,
                                up_text(*found), down_text(found->down, analysis::seconds_a_year),
                                down_text(found->down, analysis::seconds_a_month),
                                place(sources, model.at(flow).span));
  out += found->exact ? "  exact, with failures independent of each other\n"
                      : fmt::format(
                            "  too large for an exact figure; at best it is down {} a "
                            "year\n",
                            down_text(found->least_down, analysis::seconds_a_year));
  out += product_text(*found, model, results);
  std::size_t told = 0;
  for (const Importance* part : worst_first(*found)) {
    if (part->criticality < least_told || ++told > most_told) break;
    out += fmt::format("  {} of it would go if `{}` never failed\n",
                       quantity::share_text(part->criticality), name_of(*part, model, results));
    if (!part->component) continue;
    out += copies_text(results, part->component) + stated(sources, model, part->component);
  }
  return out + resting_on(not_known(*found, model, results));
}

std::string explain_availability(const Sources& sources, const Model& model, const Results& results,
                                 model::ComponentId component) {
  const std::string text = copies_text(results, component);
  const std::string& name = model.at(component).path;
  if (text.empty()) return fmt::format("no availability of `{}` is known\n", name);
  return fmt::format("`{}`{}\n", name, place(sources, model.at(component).span)) + text +
         stated(sources, model, component);
}

}  // namespace joist::emit

// What breaks first when the load grows, and what is left at a given factor.
#include "emit/scale.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "emit/table.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

using analysis::Break;

std::string factor_text(double factor) {
  return quantity::number_text(factor) + "x";
}

// A part breaks at a factor when its own limit lies below it.
std::vector<const Break*> broken_at(const Analysed& base, double factor) {
  std::vector<const Break*> result;
  for (const Break& each : base.results.scale) {
    if (each.factor < factor) result.push_back(&each);
  }
  return result;
}

std::string name(const Analysed& design, const Break& each) {
  return design.model.at(each.component).path;
}

void write_breaks(std::string& out, const Analysed& base) {
  Table table({" factor", "component", "limited by"});
  for (const Break& each : base.results.scale) {
    table.row({factor_text(each.factor), name(base, each), std::string(analysis::text(each.why))});
  }
  if (table.empty()) {
    out += "nothing with a known load and capacity: there is no limit to name\n";
    return;
  }
  out += table.text();
}

void write_factor(std::string& out, const Analysed& base, double factor) {
  const std::vector<const Break*> broken = broken_at(base, factor);
  out += fmt::format("\nat {}: ", factor_text(factor));
  if (broken.empty()) {
    out += "everything holds\n";
    return;
  }
  std::vector<std::string> names;
  for (const Break* each : broken) names.push_back(name(base, *each));
  out += fmt::format("{} past the headroom: {}\n", counted(names.size(), "component", "components"),
                     listed(names));
}

void write_stage(std::string& out, const Analysed& stage) {
  out += fmt::format("\nstage \"{}\": ", stage.label);
  const std::vector<model::ComponentId> worst = overloaded(stage);
  std::vector<std::string> names;
  for (const model::ComponentId id : worst) {
    names.push_back(stage.model.at(id).path);
  }
  if (!names.empty()) {
    out += fmt::format("{} cannot carry the load\n", listed(names));
  } else if (stage.results.scale.empty()) {
    out += "no limit is known\n";
  } else {
    const Break& first = stage.results.scale.front();
    out += fmt::format("holds; `{}` is the next to break, at {}\n", name(stage, first),
                       factor_text(first.factor));
  }
}

void write_break(JsonWriter& json, const Analysed& design, const Break& each) {
  json.inline_object().member("component", name(design, each)).member("factor", each.factor);
  json.member("why", analysis::text(each.why)).close();
}

}  // namespace

std::string scale_table(const Analysed& base, const std::vector<Analysed>& stages,
                        const std::vector<double>& factors) {
  std::string out;
  write_breaks(out, base);
  for (const double factor : factors) write_factor(out, base, factor);
  for (const Analysed& stage : stages) write_stage(out, stage);
  return out;
}

std::string scale_json(const Analysed& base, const std::vector<Analysed>& stages,
                       const std::vector<double>& factors) {
  JsonWriter json;
  json.object().key("version").integer(1).key("scale").array();
  for (const Break& each : base.results.scale) write_break(json, base, each);
  json.close().key("at").array();
  for (const double factor : factors) {
    json.object().member("factor", factor).key("breaks").inline_array();
    for (const Break* each : broken_at(base, factor)) json.text(name(base, *each));
    json.close().close();
  }
  json.close().key("stages").array();
  for (const Analysed& stage : stages) {
    json.object().member("label", stage.label).key("breaks").inline_array();
    for (const model::ComponentId id : overloaded(stage)) json.text(stage.model.at(id).path);
    json.close().key("scale").array();
    for (const Break& each : stage.results.scale) write_break(json, stage, each);
    json.close().close();
  }
  return json.close().close().take();
}

}  // namespace joist::emit

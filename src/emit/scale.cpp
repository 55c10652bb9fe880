// Writes the scaling story as tables and as JSON.
#include "emit/scale.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "emit/table.hpp"
#include "quantity/display.hpp"

namespace joist::emit {

namespace {

std::string factor_text(double factor) {
  return quantity::number_text(factor) + "x";
}

std::string without_backticks(std::string text) {
  std::erase(text, '`');
  return text;
}

void write_ceilings(std::string& out, const Act& base) {
  Table table({" factor", "component", "limited by", "there are", "for 10x"});
  for (const Ceiling& each : base.ceilings) {
    table.row({factor_text(each.factor), each.name, std::string(analysis::text(each.why)),
               each.there, each.enough});
  }
  if (table.empty()) {
    out += "nothing with a known load and capacity: there is no limit to name\n";
    return;
  }
  out += table.text();
}

std::string broken_text(const Broken& broken) {
  if (broken.refuses) return fmt::format("  `{}` refuses what is above its limit\n", broken.name);
  const std::string enough =
      broken.enough.empty() ? "" : fmt::format(", {} carry it", broken.enough);
  return fmt::format("  `{}` at {}{}\n", broken.name, quantity::share_text(broken.utilization),
                     enough);
}

void write_multiple(std::string& out, const Multiple& multiple) {
  out += fmt::format("\nat {}: ", factor_text(multiple.factor));
  if (multiple.broken.empty()) {
    out += "everything holds\n";
    return;
  }
  out += counted(multiple.broken.size(), "component", "components") + " past the headroom\n";
  for (const Broken& each : multiple.broken) out += broken_text(each);
}

void write_act(std::string& out, const Act& act) {
  out += act.is_base ? "\nas it stands" : fmt::format("\nstage \"{}\"", act.label);
  if (act.load > 0) out += fmt::format(", {} at the peak", quantity::rate_text(act.load));
  if (act.cost > 0) out += fmt::format(", {} a month", quantity::money_text(act.cost));
  if (!act.broken.empty()) {
    out += fmt::format(": {} cannot carry the load\n",
                       counted(act.broken.size(), "component", "components"));
    for (const Broken& each : act.broken) out += broken_text(each);
  } else if (act.ceilings.empty()) {
    out += ": no limit is known\n";
  } else if (act.ceilings.front().factor <= 1) {
    out += fmt::format(": holds, but {} {} past the headroom\n", listed(tight(act)),
                       tight(act).size() == 1 ? "is" : "are");
  } else {
    const Ceiling& first = act.ceilings.front();
    out += fmt::format(": holds; `{}` is the next to break, at {}\n", first.name,
                       factor_text(first.factor));
  }
  for (const std::string& change : act.changes)
    out += fmt::format("  changed: {}\n", without_backticks(change));
}

void write_ceiling(JsonWriter& json, const Ceiling& each) {
  json.inline_object().member("component", each.name).member("factor", each.factor);
  json.member("why", analysis::text(each.why)).member("there", each.there);
  if (!each.enough.empty()) json.member("enough_for_10x", each.enough);
  json.close();
}

void write_names(JsonWriter& json, const std::vector<Broken>& broken) {
  json.key("breaks").inline_array();
  for (const Broken& each : broken) json.text(each.name);
  json.close();
  json.key("enough").inline_object();
  for (const Broken& each : broken)
    if (!each.enough.empty()) json.member(each.name, each.enough);
  json.close();
}

}  // namespace

const Act& Story::base() const {
  return *std::find_if(acts.begin(), acts.end(), [](const Act& act) { return act.is_base; });
}

std::vector<std::string> tight(const Act& act) {
  std::vector<std::string> names;
  for (const Ceiling& each : act.ceilings) {
    const bool broken = std::any_of(act.broken.begin(), act.broken.end(),
                                    [&](const Broken& one) { return one.name == each.name; });
    // One may be short of more than one thing.
    const bool told = std::find(names.begin(), names.end(), each.name) != names.end();
    if (each.factor <= 1 && !broken && !told) names.push_back(each.name);
  }
  return names;
}

std::string scale_table(const Story& story) {
  std::string out;
  write_ceilings(out, story.base());
  for (const Multiple& multiple : story.multiples) write_multiple(out, multiple);
  if (story.acts.size() < 2) return out;
  for (const Act& act : story.acts) write_act(out, act);
  return out;
}

std::string scale_json(const Story& story) {
  JsonWriter json;
  json.object().key("version").integer(1).key("scale").array();
  for (const Ceiling& each : story.base().ceilings) write_ceiling(json, each);
  json.close().key("at").array();
  for (const Multiple& multiple : story.multiples) {
    json.object().member("factor", multiple.factor);
    write_names(json, multiple.broken);
    json.close();
  }
  json.close().key("stages").array();
  for (const Act& act : story.acts) {
    if (act.is_base) continue;
    json.object().member("label", act.label);
    if (act.load > 0) json.member("load", act.load);
    if (act.cost > 0) json.member("cost", act.cost);
    write_names(json, act.broken);
    json.key("changes").array();
    for (const std::string& change : act.changes) json.text(without_backticks(change));
    json.close().key("scale").array();
    for (const Ceiling& each : act.ceilings) write_ceiling(json, each);
    json.close().close();
  }
  return json.close().close().take();
}

}  // namespace joist::emit

// Tells what stops, what overloads step by step, and what each flow has left.
#include "emit/fallout.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "emit/kills.hpp"
#include "emit/table.hpp"
#include "quantity/display.hpp"

namespace joist::emit {
namespace {

using analysis::Downed;
using analysis::Fallout;
using analysis::FalloutStep;
using analysis::Fault;
using analysis::FlowLeft;
using model::ComponentId;

struct Killed {
  std::vector<std::string> names;
  Fallout fallout;

  Killed(const Analysed& design, const std::vector<std::string>& words) {
    std::vector<analysis::Kill> kills;
    for (const std::string& word : words) {
      KillReading reading = read_kill(design, word);
      kills.push_back(reading.kill);
      names.push_back(std::move(reading.name));
    }
    fallout = analysis::find_fallout(design.model, kills);
  }
};

std::string_view word(Fault fault) {
  switch (fault) {
    case Fault::none:
      return "up";
    case Fault::lost:
      return "lost";
    case Fault::quorum:
      return "too few copies";
    case Fault::leader:
      return "no leader";
    case Fault::load:
      return "overloaded";
  }
  return "";
}

std::string name(const model::Model& model, model::FlowId flow) {
  const std::string& path = model.at(flow).path;
  return path.empty() ? "(no flow)" : path;
}

bool is_used(const model::Model& model, std::size_t flow) {
  return !model.flows[flow].arrows.empty();
}

std::vector<std::string> names(const model::Model& model, const std::vector<ComponentId>& ids) {
  std::vector<std::string> result;
  for (const ComponentId id : ids) result.push_back(model.at(id).path);
  return result;
}

std::string stopping(const model::Model& model, const FalloutStep& step) {
  std::vector<std::string> flows;
  for (const model::FlowId flow : step.stopped) flows.push_back(name(model, flow));
  return flows.empty() ? "" : "stops " + listed(flows);
}

std::string down_text(const model::Model& model, const std::vector<Downed>& down) {
  std::string out;
  for (const Downed& downed : down)
    out += fmt::format("  `{}` is down: {}\n", model.at(downed.component).path, word(downed.fault));
  return out;
}

std::string steps_text(const model::Model& model, const Fallout& fallout) {
  std::string out;
  for (std::size_t s = 0; s < fallout.steps.size(); ++s) {
    const FalloutStep& step = fallout.steps[s];
    const std::string stopped = stopping(model, step);
    if (s == 0) {
      out += stopped.empty() ? "at once: no flow stops\n" : fmt::format("at once: {}\n", stopped);
      out += down_text(model, fallout.down);
      for (const ComponentId id : fallout.leaderless)
        out += fmt::format("  `{}` takes no writes: no other copy takes over\n", model.at(id).path);
      continue;
    }
    out += fmt::format("step {}:{}\n", s, stopped.empty() ? "" : " " + stopped);
    for (std::size_t i = 0; i < step.overloaded.size(); ++i)
      out += fmt::format("  `{}` gets {} of what it can carry now, and goes down\n",
                         model.at(step.overloaded[i]).path, quantity::share_text(step.overload[i]));
  }
  return out;
}

std::string flows_text(const model::Model& model, const Fallout& fallout) {
  Table table({"flow", "then", "without", "tightest", " at"});
  for (std::size_t f = 0; f < fallout.flows.size(); ++f) {
    if (!is_used(model, f)) continue;
    const FlowLeft& left = fallout.flows[f];
    const bool tight = left.up && left.tightest;
    const std::string& path = model.flows[f].path;
    table.row({path.empty() ? "(no flow)" : path, left.up ? "goes on" : "stops",
               fmt::format("{}", fmt::join(names(model, left.without), ", ")),
               tight ? model.at(left.tightest).path : "",
               tight ? quantity::share_text(left.utilization) : ""});
  }
  return table.empty() ? "" : "\n" + table.text();
}

std::string left_text(const model::Model& model, const Fallout& fallout) {
  Table table({"component", " copies left", " before", " then"});
  for (const analysis::LoadLeft& left : fallout.left)
    table.row({model.at(left.component).path, quantity::number_text(left.copies),
               quantity::share_text(left.before), quantity::share_text(left.after)});
  return table.empty() ? "" : "\n" + table.text();
}

void write_step(JsonWriter& json, const model::Model& model, const FalloutStep& step) {
  json.object().key("overloaded").array();
  for (std::size_t i = 0; i < step.overloaded.size(); ++i)
    json.inline_object()
        .member("component", model.at(step.overloaded[i]).path)
        .member("utilization", step.overload[i])
        .close();
  json.close().key("stopped").inline_array();
  for (const model::FlowId flow : step.stopped) json.text(model.at(flow).path);
  json.close().close();
}

void write_flow(JsonWriter& json, const model::Model& model, const FlowLeft& left) {
  json.inline_object().member("up", left.up);
  json.key("without").inline_array();
  for (const ComponentId id : left.without) json.text(model.at(id).path);
  json.close();
  if (left.up && left.tightest)
    json.member("tightest", model.at(left.tightest).path).member("utilization", left.utilization);
  json.close();
}

}  // namespace

std::string trouble_with_kills(const Analysed& design, const std::vector<std::string>& kills) {
  for (const std::string& kill : kills) {
    std::string problem = read_kill(design, kill).problem;
    if (!problem.empty()) return problem;
  }
  return "";
}

std::string fallout_text(const Analysed& design, const std::vector<std::string>& kills) {
  const Killed killed(design, kills);
  const model::Model& model = design.model;
  return fmt::format("without {}\n\n", fmt::join(killed.names, ", ")) +
         steps_text(model, killed.fallout) + flows_text(model, killed.fallout) +
         left_text(model, killed.fallout);
}

std::string fallout_json(const Analysed& design, const std::vector<std::string>& kills) {
  const Killed killed(design, kills);
  const model::Model& model = design.model;
  JsonWriter json;
  json.object().key("version").integer(1).key("killed").inline_array();
  for (const std::string& each : killed.names) {
    std::string plain;
    for (const char c : each)
      if (c != '`') plain += c;
    json.text(plain);
  }
  json.close().key("down").array();
  for (const Downed& downed : killed.fallout.down)
    json.inline_object()
        .member("component", model.at(downed.component).path)
        .member("why", word(downed.fault))
        .close();
  json.close().key("leaderless").inline_array();
  for (const ComponentId id : killed.fallout.leaderless) json.text(model.at(id).path);
  json.close().key("steps").array();
  for (const FalloutStep& step : killed.fallout.steps) write_step(json, model, step);
  json.close().key("flows").object();
  for (std::size_t f = 0; f < killed.fallout.flows.size(); ++f) {
    if (!is_used(model, f)) continue;
    json.key(model.flows[f].path);
    write_flow(json, model, killed.fallout.flows[f]);
  }
  json.close().key("components").object();
  for (const analysis::LoadLeft& left : killed.fallout.left) {
    json.key(model.at(left.component).path).inline_object();
    json.member("copies", left.copies).member("before", left.before);
    json.member("utilization", left.after).close();
  }
  return json.close().close().take();
}

}  // namespace joist::emit

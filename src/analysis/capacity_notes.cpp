// The arithmetic behind a component's load and capacity, in words.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "analysis/capacity_demand.hpp"
#include "quantity/display.hpp"

namespace joist::analysis {
namespace {

using model::Arrow;
using model::When;
using quantity::count_text;
using quantity::number_text;
using quantity::rate_text;
using quantity::share_text;
using quantity::time_text;

constexpr std::size_t most_lines = 6;         // of arrivals; the largest ones
constexpr std::size_t most_explained = 1000;  // components; in larger designs only tight ones are

// How one factor of the ratio reads: "x 3", "x 3% misses of `inbox`".
std::string ratio_text(const model::Model& model, const Arrow& arrow, double multiplicity) {
  if (arrow.when == When::miss || arrow.when == When::hit) {
    return fmt::format("{} {} of `{}`", share_text(multiplicity),
                       arrow.when == When::miss ? "misses" : "hits",
                       model.at(arrow.condition).path);
  }
  if (arrow.when == When::fail) {
    return fmt::format("{} failures of `{}`", share_text(multiplicity),
                       model.at(arrow.condition).path);
  }
  if (model.at(arrow.from).role == model::Role::cache && multiplicity < 1) {
    return share_text(multiplicity) + " misses";
  }
  return multiplicity < 1 ? share_text(multiplicity) : number_text(multiplicity);
}

std::string arrival_line(const model::Model& model, const Traffic& traffic, std::uint32_t index) {
  const Arrow& arrow = model.arrows[index];
  const ArrowLoad& load = traffic.arrows[index];
  const std::string tail = model.at(arrow.from).path;
  const std::string flow = arrow.flow && !model.at(arrow.flow).name.empty()
                               ? " in `" + model.at(arrow.flow).path + "`"
                               : "";
  const char* noun = load.reads > 0 && load.writes == 0   ? " reads"
                     : load.writes > 0 && load.reads == 0 ? " writes"
                                                          : "";
  const std::string rate = rate_text(load.peak);
  if (load.multiplicity == 1 || load.multiplicity <= 0) {
    return fmt::format("{}{} from `{}`{}", rate, noun, tail, flow);
  }
  return fmt::format("{} from `{}`{} x {} = {}{}", rate_text(load.peak / load.multiplicity), tail,
                     flow, ratio_text(model, arrow, load.multiplicity), rate, noun);
}

std::string nodes_text(double nodes) {
  return count_text(nodes) + (nodes == 1 ? " node" : " nodes");
}

std::string machines_text(const Fleet& fleet) {
  if (fleet.nodes > 0) return nodes_text(fleet.nodes);
  std::string text;
  if (fleet.shards > 1) text = count_text(fleet.shards) + " shards x ";
  return text + count_text(fleet.replicas - fleet.standby);
}

std::string shared_text(const Demand& demand, const Carries& carried) {
  const Fleet& fleet = demand.fleet;
  const Arrivals& in = demand.arrivals;
  std::vector<std::string> parts;
  if (in.reads > 0 && carried.reads) {
    parts.push_back(fmt::format("{} reads / ({} x {})", rate_text(in.reads), machines_text(fleet),
                                rate_text(*carried.reads)));
  }
  if (in.writes > 0 && carried.writes) {
    const std::string copies =
        fleet.nodes > 0 && fleet.replicas > 1 ? " x " + count_text(fleet.replicas) + " copies" : "";
    const std::string machines =
        fleet.nodes > 0 ? nodes_text(fleet.nodes)
                        : count_text(fleet.shards) + (fleet.shards > 1 ? " shards" : "");
    parts.push_back(fmt::format("{} writes{} / ({} x {})", rate_text(in.writes), copies, machines,
                                rate_text(*carried.writes)));
  }
  if (parts.empty()) return "";
  return parts.size() > 1 ? parts[0] + " + " + parts[1] : parts[0];
}

// Whatever places it has are taken, see fill_pool.
bool is_filled(const Demand& demand) {
  const Curve* curve = demand.tightest(demand.fleet.copies());
  return curve && curve->limit == Limit::pool && curve->spread == 0;
}

std::string limit_line(const ComponentFacts& facts, const Demand& demand,
                       const CapacityResult& result) {
  const Carries& carried = facts.carries;
  const std::string whole = share_text(result.utilization);
  const Arrivals& in = demand.arrivals;
  switch (result.limited_by) {
    case Limit::pool:
      if (is_filled(demand))
        return fmt::format(
            "it waits without bound for what it calls: all of {} x {} places are "
            "taken at {}, and {} of that arrives",
            machines_text(demand.fleet), count_text(demand.concurrency),
            rate_text(in.count / result.utilization), whole);
      return fmt::format("{} x {} held = {} of {} x {} places: {}", rate_text(in.count),
                         time_text(demand.hold), count_text(in.count * demand.hold),
                         machines_text(demand.fleet), count_text(demand.concurrency), whole);
    case Limit::hottest_shard:
      return fmt::format("{} of the load on the hottest shard: {}", share_text(facts.skew), whole);
    case Limit::bandwidth:
      return fmt::format("{} of {} bandwidth each: {}",
                         quantity::data_rate_text(result.utilization * facts.bandwidth),
                         quantity::data_rate_text(facts.bandwidth), whole);
    default:
      break;
  }
  if (facts.tells_apart && in.reads + in.writes > 0) {
    const std::string shared = shared_text(demand, carried);
    return shared.empty() ? "" : shared + " = " + whole;
  }
  if (!carried.reads) return "";
  return fmt::format("{} / ({} x {}) = {}", rate_text(in.requests), machines_text(demand.fleet),
                     rate_text(*carried.reads), whole);
}

// What a place is kept for, where not for the request itself alone.
std::string held_line(const Demand& demand) {
  const Arrivals& in = demand.arrivals;
  const double own = in.count > 0 ? (in.service + in.held) / in.count : 0;
  if (!(demand.hold > own * (1 + 1e-9)) || is_filled(demand)) return "";
  return fmt::format("{} held: {} by itself, {} for the calls it waits for, with their queues",
                     time_text(demand.hold), time_text(own), time_text(demand.hold - own));
}

void add_arrivals(const model::Model& model, const Traffic& traffic,
                  std::span<const std::uint32_t> into, std::vector<std::string>& notes) {
  std::vector<std::uint32_t> arrows(into.begin(), into.end());
  std::erase_if(arrows, [&](std::uint32_t i) { return !(traffic.arrows[i].peak > 0); });
  std::stable_sort(arrows.begin(), arrows.end(), [&](std::uint32_t a, std::uint32_t b) {
    return traffic.arrows[a].peak > traffic.arrows[b].peak;
  });
  for (std::size_t i = 0; i < arrows.size() && i < most_lines; ++i) {
    notes.push_back(arrival_line(model, traffic, arrows[i]));
  }
  if (arrows.size() <= most_lines) return;
  double rest = 0;
  for (std::size_t i = most_lines; i < arrows.size(); ++i) rest += traffic.arrows[arrows[i]].peak;
  notes.push_back(
      fmt::format("{} over {} more arrows", rate_text(rest), arrows.size() - most_lines));
}

// Flows that begin at what others call as well: their requests are work for it, too.
void add_own(const model::Model& model, const Traffic& traffic, ComponentId id,
             std::vector<std::string>& notes) {
  if (notes.empty()) return;
  for (std::size_t f = 0; f < traffic.flows.size(); ++f) {
    const auto& flow = traffic.flows[f];
    const auto& sources = flow.sources;
    if (!flow.known || std::find(sources.begin(), sources.end(), id) == sources.end()) continue;
    if (sources.size() > 1 || model.flows[f].name.empty()) continue;
    notes.push_back(
        fmt::format("{} begin at it in `{}`", rate_text(flow.peak), model.flows[f].path));
  }
}

}  // namespace

void write_notes(const model::Model& model, const CapacityFacts& facts, const Traffic& traffic,
                 const std::vector<Demand>& demands, std::vector<CapacityResult>& results) {
  std::vector<char> wanted(results.size(), 0);
  const bool small = results.size() <= most_explained;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const bool tight = results[i].utilization > 1 - headroom(model, ComponentId(i));
    wanted[i] = results[i].known && demands[i].has_load && (small || tight);
  }
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!wanted[i]) continue;
    add_arrivals(model, traffic, facts.arrows_into(ComponentId(i)), results[i].notes);
    add_own(model, traffic, ComponentId(i), results[i].notes);
    const std::string line = limit_line(facts.components[i], demands[i], results[i]);
    if (!line.empty()) results[i].notes.push_back(line);
    const std::string held = held_line(demands[i]);
    if (results[i].limited_by == Limit::pool && !held.empty()) results[i].notes.push_back(held);
  }
}

}  // namespace joist::analysis

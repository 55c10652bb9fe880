// What several rules ask of the results, so that one fault is one finding: who is overloaded, and
// which loss is to blame for what.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule.hpp"

namespace joist::lint {

using model::ComponentId;
using model::DomainId;
using model::FlowId;

// Offered load above what it carries, whatever the reason; where that is uncertain, at the medians.
bool is_overloaded(const Facts& facts, ComponentId id);
// The chance that it is, where its estimates leave that open; nothing where they do not.
std::optional<double> overload_chance(const Facts& facts, ComponentId id);
// The same of what nothing but a `limit` bounds: the chance that it refuses something.
std::optional<double> refusal_chance(const Facts& facts, ComponentId id);
// The chance that a figure of it ("utilization", "storage.bytes") is above that, likewise: between
// its percentiles as chance_above of the results has it.
std::optional<double> chance_above(const Facts& facts, ComponentId id, std::string_view figure,
                                   double limit);
// That it overloads when it is used so many times as much, whatever the estimates are. Nothing
// where what it can do has parts that do not all grow alike.
std::optional<double> chance_when_multiplied(const Facts& facts, ComponentId id, double factor);
inline constexpr double unlikely = 0.05;  // chances below are not told
inline constexpr double likely = 0.5;     // from here on it is said as of what is certain
// Whether to say what holds with that chance, or, where nothing is open, at the medians.
bool is_told(const std::optional<double>& chance, bool holds);
// The same as an error from `likely` on, else a warning.
Severity severity_by(const std::optional<double>& chance);
// Has a finding say it, unless it is certain.
void add_chance(Finding& finding, const std::optional<double>& chance);
// `, and up to 125%`, where it is uncertain; else empty.
std::string highest_utilization(const Facts& facts, ComponentId id);
// All places of its `concurrency` are taken while its machines have headroom.
bool is_full(const Facts& facts, ComponentId id);
// Its `limit` counts tokens.
bool is_metered(const Facts& facts, ComponentId id);
// It is the skewed key, and not the load as a whole, that overloads its hottest shard.
bool is_hot(const Facts& facts, ComponentId id);
// It stands behind a queue that grows because of it.
bool is_behind_backlog(const Facts& facts, ComponentId id);

// How much of its capacity a component would use without the cache; 0 where that changes nothing.
double utilization_without(const analysis::ColdCache& cold, ComponentId id);

// One thing whose loss alone stops flows.
struct Point {
  std::uint32_t event = 0;
  std::vector<FlowId> flows;
  // By component, why; for a domain all that it takes down and the flows cannot do without.
  std::map<ComponentId, analysis::Fault> because;
  bool by_load = false;  // in every flow
  std::string why;       // in the first of the flows
};
std::vector<Point> points_by_event(const Facts& facts);

// True if a copy of it, its leader or its service is a single point by itself, however little it
// has to carry.
std::vector<bool> single_components(const Facts& facts, const std::vector<Point>& points);

// A flow (or the design) states an availability that it must have.
bool has_availability_need(const Facts& facts, FlowId flow);
// The first need that asks to survive such a loss, or null.
const model::Need* need_to_survive(const Facts& facts, const analysis::Event& event);

// By component: another of its name and kind is drawn in another zone, as in `zone a, b { .. }`.
std::vector<bool> drawn_in_each_zone(const Facts& facts);
// It is one of several at which the flow may begin, and nothing says how much enters where.
bool is_unclear_entry(const Facts& facts, FlowId flow, ComponentId id);

// What brings a component the most: an arrow, or the rate of a flow that begins there.
struct Inflow {
  double peak = 0;
  Span span;
};
// By component; in one walk, so that rules need no search for each finding.
std::vector<Inflow> largest_inflows(const Facts& facts);

// How many copies of it there are in all, and whether a provider runs them.
double instances(const Facts& facts, ComponentId id);
bool is_managed(const Facts& facts, ComponentId id);
bool keeps_data(const Facts& facts, ComponentId id);  // a store, a cache or a queue
// "copy", "node", "instance"; with an -s or -es where there are several.
std::string copies_word(const Facts& facts, ComponentId id, double count);
// Its instances where so many are needed, as they are to be stated: "9 instances", "4 shards".
std::string enough(const Facts& facts, ComponentId id, double needed);
// The same where it is said whether more shards are asked for, and not more copies of each.
std::string enough(const Facts& facts, ComponentId id, double needed, bool by_shards);
// Requests reach it along some arrow.
bool is_used(const Facts& facts, ComponentId id);

// What is split into two shards or more, carries load, and of which it is known how much it can.
struct Sharded {
  ComponentId id;
  double shards = 0;
};
std::vector<Sharded> sharded(const Facts& facts);
// Why it needs a majority, where it does not say so itself.
void explain_majority(const Facts& facts, ComponentId id, Finding& finding);

// A fix that raises its replicas (nodes, or shards) to so many instances.
std::optional<Fix> raise_to(const Facts& facts, ComponentId id, double needed);

}  // namespace joist::lint

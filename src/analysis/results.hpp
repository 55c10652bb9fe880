// Everything that is computed from a model, by table: what later stages read and nobody changes.
// Base units throughout: rates per second at the peak unless `mean` is said, seconds, bytes,
// dollars.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/model.hpp"

namespace joist::analysis {

using model::ArrowId;
using model::ComponentId;
using model::DomainId;
using model::FlowId;

inline constexpr double infinity = std::numeric_limits<double>::infinity();

// Requests of one flow at one visit of a component.
struct Row {
  ComponentId component;
  FlowId flow;
  std::uint32_t visit = 0;
  double mean = 0, peak = 0;     // offered
  double reads = 0, writes = 0;  // of the peak, where the component tells them apart
};

struct ArrowLoad {
  bool known = false;       // false: no rate reaches the tail, or it stands behind a runaway loop
  double multiplicity = 0;  // calls per request at the tail: ratio x share
  double mean = 0, peak = 0;
  double made = 1;  // part of the calls that is made, of an arrow that leads back `most` times
  double reads = 0, writes = 0;     // of the peak
  std::optional<double> bandwidth;  // bytes per second at the peak, where `size` is known
};

// What decides how much a component carries.
enum class Limit : std::uint8_t {
  none,
  capacity,
  reads_and_writes,
  hottest_shard,
  pool,
  bandwidth,
  limit  // refuses what is above it
};
std::string_view text(Limit limit);

// One shortage a reader can act on, with the arithmetic in words.
struct CapacityResult {
  bool known = false;      // false: no capacity is known
  double capacity = 0;     // requests per second of the whole component, at this mix
  double machine = 0;      // the part of the machines' capacity that is used, places left aside
  double utilization = 0;  // of what counts; infinite where load meets a capacity of zero
  Limit limited_by = Limit::none;
  double instances = 1;          // replicas x shards, or nodes
  double serving = 1;            // without standby
  std::optional<double> needed;  // smallest number of instances that is enough, see analysis.md 2
  std::optional<double> needed_after_loss;
  double busy = 0, servers = 0;     // Little's law, where a service time is known
  std::optional<double> breaks_at;  // factor on all sources at which 1 - headroom is reached
  std::vector<std::string> notes;   // "434k reads/s x 3% misses of `inbox` = 13.0k/s"
  bool by_shards = false;           // `needed` asks for more shards, not for more copies of each
};

// What retries make of one request, on average over all that arrive at a component.
struct Attempts {
  double worst = 1;     // every attempt fails, on every level
  double expected = 1;  // each fails with its `fails`
  // What cannot be carried fails too, and is tried again: the steady state that the design comes to
  // from no load, and the one it comes to from the worst, where that is another.
  std::optional<double> overload, stuck;
};

struct ComponentLoad {
  bool reached = false;  // some arrow of traffic leads to it, or it is a source
  bool known = false;    // its rate is known
  double mean = 0, offered = 0, carried = 0;
  double reads = 0, writes = 0;  // arriving, once each; stores, caches and queues
  double mean_reads = 0, mean_writes = 0;
  double shed = 0;  // refused by a `limit`
  // What arrives over what the `limit` lets through, in what it counts; 0 where there is none.
  double limit_used = 0;
  Attempts attempts;
};

struct FlowLoad {
  bool known = false;
  double mean = 0, peak = 0;
  std::vector<ComponentId> sources;  // where its rate enters
};

struct Loop {
  FlowId flow;
  std::vector<ComponentId> ring;
  double gain = 0;
  bool settles = true;
  // Where `most` ends it: how often it is gone through at worst, and as expected.
  std::optional<double> most, expected;
};

// A claim `@` that does not agree with what arrives.
struct Mismatch {
  ArrowId arrow;
  double stated = 0, arriving = 0;
};

// Traffic that enters a balancer or queue and does not leave it (or more than enters).
struct LostTraffic {
  ComponentId component;
  FlowId flow;
  double in = 0, out = 0;
};

struct Backlog {
  ComponentId queue, consumer;
  double arriving = 0, capacity = 0;
};

// Source of trouble in a flow's entry: several components that nothing leads to, without rates.
struct UnclearEntry {
  FlowId flow;
  std::vector<ComponentId> candidates;
};

// Why a component cannot do its work after a loss.
enum class Fault : std::uint8_t {
  none,
  lost,    // no copy of some shard is left
  quorum,  // fewer copies are left than `needs` says
  leader,  // the copy that takes writes is gone, and none takes over by itself
  load,    // the copies left cannot carry the load
};

inline constexpr std::uint32_t no_event = 0xffffffffu;

// One thing that can fail by itself.
struct Event {
  enum class Kind : std::uint8_t { copy, component, domain, group } kind = Kind::component;
  ComponentId component;  // copy, component
  DomainId domain;
  model::GroupId group;
  std::uint32_t copies = 1;  // identical copies folded into one event
  bool leader = false;       // the copy that takes writes, where none takes over by itself
  std::string name;          // "a copy of `db`", "zone `us.a`", "`lb`"
};

struct Downed {
  ComponentId component;
  Fault fault = Fault::none;
};

// A smallest set of failures that stops a flow.
struct CutSet {
  std::vector<std::uint32_t> events;  // indices into Redundancy::events; an index twice: two copies
  FlowId flow;
  std::string why;  // "`api` needs `db`, and no copy of it is left"
  // What the failures take down, and why that is not up any more; in order of the model.
  std::vector<Downed> because;
  bool by_load = false;  // something is left that could serve, were there not so much to carry
};

// The world after one failure: where the load went and what then broke.
struct Loss {
  std::string name;         // "zone us.a", "a copy of db"
  std::uint32_t event = 0;  // or no_event, for what a need speaks of
  ComponentId component;    // all of it, where a need asks for that
  model::GroupId group;
  std::vector<ComponentId> overloaded;  // carry more than they can (not before)
  std::vector<double> overload;         // how much that is of what is left of each
  std::vector<FlowId> stopped;
  std::vector<std::pair<ComponentId, double>> busier;  // what carries on, and is used more then
  std::vector<Downed> down;  // what the loss itself takes down, then what it overloads
};

// The world with an empty cache: every read of it is a miss.
struct ColdCache {
  ComponentId cache;
  // What gets more load then (by component), and how much of its capacity that is.
  std::vector<ComponentId> busier;
  std::vector<double> utilization;
  std::vector<ComponentId> overloaded;  // those that carried their load before and cannot now
};

struct Redundancy {
  std::vector<Event> events;
  int order = 2;                      // up to which cut sets were looked for
  std::vector<bool> complete;         // by flow: all of those are listed
  std::vector<CutSet> single_points;  // order 1
  std::vector<CutSet> pairs;          // order 2
  bool pairs_complete = true;         // false: too many to list
  std::vector<CutSet> higher;         // orders 3 and more, when asked for; events and flow alone
  std::vector<Loss> losses;           // one for each copy and each zone, region and rack
  bool losses_complete = true;        // false: some were not followed to their end
  // By component: instances that carry the load which comes to it when something is lost that a
  // `need survive` names.
  std::map<ComponentId, double> needed_after_loss;
  std::vector<ColdCache> cold;  // by cache; those whose misses go anywhere
  // Copies of each component by zone, where zones are known.
  std::vector<std::vector<std::pair<DomainId, std::uint32_t>>> placement;
  std::vector<model::Domain> domains;  // the model's, then the unnamed ones that `zones: 3` means
};

struct Break {
  ComponentId component;
  double factor = 0;
  Limit why = Limit::none;
};

// What the failing of a component (of its own copies) or of a domain means for a flow; Q is the
// probability that the flow is down. Rausand and Hoyland, "System Reliability Theory", 2nd edition,
// chapter 5; RAW and RRW as in NASA's "Fault Tree Handbook with Aerospace Applications", 2002, 7.
struct Importance {
  ComponentId component;      // or
  std::uint32_t event = 0;    // the domain's, in Redundancy::events
  double birnbaum = 0;        // Q if it is down, less Q if it is up
  double criticality = 0;     // share of Q that would go if it never failed
  double fussell_vesely = 0;  // share of Q in which a minimal cut set that holds it has failed
  double raw = 0;             // risk achievement worth: Q if it is down, over Q
  double rrw = 0;             // risk reduction worth: Q over Q if it is up; may be infinite
};

struct FlowAvailability {
  bool known = false;  // it was asked for, and the availability of something is known
  // Where not exact: the worst that can be, and `least_down` the best.
  double up = 1, down = 0;
  bool exact = true;
  double least_down = 0;
  std::vector<std::uint32_t> not_known;  // events it depends on; taken as never happening
  std::size_t effort = 0;                // nodes of the diagram it came from
  // False: Fussell-Vesely in its conditional form, which is the criticality.
  bool by_cut_sets = true;
  std::vector<Importance> importance;  // in order of the flow; only where asked for
};

struct ComponentAvailability {
  bool known = false;
  double up = 1, down = 0;
  std::uint32_t least = 1, copies = 1, shards = 1;  // so many must be up of those of each shard
};

inline constexpr double seconds_a_year = 365 * 86400.0;
inline constexpr double seconds_a_month = 30 * 86400.0;

// A distribution of times in seconds; infinite where a queue grows without bound.
struct Percentiles {
  double mean = 0, p50 = 0, p90 = 0, p95 = 0, p99 = 0, p999 = 0;
};

// One component as a queue: Poisson arrivals, at the peak.
struct ComponentLatency {
  bool known = false;          // a service time is known, and the rate
  Percentiles wait, response;  // response: wait and own service, without what it calls
  double wait_probability = 0;
  double in_system = 0;  // requests waiting or served, in all copies
  double variation = 1;  // squared coefficient of variation of the service times
};

struct FlowLatency {
  std::optional<Percentiles> latency;  // until its caller has the answer
  std::optional<Percentiles> done;     // until the last message it set off has been handled
  std::vector<ComponentId> untimed;    // on the way, without a service time: taken as none
  std::vector<ComponentId> untimed_before_answer;  // those of them that its caller waits for
};

// What a store, cache or queue holds, all copies together, from the means.
struct StorageResult {
  std::optional<double> bytes;    // of its tables, or of what `retention` keeps
  std::optional<double> growth;   // bytes per second that are written
  std::optional<double> full_in;  // seconds until its disks are full; infinite: never
};

// Payload per second at the peak, where `size` is known; copies not counted.
struct BandwidthResult {
  double in = 0, out = 0;
};

// What a component adds to the bill of a flow, a month.
struct CostPart {
  ComponentId component;
  double month = 0;
};

struct CostResult {
  bool known = false;      // some price is stated
  double month = 0;        // dollars in 30 days, at the means
  double per_request = 0;  // of the flow's, or of all flows'; 0 where there are none
  // What has a price for each byte or token, of which it is not known how many there are: not in
  // the sum. In order, each once.
  std::vector<ComponentId> uncounted;
  std::vector<CostPart> parts;  // of a flow, where they are asked for; in order of the components
};

// Where the middle 90% of an uncertain figure lies.
struct Spread {
  ComponentId component;    // or
  FlowId flow;              // or, without either, of the design
  std::string_view figure;  // "utilization", "storage.growth": its path in the results as JSON
  double low = 0, median = 0, high = 0;
  double at_medians = 0;  // what each estimate in its middle makes
  std::size_t place = 0;  // in an order that is the same for every design
  // The figure whole, where a condition speaks of it: in closed form, or at the sample points.
  std::shared_ptr<const quantity::Uncertain> uncertain;
};
// About the chance that it exceeds the limit.
double chance_above(const Spread& spread, double limit);

// How much of the spread of a figure one estimate explains.
struct Influence {
  std::uint32_t draw = 0;
  ComponentId component;  // none: of the design
  std::string_view figure;
  double share = 0;
};

// What is left in a queue.
struct QueueResult {
  std::optional<double> growth;    // messages per second that its consumers do not keep up with
  std::optional<double> catch_up;  // seconds to work off what one second of outage has left
};

struct Results {
  std::vector<FlowLoad> flows;            // by flow
  std::vector<ComponentLoad> components;  // by component
  std::vector<CapacityResult> capacity;   // by component
  std::vector<ArrowLoad> arrows;          // by arrow
  std::vector<Row> rows;
  std::vector<Loop> loops;
  std::vector<Mismatch> mismatches;
  std::vector<LostTraffic> lost;
  std::vector<Backlog> backlogs;
  std::vector<UnclearEntry> unclear;
  Redundancy redundancy;
  std::vector<Break> scale;                                   // by factor, smallest first
  std::vector<FlowAvailability> flow_availability;            // by flow; empty if not computed
  std::vector<ComponentAvailability> component_availability;  // by component; likewise
  std::vector<ComponentLatency> latency;                      // by component
  std::vector<StorageResult> storage;                         // by component
  std::vector<BandwidthResult> bandwidth;                     // by component
  std::vector<double> tokens;             // by component: per second at the peak
  std::vector<CostResult> costs;          // by component
  std::vector<CostResult> flow_costs;     // by flow
  CostResult cost;                        // of the design
  std::vector<FlowLatency> flow_latency;  // by flow; empty where it was not asked for
  std::vector<QueueResult> queues;        // by component
  std::vector<Spread> spreads;            // of uncertain figures
  std::vector<Influence> sensitivity;
  // At how many sample points were computed: loads and amounts; percentiles of components; of
  // flows; availabilities. Nothing where every one has a closed form; 0 where it would take too
  // long, so that they have no spread.
  std::array<std::optional<std::size_t>, 4> sampled;
  // By component: the chance that it is overloaded; negative where that is certain, or not known.
  std::vector<double> overload_chance;
};

}  // namespace joist::analysis

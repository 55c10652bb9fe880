// The linear system behind the traffic: rows, the nodes they are made of, and the edges between.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/lasting.hpp"
#include "analysis/loops.hpp"
#include "analysis/traffic.hpp"
#include "base/fingerprint.hpp"
#include "model/model.hpp"

namespace joist::analysis {

// What is counted apart within a row. Components that do not tell reads from writes have `requests`
// alone, sources also `ended`, what arrives and goes no further; caches have all three; stores and
// queues have the first two, and stores outside of any flow `copied`, what came by replication.
enum Slot : std::uint8_t { requests = 0, reads = 0, writes = 1, ended = 1, missed = 2, copied = 2 };
constexpr bool tells_apart(model::Role role) {
  return role == model::Role::cache || role == model::Role::store || role == model::Role::queue;
}

struct NetworkRow {
  ComponentId component;
  std::uint32_t flow = 0;
  std::uint32_t visit = 0;
  std::uint32_t node = 0;  // of its first slot
  std::uint8_t slots = 1;
  model::Role role = model::Role::pass;  // of the component, which lies far away in memory
  std::uint32_t first_visit = 0;         // the first row of the same component in the same flow
  std::uint32_t next_visit = nowhere;    // another one
};

enum class EdgeKind : std::uint8_t {
  call,        // ratio x share
  after_miss,  // for each miss among the calls of `source`
  after_hit,
  after_fail,  // for each call of `source` that failed after all its attempts
  missed,      // into the misses of a cache, beside the call `source`
  carry,       // a fixed factor
};

// Part of one arrow: what it takes from one node to another.
struct Edge {
  std::uint32_t from = 0, to = 0;
  std::uint32_t arrow = nowhere;
  std::uint32_t source = nowhere;  // an earlier edge
  EdgeKind kind = EdgeKind::call;
  bool counts = true;  // as load of the arrow
  double factor = 1;   // carry
};

// A rate that enters from outside: of a flow at its sources, or stated for an arrow.
struct Injection {
  std::uint32_t node = 0;
  double mean = 0;
  std::uint32_t flow = 0;
  std::uint32_t arrow = nowhere;  // the arrow that carries it
  bool counts = false;            // as load of that arrow
};

// What the `@` of an arrow is taken for.
enum class Claim : std::uint8_t {
  none,
  entry,    // the load of a source
  checked,  // the ratio is known: it must agree
  defines,  // it defines the ratio
  share,    // it defines the share out of a split
};

// How one arrow multiplies, apart from the state.
struct ArrowFactors {
  double ratio = 1;     // x, with the batch of a consumer taken in
  double weight = 1;    // out of a split
  double attempts = 1;  // expected
  double most_attempts = 1;
  double fails = 0;              // chance that one attempt fails
  double exhausted = 0;          // chance that all attempts fail
  std::optional<double> hit;     // of reads into a cache
  std::uint32_t rounds = 0;      // most
  std::uint32_t tail = nowhere;  // rows
  std::uint32_t head = nowhere;
  Claim claim = Claim::none;
  bool injected = false;  // nothing that is known reaches its tail: it carries its `@`
};

struct Network::Parts {
  explicit Parts(const model::Model& design) : model(design) {}

  const model::Model& model;
  std::vector<NetworkRow> rows;               // flow by flow
  std::vector<std::uint32_t> flow_rows;       // first row of each flow; one more at the end
  std::vector<ArrowFactors> arrows;           // by arrow
  std::vector<std::uint32_t> out_begin, out;  // arrows by tail row
  std::vector<std::uint32_t> in_degree;       // by row
  std::size_t nodes = 0;
  std::vector<std::uint32_t> node_row;  // by node
  std::vector<Edge> edges;
  std::vector<std::uint32_t> edge_begin, edge_end;  // of each arrow
  std::vector<Injection> injections;
  std::vector<double> peak;  // factor, by flow
  std::vector<FlowLoad> flows;
  std::vector<UnclearEntry> unclear;
  std::vector<std::uint32_t> split_rows;  // rows out of which requests are shared
  std::vector<char> fixed_shares;         // by row: weights are the shares themselves
  Graph graph;
  StrongParts parts;
  Rounds rounds;                     // by edge
  std::vector<std::uint32_t> owner;  // arrow, by edge
  bool limits = false;               // some component has a `limit`
  bool retries = false;              // some arrow has `retries`
  bool falls_back = false;           // some arrow is `on fail`

  model::Role role(std::uint32_t row) const { return rows[row].role; }
};

// In the order in which they run; each needs the ones before.
void make_rows(Network::Parts& network);
void make_factors(Network::Parts& network);
void find_entries(Network::Parts& network);
void sort_claims(Network::Parts& network);
void make_edges(Network::Parts& network);
void add_replication(Network::Parts& network);
void make_system(Network::Parts& network);
void settle_claims(Network::Parts& network);

// True where an arrow stands for replication: from store to store, outside of any flow.
bool is_replication(const Network::Parts& network, std::uint32_t arrow);

// True where an arrow out of a row is one of those that share what arrives there.
bool is_shared(const Network::Parts& network, std::uint32_t arrow);

// What each edge carries per request at its tail, in one state.
struct Coefficients {
  std::vector<double> tries;    // calls, before attempts and whether the target is up
  std::vector<double> arrives;  // requests that arrive
  std::vector<double> shares;   // by arrow, out of splits; empty where there are none
  State state;                  // in which that is so
};
Coefficients coefficients(const Network::Parts& network, const State& state);
// The same of some edges alone, in ascending order, and of the shares out of some split rows.
void evaluate_again(const Network::Parts& network, const State& state,
                    std::span<const std::uint32_t> rows, std::span<const std::uint32_t> edges,
                    Coefficients& result);

// Rates by node for one scale of the injections (1 for the means, the flows' peak factors else).
struct Rates {
  std::vector<double> value;     // by node
  std::vector<char> reached;     // by node
  std::vector<double> admitted;  // by component: the part that its limit lets through; may be empty
  std::vector<double> limit_used;  // by component: what arrives over its limit; likewise
  // By edge, where what is refused goes another way: what arrives per request at its tail. Else
  // empty: the coefficients have it.
  std::vector<double> arrives;
  std::vector<LoopGain> loops;
};
enum class Scale : std::uint8_t { mean, peak };
// `factor` is on all that enters; `most`, by component, the most requests it lets through (empty:
// its `limit` alone). Without `limits` those are left aside.
Rates solve_rates(const Network::Parts& network, const Coefficients& coefficients, Scale scale,
                  double factor = 1, const std::vector<double>& most = {}, bool limits = true);

// By edge: which part of its calls is made, where an arrow leads back at most so many times. Empty
// where there is no such arrow.
std::vector<double> made_calls(const Network::Parts& network, const Coefficients& coefficients,
                               const Rates& rates, Scale scale, double factor);

// Of all that decides how one arrow multiplies, whatever the state. Others are told by their
// lasting numbers.
Fingerprint fingerprint(const Network::Parts& network, const Lasting& numbers, std::uint32_t arrow);
// The same of one edge, in a state of which the coefficients are known, but for the arrow it is of
// and the edge it follows from.
Fingerprint fingerprint(const Network::Parts& network, const Lasting& numbers,
                        const Coefficients& coefficients, std::uint32_t edge);

// What came in at a row, reads and writes together.
double arriving(const Network::Parts& network, const Rates& rates, std::uint32_t row);

}  // namespace joist::analysis

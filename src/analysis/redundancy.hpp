// Which failures stop which flow: minimal cut sets of order one and two (and more), and what each
// loss of a copy, zone, region or rack does to the load of what is left.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/events.hpp"
#include "analysis/kept.hpp"
#include "analysis/lasting.hpp"
#include "analysis/placement.hpp"
#include "analysis/redundancy_graph.hpp"
#include "analysis/results.hpp"
#include "analysis/traffic.hpp"
#include "model/model.hpp"

namespace joist::analysis {

struct KeptFlow;

// What of a design an analysis can find as the one before did.
struct Continued {
  std::shared_ptr<const Lasting> numbers;
  std::vector<std::optional<Fingerprint>> basis;  // by flow; see basis_of_flows
  // By flow: what was kept of it, if it is still so; null elsewhere.
  std::vector<std::shared_ptr<const KeptFlow>> flows;
};

// What redundancy rests on, made once for a design.
struct Failures {
  const model::Model& model;
  Placements placements;
  Events events;
  std::vector<Standing> standings;  // by component
  std::vector<bool> look_aside;     // by component
  std::vector<bool> separate_writes;
  std::vector<FlowGraph> graphs;       // by flow
  std::size_t work = 0;                // arrows and components looked at for them
  std::optional<Continued> continued;  // nothing: nothing is to be kept
};
// Where the load goes when something is down; null: no load is known.
struct KnownLoad {
  const Network& network;
  const Results& results;  // the loads at least
  const Capacities& capacities;
  // Flows whose load is followed wherever it goes when something is down; of others only how a list
  // shares it. Empty: all.
  std::vector<bool> exact = {};

  bool is_exact(std::size_t flow) const { return exact.empty() || exact[flow]; }
};
// With `kept` the graphs of flows that rest on the same as the last time are taken from there.
Failures prepare_failures(const model::Model& model, const KnownLoad* load = nullptr,
                          const Kept* kept = nullptr);

// What a flow needs if any number of copies carries any load.
FlowGraph without_load(const Failures& failures, FlowId flow);

// Fills events, domains, placement, single points, pairs and, up to `order`, higher cut sets.
// Pairs are looked for within a budget of work; past it `pairs_complete` is false. With `kept`
// those of flows that rest on the same as the last time are taken from there.
void find_cut_sets(const Failures& failures, int order, Redundancy& redundancy,
                   Kept* kept = nullptr);

// Fills losses and cold caches: loads are solved again with the lost ones away, and what then
// carries more than it can goes down too, until nothing more breaks. With `kept` only what rests on
// something else than the last time.
void find_losses(const Failures& failures, const KnownLoad& load, Kept* kept,
                 Redundancy& redundancy);

// All of it; the failures must have been prepared from this load.
Redundancy find_redundancy(const Failures& failures, const KnownLoad& load, int order = 2,
                           Kept* kept = nullptr);

// How a fault reads after "`api` needs `db`, and ".
std::string text(const Failures& failures, const Literal& literal, Fault fault);

}  // namespace joist::analysis

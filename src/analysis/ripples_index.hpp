// What following an outage through a network looks up again and again, and what it notes on the
// way.
#pragma once

#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <vector>

#include "analysis/capacity_demand.hpp"
#include "analysis/ripples.hpp"
#include "analysis/ripples_queue.hpp"
#include "analysis/traffic_network.hpp"

namespace joist::analysis {

// Lists of numbers by an index, in one vector.
struct Lists {
  std::vector<std::uint32_t> begin, items;

  std::span<const std::uint32_t> of(std::uint32_t index) const {
    return {items.data() + begin[index], items.data() + begin[index + 1]};
  }
};

// `key_of(i)` for i below `count`; `nowhere` leaves one out.
template <class Key>
Lists make_lists(std::size_t keys, std::uint32_t count, const Key& key_of) {
  Lists lists;
  lists.begin.assign(keys + 1, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (key_of(i) != nowhere) ++lists.begin[key_of(i) + 1];
  }
  std::partial_sum(lists.begin.begin(), lists.begin.end(), lists.begin.begin());
  lists.items.resize(lists.begin.back());
  std::vector<std::uint32_t> next(lists.begin.begin(), lists.begin.end() - 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (key_of(i) != nowhere) lists.items[next[key_of(i)]++] = i;
  }
  return lists;
}

// What is read of an edge over and over; a network is larger than the processor's caches.
struct Hop {
  std::uint32_t to = 0, arrow = 0;
  bool counts = false, reads = false, writes = false;
};

struct Ripples::Index {
  Index(const model::Model& model, const Network& whole, const Capacities& normal);

  const Network::Parts& network;
  Lists out_of, into;       // arrows by component
  Lists edges_of;           // by arrow
  Lists derived;            // edges by the edge they follow from
  std::vector<Hop> hops;    // by edge
  std::vector<char> stops;  // by node: it is in a loop, or a `limit` counts
  // Nodes in the order in which they are followed: none leads to an earlier one outside of loops.
  // It depends on nothing but what leads to each of them and on the order of components and flows.
  std::vector<std::uint32_t> order, rank, level;
  std::vector<char> held_up;  // by component, see CallWaits; empty where nothing is
  Coefficients base;
  std::vector<double> value;  // normal, by node
  std::vector<Arrivals> base_arrivals;
  std::vector<char> has_load;  // by component, see Demand

  // Of the outage applied; what is touched is put back before the next one.
  State state;
  Coefficients now;
  std::vector<double> delta;                              // by node
  std::vector<char> waiting;                              // by node
  std::vector<Arrivals> arrivals;                         // by component
  std::vector<ArrowLoad> moved;                           // by arrow
  std::vector<std::uint32_t> edges, rows, nodes, arrows;  // touched
  WaitingNodes queue;                                     // by rank
  std::vector<std::uint32_t> place;                       // in `demands`, by component
  std::size_t looked_at = 0;                              // arrows out of what has another load
  std::vector<ComponentId> ends;                          // of the touched arrows
  std::vector<Demand> demands;                            // of the changed ones
  struct Answer {
    double copies = -1, utilization = 0;
  };
  std::vector<Answer> answers;     // beside them: the last one given, as the same is asked twice
  std::unique_ptr<Traffic> again;  // where all was solved again
  std::unique_ptr<Capacities> capacities;

  void find_hops();
  void find_stops();
  void find_order();
  void touch_arrow(std::uint32_t arrow);
  void touch(ComponentId component);
  void touch_edge(std::uint32_t edge);
  ComponentId component_of(std::uint32_t node) const {
    return network.rows[network.node_row[node]].component;
  }
  bool propagate();
  void meet(std::uint32_t node);
  bool push_from(std::uint32_t node);
  void add_calls(const std::vector<ArrowFacts>& facts);
  void add_to_arrow(const Hop& hop, double change);
};

}  // namespace joist::analysis

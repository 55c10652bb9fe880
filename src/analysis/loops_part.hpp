// One loop of a sparse system: a strongly connected part, cut open at few nodes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/dense.hpp"
#include "analysis/loops.hpp"

namespace joist::analysis {

// A link within the part, between places in its order.
struct PartLink {
  std::uint32_t from = 0, to = 0;
  double coefficient = 0;
  std::uint32_t owner = nowhere;  // a limited call; nowhere: not limited
};

// A call that leads back at most `rounds` times, and its links.
struct LimitedCall {
  std::uint32_t rounds = 0;
  std::vector<PartLink> links;
};

// The part's nodes stand in depth-first order, in which few links lead backwards. The heads of
// those are the tears: with what enters them given, the rest is a walk in order. So the part is
// solved by a dense system over the tears alone.
class LoopPart {
 public:
  // `links` are between the nodes 0 .. size-1 of the part, in any order.
  LoopPart(std::size_t size, std::vector<PartLink> links, std::vector<LimitedCall> limited);

  // x = b + M^T x within the part, limited calls counted out. Not numbers where it does not settle.
  void solve(std::vector<double>& x) const;

  // Ring, gain and whether it settles; nodes of the ring are the part's.
  LoopGain gain() const;

 private:
  void order_nodes(std::size_t size, const std::vector<PartLink>& links);
  void find_tears(std::vector<PartLink> links);
  void close();                                                     // builds the dense system
  void walk(std::vector<double>& x) const;                          // along the forward links
  std::vector<double> returns(const std::vector<double>& x) const;  // into the tears
  void solve_free(std::vector<double>& x) const;                    // without the limited calls
  void solve_limited(std::vector<double>& x, std::size_t calls) const;
  void solve_by_sweeps(std::vector<double>& x) const;
  bool check_settles() const;
  double return_gain() const;
  double spectral_gain() const;
  std::vector<std::uint32_t> strongest_ring() const;
  double limited_gain() const;

  std::vector<std::uint32_t> place_;  // in the order, by node
  std::vector<std::uint32_t> node_;   // by place
  std::vector<std::uint32_t> begin_;  // of the forward links, by place of the tail
  std::vector<PartLink> forward_, back_;
  std::vector<std::uint32_t> tears_;    // places
  std::vector<std::uint32_t> tear_of_;  // by place; nowhere
  std::vector<LimitedCall> limited_;
  std::vector<double> response_;  // tears x tears: what comes back into tear i of 1 into tear j
  std::optional<DenseSystem> dense_;
  bool known_ = true;
  bool settles_ = true;
};

}  // namespace joist::analysis

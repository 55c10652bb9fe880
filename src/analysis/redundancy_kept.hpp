// What an analysis keeps of each flow, its graph and its cut sets, for the next one of nearly the
// same design.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "analysis/redundancy.hpp"

namespace joist::analysis {

// Components, flows and events are told by lasting numbers in it.
struct KeptFlow {
  Fingerprint basis;  // what it was found from
  FlowGraph graph;
  // Where all of order one and two were found within the budget, and nothing higher was asked for:
  bool has_cut_sets = false;
  std::vector<CutSet> singles, pairs;
  std::size_t spent = 0;  // of the budget for pairs
};

struct KeptFlows {
  std::shared_ptr<const Lasting> numbers;
  std::vector<std::shared_ptr<const KeptFlow>> flows;  // by flow; null: not kept
};

// By flow: fingerprints of all that its graph and its cut sets are found from. Nothing where that
// is what other flows do, too.
std::vector<std::optional<Fingerprint>> basis_of_flows(const Failures& failures,
                                                       const KnownLoad& load,
                                                       const Lasting& numbers);

// Tells what is kept of flows by lasting numbers, and by indices again.
class FlowTelling {
 public:
  FlowTelling(const Failures& failures, const Lasting& numbers);

  FlowGraph by_number(FlowGraph graph) const;
  FlowGraph by_index(FlowGraph graph) const;
  CutSet by_number(CutSet cut) const;
  CutSet by_index(CutSet cut) const;

 private:
  const Failures& failures_;
  const Lasting& numbers_;
  std::vector<std::uint32_t> components_, flows_, domains_;  // indices by number
};

}  // namespace joist::analysis

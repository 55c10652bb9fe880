// The failures that concern one flow, and what each combination of them takes down in it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/redundancy.hpp"
#include "analysis/redundancy_alternatives.hpp"

namespace joist::analysis {

// One literal of a flow that some failures take down.
struct FlowDown {
  std::vector<std::uint32_t> events;  // sorted; one or two
  std::uint32_t literal = 0;
  Fault fault = Fault::none;
};

// Failures as they bear on one flow.
class FlowFailures {
 public:
  FlowFailures(const Failures& failures, const FlowGraph& graph);

  const FlowGraph& graph() const { return graph_; }
  // Events that concern a literal, at most `limit`.
  std::vector<std::uint32_t> events_of(std::uint32_t literal) const;
  // What becomes of a literal when these have happened (an event twice: two copies).
  Fault fault(std::uint32_t literal, std::span<const std::uint32_t> events) const;
  // How many times an event can happen: copies can be lost one by one.
  std::uint32_t multiplicity(std::uint32_t event) const;
  // A cut set in words: what it takes down and who needs that. Without `by_load`.
  CutSet describe(std::vector<std::uint32_t> events, std::span<const FlowDown> downs) const;

 private:
  void add_domains(DomainId domain, std::vector<std::uint32_t>& events) const;
  std::string why(const FlowDown& down) const;
  // Where none of them is needed by itself.
  std::string why_together(std::span<const FlowDown> downs) const;

  const Failures& failures_;
  const FlowGraph& graph_;
  std::vector<std::uint32_t> node_of_;  // by literal
  mutable Lost lost_;                   // of the last question, for its memory
};

// Minimal cut sets of order two, as sorted events, or nothing if that is too much to look at.
std::optional<std::vector<std::vector<std::uint32_t>>> find_pairs(const FlowFailures& flow);

// Minimal cut sets of orders three to `order`, without words. False if that is too much to look at:
// then those of fewer orders, or none.
bool find_higher(const FlowFailures& flow, int order, std::vector<CutSet>& found);

}  // namespace joist::analysis

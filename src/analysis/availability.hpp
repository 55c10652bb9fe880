// How much of the time each flow and each component is up, exactly, and what matters most for it.
#pragma once

#include <vector>

#include "analysis/redundancy.hpp"
#include "analysis/results.hpp"

namespace joist::analysis {

// What is found beside the availability of a flow.
enum class Measures : std::uint8_t {
  none,
  importance,
  importance_by_cut_sets  // Fussell-Vesely by cut sets, which takes long
};

// By flow, where asked for; others are left as not known. Events are independent of each other;
// what states no availability never fails.
std::vector<FlowAvailability> find_flow_availability(const Failures& failures,
                                                     const std::vector<bool>& flows,
                                                     Measures measures);

// By component: that enough of its copies are up, and enough of the domains they stand in.
std::vector<ComponentAvailability> find_component_availability(const Failures& failures,
                                                               const std::vector<bool>& components);

// Flows of which some need or decision asks for it, or all.
std::vector<bool> flows_asked_for_availability(const model::Model& model, bool all);

// Both into the results: of everything with importance, or of what needs and decisions speak of.
void find_availability(const Failures& failures, bool everything, Results& results);

}  // namespace joist::analysis

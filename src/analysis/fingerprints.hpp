// Fingerprints of what a design states and carries, by which it is told what has changed. Others
// are told by their lasting numbers.
#pragma once

#include <vector>

#include "analysis/capacity_demand.hpp"
#include "analysis/capacity_facts.hpp"
#include "analysis/lasting.hpp"
#include "analysis/placement.hpp"
#include "base/fingerprint.hpp"

namespace joist::analysis {

void add(const Fleet& fleet, Fingerprint& print);
void add(const ComponentFacts& facts, Fingerprint& print);
void add(const ArrowFacts& facts, const Lasting& numbers, Fingerprint& print);
void add(const Arrivals& arrivals, Fingerprint& print);
void add(const Demand& demand, Fingerprint& print);

// Each domain as what stands in it sees it: with those around it.
std::vector<Fingerprint> surroundings_of(const std::vector<model::Domain>& domains,
                                         const Lasting& numbers);
// `domains`: their surroundings.
void add(const Placement& placement, const std::vector<Fingerprint>& domains, Fingerprint& print);

}  // namespace joist::analysis
